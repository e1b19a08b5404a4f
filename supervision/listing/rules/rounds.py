"""Half-yearly evaluations (半年评价): criteria fixed before the period, what a unit fails, who owes what (F8).

Source: 衡阳市意见第18条 (每半年进行一次评价；处置不得力的挂牌整治). Criteria are rates of handling and what went wrong with supervision orders; how
many petitions a unit has is none (条例第十八条、第三十九条、第四十六条).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from township.dates import full_date
from township.refusals import Refused

DRAFT, SUBMITTED, PUBLISHED, EVALUATED = "draft", "submitted", "published", "evaluated"
DONE, DROPPED = "done", "dropped"
STATE_LABELS = {
    DRAFT: "拟定办法",
    SUBMITTED: "待批准公布",
    PUBLISHED: "已公布待评价",
    EVALUATED: "已评价待处理",
    DONE: "已完成",
    DROPPED: "未公布撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNPUBLISHED = frozenset({DRAFT, SUBMITTED, DROPPED})
CLAUSE = "evaluation_half_year"
SOURCE = "衡阳市意见第18条：每半年进行一次评价"
OFFICE_RULE = "本办规定：评价标准在半年开始以前公布"
BOUNDARY = "信访工作条例第十八条、第三十九条、第四十六条"
DAYS_AFTER = 20  # natural days after the period until the evaluation is due
MOST = 4  # criteria

BELOW, AT_LEAST = "below", "at_least"
# Figures that may be a criterion: a rate falls short below its line, a fault counts from its line on.
RATES = (
    "petitions.acceptance",
    "petitions.conclusion",
    "petitions.tasks",
    "petitions.content_unit",
    "petitions.screening",
    "meetings.resolutions",
    "meetings.dispatch_reports",
    "records.duties",
)
FAULTS = ("supervision.late", "supervision.returned", "supervision.second")
SENSES = dict.fromkeys(RATES, BELOW) | dict.fromkeys(FAULTS, AT_LEAST)


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


ROUNDS = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回；公布以后标准不能再改。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED}, DRAFT, "公布的标准不能改动。"),
    _move("return_paper", "退回修改", {SUBMITTED}, DRAFT),
    _move("publish", "批准公布", {SUBMITTED}, PUBLISHED),
    _move("evaluate", "按数据评价", {PUBLISHED}, EVALUATED, "标准公布以后、半年结束以后才能评价，评价只有一次。"),
    _move("pass_over", "不提挂牌", {EVALUATED}, EVALUATED),
    _move("conclude", "完成评价", {EVALUATED}, DONE),
    _move("drop", "撤销", {DRAFT}, DROPPED, "送审的先撤回，再撤销；公布的不能撤销。"),
    labels=STATE_LABELS,
    closed={DONE, DROPPED},
)


@dataclass(frozen=True)
class Criterion:
    """key: of a declared figure; label: its name; limit: percent for a rate, a number for a fault."""

    key: str
    label: str
    limit: Decimal

    @property
    def words(self) -> str:
        if SENSES[self.key] == BELOW:
            return f"{self.label}低于{_plain(self.limit)}%"
        return f"{self.label}达到{_plain(self.limit)}件次"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def check_criteria(criteria: Sequence[Criterion], needed: int) -> None:
    """At least one, each figure once, with a line that can be met. needed: how many must be failed."""
    if not criteria:
        raise Refused("请至少定一条评价标准。", OFFICE_RULE, "key_1")
    for number, one in enumerate(criteria, 1):
        if one.key not in SENSES:
            raise Refused("信访件数、来访批次不能作为评价标准，请选择办理方面的指标。", BOUNDARY, f"key_{number}")
        if SENSES[one.key] == BELOW and not 0 < one.limit <= 100:
            raise Refused("比率的线填 1 到 100。", field=f"limit_{number}")
        if SENSES[one.key] == AT_LEAST and (one.limit < 1 or one.limit != int(one.limit)):
            raise Refused("件次的线填 1 以上的整数。", field=f"limit_{number}")
    keys = [one.key for one in criteria]
    twins = [number for number, key in enumerate(keys, 1) if key in keys[: number - 1]]
    if twins:
        raise Refused("同一个指标只能定一条标准。", field=f"key_{twins[0]}")
    if not 1 <= needed <= len(criteria):
        raise Refused(f"达到几条提出挂牌，填 1 到 {len(criteria)}。", field="needed")


def is_failed(key: str, limit: Decimal, n: int, d: int) -> bool:
    """Whether a unit fails a criterion. n, d: of the figure; a rate with nothing to divide by is not failed."""
    if SENSES[key] == BELOW:
        return bool(d) and Decimal(100 * n) < limit * d
    return n >= limit


def check_publication(first: date, today: date) -> None:
    """Criteria are known before the period they measure begins."""
    if today >= first:
        sentence = (
            f"评价标准要在半年开始（{full_date(first)}）以前公布，现在已经不能作为这个半年的标准，请改为下一个半年。"
        )
        raise Refused(sentence, OFFICE_RULE)


def check_evaluation(last: date, today: date) -> None:
    if today <= last:
        raise Refused(f"{full_date(last)}以后才能评价，这个半年还没有结束。", OFFICE_RULE)


def plan_text(period: str, criteria: Iterable[Criterion], needed: int, formulas: Iterable[str]) -> str:
    """The published text, one paragraph a line. formulas: of the figures, in the same order."""
    lines = [
        f"对各成员单位和村（社区）{period}信访事项受理办理情况进行评价，标准如下，本期内不再改动。",
        "一、评价标准",
    ]
    for number, (one, formula) in enumerate(zip(criteria, formulas, strict=True), 1):
        lines += [second_level(number, f"{one.words}。"), f"口径：{formula}。"]
    lines += [
        "二、结果使用",
        f"有{needed}条以上未达到要求的单位，由联席办逐个研究是否提出挂牌整治；提出的先听取单位意见，由召集人决定。",
        "信访件数、来访批次不作为评价标准。分母为零的比率不计。",
        "三、评价时间",
        f"期满后{DAYS_AFTER}日内完成。",
    ]
    return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class RoundFacts(PaperFacts):
    """is_over: the half-year has ended; waiting: units that failed and are neither proposed nor passed over."""

    is_over: bool = False
    waiting: int = 0


DOORS = Doors(
    ROUNDS,
    *(door for door in paper_doors(write="listing.write", approve="publish") if door.name != "distribute"),
    Door("evaluate", "listing.write", waits=lambda f: "" if f.is_over else "这个半年还没有结束"),
    Door("propose", "listing.write", "-", label="提出挂牌", shown=lambda facts: bool(facts.parts.get("propose"))),
    Door("pass_over", "listing.write", shown=lambda facts: bool(facts.parts.get("pass_over"))),
    Door("conclude", "listing.write", waits=lambda f: f"还有 {f.waiting} 个单位没有处理" if f.waiting else ""),
    Door("drop", "listing.write", is_quiet=True),
    inside=("return_paper",),
)


def round_owed(state: str, waiting: Sequence[tuple[int, str]], last: date) -> Iterator[Owed]:
    """waiting: (number, unit) of those that failed and are not dealt with; last: day of the period."""
    due = last + timedelta(days=DAYS_AFTER)
    if state == PUBLISHED:
        yield Owed("evaluate", "半年评价", right="listing.write", due_on=due, clause=SOURCE, why="期满后按数据评价")
    elif state == EVALUATED:
        for part, unit in waiting:
            why = f"{unit}没有达到标准"
            yield Owed(
                "propose", "研究是否提出挂牌", right="listing.write", part=part, due_on=due, clause=SOURCE, why=why
            )
        if not waiting:
            yield Owed("conclude", "完成半年评价", right="listing.write", due_on=due, clause=SOURCE, why="都已处理")
