"""Moves and doors of schemes and runs, what is owed for them, and who may not decide what.

A scheme: drafted, edited, fixed by a second person before its period begins. A run: computed, scored by hand, published to the
units, each objection decided by somebody who did not score, settled, its circular approved by a convenor, frozen. Source: 信访工作条例
第三十九条; the steps of objection are the office's own rule.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from township.dates import full_date
from township.refusals import Refused

SOURCE = "信访工作条例第三十九条"
OWN_RULE = "本办规定：公布后由单位核对，提出异议的由未参加评分的人处理"
DRAFT, SUBMITTED, FIXED, REPLACED, DROPPED = "draft", "submitted", "fixed", "replaced", "dropped"
PUBLISHED, SETTLED, ISSUED = "published", "settled", "issued"
SCHEME_LABELS = {DRAFT: "拟稿", SUBMITTED: "待确认", FIXED: "施行", REPLACED: "已被新版代替", DROPPED: "未施行撤销"}
SCHEME_CHOICES = list(SCHEME_LABELS.items())
RUN_LABELS = {
    DRAFT: "核算评分",
    PUBLISHED: "公布核对",
    SETTLED: "拟写通报",
    SUBMITTED: "待审批",
    ISSUED: "已通报（固定）",
    REPLACED: "已更正",
    DROPPED: "已撤销",
}
RUN_CHOICES = list(RUN_LABELS.items())


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


SCHEMES = StateTable(
    _move("edit", "修改", {DRAFT}, DRAFT, "送确认以后不能改动，需要修改时先退回。"),
    _move("submit", "送确认", {DRAFT}, SUBMITTED),
    _move("give_back", "退回修改", {SUBMITTED}, DRAFT),
    _move("fix", "确认施行", {SUBMITTED}, FIXED),
    _move("renew", "起草新版", {FIXED}, FIXED),
    _move("replace", "被新版代替", {FIXED}, REPLACED),
    _move("drop", "撤销", {DRAFT}, DROPPED),
    labels=SCHEME_LABELS,
    closed={REPLACED, DROPPED},
)
RUNS = StateTable(
    _move("compute", "重新核算", {DRAFT}, DRAFT, "公布以后数据固定，不再重新核算。"),
    _move("report", "报送自评", {DRAFT}, DRAFT, "公布以后不再报送自评。"),
    _move("mark", "评分", {DRAFT}, DRAFT, "公布以后不能再评分。"),
    _move("award", "登记加分、否决", {DRAFT}, DRAFT, "公布以后不能再登记，可以按异议处理或者集体调整。"),
    _move("publish", "公布核对", {DRAFT}, PUBLISHED),
    _move("object", "提出异议", {PUBLISHED}, PUBLISHED, "公布核对期间才能提出异议。"),
    _move("answer", "处理异议", {PUBLISHED}, PUBLISHED),
    _move("adjust", "集体调整", {PUBLISHED}, PUBLISHED, "公布核对期间才能调整。"),
    _move("settle", "核对结束", {PUBLISHED}, SETTLED),
    _move("save", "保存", {SETTLED}, SETTLED),
    _move("submit", "送审", {SETTLED}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED}, SETTLED, "已经批准的结果不能撤回，只能更正。"),
    _move("return_paper", "退回修改", {SUBMITTED}, SETTLED),
    _move("approve", "批准通报", {SUBMITTED}, ISSUED),
    _move("correct", "更正", {ISSUED}, ISSUED),
    _move("replace", "已更正", {ISSUED}, REPLACED),
    _move("drop", "撤销", {DRAFT}, DROPPED, "公布以后不能撤销。"),
    labels=RUN_LABELS,
    closed={ISSUED, REPLACED, DROPPED},
)


@dataclass(frozen=True, kw_only=True)
class SchemeFacts:
    """is_maker: drafted or last changed it; has_next: a newer version is being prepared."""

    state: str
    may: frozenset[str] = frozenset()
    is_maker: bool = False
    has_next: bool = False


OWN_SCHEME = "办法是您起草或者修改的，请由另一位同志确认"


def _fix_waits(facts: SchemeFacts) -> str:
    return OWN_SCHEME if facts.is_maker else ""


SCHEME_DOORS = Doors(
    SCHEMES,
    Door("fix", "scheme.fix", waits=_fix_waits),
    Door("give_back", "scheme.fix", is_quiet=True),
    Door("submit", "scheme.write"),
    Door("edit", "scheme.write"),
    Door("renew", "scheme.write", shown=lambda facts: not facts.has_next, is_quiet=True),
    Door("drop", "scheme.write", is_quiet=True),
    inside=("replace",),
)


@dataclass(frozen=True, kw_only=True)
class RunFacts(PaperFacts):
    """has_scored: gave points of this run, so that objections are decided by somebody else; missing: what has to be there
    before it is published, in words; waiting: how many objections wait; is_over: the days for objections are over;
    has_next: a correction is being prepared; in_sight: numbers of the units and objections the actor sees."""

    has_scored: bool = False
    missing: str = ""
    waiting: int = 0
    until: date | None = None
    is_over: bool = False
    has_next: bool = False
    in_sight: frozenset[int] | None = None


OWN_SCORE = "您参加了这次评分，异议请由没有参加评分的同志处理"


def _settle_waits(facts: RunFacts) -> str:
    if facts.waiting:
        return f"还有{facts.waiting}件异议没有处理"
    return "" if facts.is_over else f"核对期限{full_date(facts.until)}还没有到" if facts.until else ""


RUN_DOORS = Doors(
    RUNS,
    Door("report", "assessment.report", shown=lambda facts: bool(facts.parts.get("report"))),
    Door("object", "assessment.object"),
    Door("answer", "assessment.answer", waits=lambda facts: OWN_SCORE if facts.has_scored else ""),
    Door("mark", "assessment.score"),
    Door("award", "assessment.score"),
    Door("publish", "assessment.run", waits=lambda facts: facts.missing),
    Door("compute", "assessment.run", is_quiet=True),
    Door("adjust", "assessment.approve", is_quiet=True),
    Door("settle", "assessment.run", waits=_settle_waits),
    *(door for door in paper_doors(write="assessment.run") if door.name != "distribute"),
    Door("correct", "assessment.run", shown=lambda facts: not facts.has_next, is_quiet=True),
    Door("drop", "assessment.run", is_quiet=True),
    inside=("return_paper", "replace"),
)


def scheme_owed(state: str, maker: int | None) -> Iterator[Owed]:
    """A draft waits for its author, what was handed in for a second person."""
    if state == DRAFT:
        holder = {"person": maker} if maker else {"right": "scheme.write"}
        yield Owed("submit", "拟定考核办法", why="核对权重后送确认", **holder)
    elif state == SUBMITTED:
        yield Owed("fix", "确认考核办法", right="scheme.fix", except_person=maker, why="确认后按此考核", clause=SOURCE)


@dataclass(frozen=True)
class RunWork:
    """What decides who owes the next step. reports: (unit, due day) of self-reports that are missing; marks: how many are
    missing; objections: numbers of those that wait; until: last day for objections."""

    state: str
    reports: tuple[tuple[int, date | None], ...] = ()
    marks: int = 0
    objections: tuple[int, ...] = ()
    until: date | None = None
    due_on: date | None = field(default=None)


def run_owed(work: RunWork) -> Iterator[Owed]:
    """The units report, the office scores and publishes, objections are answered, the run is settled; then the paper."""
    if work.state == DRAFT:
        for unit, due_on in work.reports:
            yield Owed(
                "report", "报送自评", unit=unit, part=unit, due_on=due_on, why="对照考核办法报送自评", clause=SOURCE
            )
        if work.marks:
            yield Owed("mark", "评分", right="assessment.score", why=f"还有{work.marks}项没有评分")
        else:
            yield Owed("publish", "公布考核得分", right="assessment.run", why="评分齐全，公布给各单位核对")
    elif work.state == PUBLISHED:
        for number in work.objections:
            yield Owed(
                "answer", "处理考核异议", right="assessment.answer", part=number, due_on=work.until, clause=OWN_RULE
            )
        if not work.objections:
            yield Owed(
                "settle", "结束核对", right="assessment.run", due_on=work.until, why="核对期满，没有待处理的异议"
            )


# The clause of the rule profile that an issued run of this stage does.
CLAUSES = {"half": "assessment_stage", "year": "assessment_year"}
EFFECTS = {"exclude": "这一条不计入本单位", "count": "这一条计为合格", "points": "增加得分", "none": "不调整"}
EFFECT_CHOICES = [(key, label) for key, label in EFFECTS.items() if key != "none"]


def check_answer(*, decider: int | None, scorers: Iterable[int | None], asked_by: int | None) -> None:
    """Refused for who scored and for who objected."""
    if decider is None or decider in set(scorers):
        raise Refused(OWN_SCORE + "。", OWN_RULE)
    if decider == asked_by:
        raise Refused("提出异议的人不能自己处理。", OWN_RULE)


def check_effect(effect: str, has_row: bool, has_points: bool) -> None:
    """Refused for an effect that does not fit the objection."""
    if effect not in EFFECTS or effect == "none":
        raise Refused("请选择怎样调整。", field="effect")
    if effect in ("exclude", "count") and not has_row:
        raise Refused("这件异议没有指明是哪一条数据，只能增加得分。", field="effect")
    if (effect == "points") != has_points:
        raise Refused("增加得分要填分数；剔除或者改计一条数据时不填分数。", field="points")


def check_start(first: date, last: date, today: date) -> None:
    """A run computes what lies behind: its period has begun and may not end in the future for more than a part."""
    if last < first:
        raise Refused("截止日期早于起始日期。", field="last")
    if last > today:
        raise Refused("考核期还没有结束。月度和半年考核在期满以后进行。", field="last")
