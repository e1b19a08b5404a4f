"""Listing for rectification (挂牌整治): proposal, hearing, decision, plan, monthly check, de-listing (F8).

Source: 衡阳市意见第18条 (处置不得力的挂牌整治), 信访工作条例第三十九条 (挂牌督办、责令限期整改). It starts from criteria that were published before the period, never
from visits; the unit is heard, a convenor decides, and it ends when the same criteria are met. Known inside the township only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from township.refusals import Refused

DRAFT, ASKED, HEARD, SUBMITTED = "draft", "asked", "heard", "submitted"
LISTED, RECTIFYING, DELISTED, DROPPED = "listed", "rectifying", "delisted", "dropped"
STATE_LABELS = {
    DRAFT: "拟提出",
    ASKED: "听取单位意见",
    HEARD: "拟写决定",
    SUBMITTED: "待决定",
    LISTED: "已挂牌待报方案",
    RECTIFYING: "整改中",
    DELISTED: "已摘牌",
    DROPPED: "不挂牌",
}
STATE_CHOICES = list(STATE_LABELS.items())
ASKING = frozenset({ASKED, HEARD, SUBMITTED})  # the unit sees it, nobody else outside the office
STANDING = frozenset({LISTED, RECTIFYING})
PUBLIC = STANDING | {DELISTED}  # known to every unit of the township
LIVE = frozenset({DRAFT, *ASKING, *STANDING})
SOURCE = "衡阳市意见第18条：处置不得力的挂牌整治"
OFFICE_RULE = "本办规定"
HEARING_DAYS, PLAN_DAYS = 5, 10  # working days
CHECK_DAYS = 30  # natural days from one check to the next
LONGEST = 183  # natural days a plan may take


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


LISTINGS = StateTable(
    _move("ask", "听取单位意见", {DRAFT}, ASKED),
    _move("tell", "说明情况", {ASKED}, ASKED, "在听取意见期间说明。"),
    _move("hear", "结束听取意见", {ASKED}, HEARD),
    _move("save", "保存", {HEARD}, HEARD),
    _move("submit", "送审", {HEARD}, SUBMITTED, "听取单位意见以后才能送审。"),
    _move("take_back", "撤回修改", {SUBMITTED}, HEARD),
    _move("return_paper", "退回修改", {SUBMITTED}, HEARD),
    _move("approve", "决定挂牌", {SUBMITTED}, LISTED),
    _move("plan", "报整改方案", {LISTED, RECTIFYING}, RECTIFYING, "决定挂牌以后才报整改方案。"),
    _move("check", "登记月度检查", {RECTIFYING}, RECTIFYING, "报了整改方案才有月度检查。"),
    _move("delist", "摘牌", {RECTIFYING}, DELISTED),
    _move("drop", "不挂牌", {DRAFT, ASKED, HEARD}, DROPPED, "送审的先撤回；已经挂牌的，达到标准以后摘牌。"),
    labels=STATE_LABELS,
    closed={DELISTED, DROPPED},
)


def check_heard(has_spoken: bool, due_on: date, today: date) -> None:
    """The hearing ends when the unit has spoken or its limit is past."""
    if not has_spoken and today <= due_on:
        raise Refused("单位还没有说明情况，期限也没有过，不能结束。", OFFICE_RULE)


def check_plan(until: date, today: date) -> None:
    if not today < until <= today + timedelta(days=LONGEST):
        raise Refused("整改期限在明天以后、六个月以内。", OFFICE_RULE, "until")


def check_met(is_met: bool, failing: Iterable[str]) -> None:
    """A check may say that the criteria are met only where the figures say so too. failing: words of those that are not."""
    still = list(failing)
    if is_met and still:
        raise Refused(f"数据显示还没有达到：{'；'.join(still)}。", OFFICE_RULE, "is_met")


def check_delisting(last_met: bool | None) -> None:
    """last_met: what the latest check found; None = there was none."""
    if not last_met:
        raise Refused("最近一次月度检查达到标准以后才能摘牌。", OFFICE_RULE)


@dataclass(frozen=True)
class Decision:
    """What the decision says. failed: criteria the unit did not reach, in words with their figures; statement: of the unit, "" = none."""

    unit: str
    period: str
    number: str
    failed: tuple[str, ...]
    facts: str
    statement: str
    answer: str
    demand: str
    sponsor: str


def decision_text(given: Decision) -> str:
    """The text of the decision, one paragraph a line."""
    failed = [second_level(number, words) for number, words in enumerate(given.failed, 1)]
    heard = f"单位说明：{given.statement}" if given.statement else "单位在期限内没有说明情况，已如实记录。"
    lines = [
        f"按照{given.period}开始以前公布的评价标准（{given.number}），对{given.unit}实行挂牌整治。",
        "一、没有达到的标准",
        *failed,
        given.facts,
        "二、听取意见",
        heard,
    ]
    lines += [given.answer] if given.answer else []
    lines += [
        "三、整改要求",
        given.demand,
        f"由{given.sponsor}包抓。请在{PLAN_DAYS}个工作日内报整改方案，联席办每月检查一次，达到原标准的摘牌。",
        "本决定在本镇范围内公开，不对外公布。",
    ]
    return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class ListingFacts(PaperFacts):
    """is_unit: of the unit itself; may_tell: it has not spoken and its limit runs; is_waiting: the hearing cannot end yet;
    is_met: the latest check found the criteria met; is_checker: made that check."""

    is_unit: bool = False
    may_tell: bool = False
    is_waiting: bool = False
    is_met: bool = False
    is_checker: bool = False


def _delist_waits(facts: ListingFacts) -> str:
    if not facts.is_met:
        return "最近一次月度检查还没有达到标准"
    return "检查是您登记的，请由另一位召集人摘牌" if facts.is_checker else ""


DOORS = Doors(
    LISTINGS,
    Door("tell", "listing.state", shown=lambda facts: facts.is_unit and facts.may_tell),
    Door("ask", "listing.write"),
    Door("hear", "listing.write", waits=lambda f: "单位还没有说明，期限也没有过" if f.is_waiting else ""),
    *(door for door in paper_doors(write="listing.write") if door.name != "distribute"),
    Door("plan", "listing.state", shown=lambda facts: facts.is_unit, is_quiet=lambda facts: facts.state == RECTIFYING),
    Door("check", "listing.write"),
    Door("delist", "listing.decide", waits=_delist_waits),
    Door("drop", "listing.write", is_quiet=True),
    inside=("return_paper",),
)


def listing_owed(
    state: str, unit: int, writer: int, *, has_spoken: bool, due_on: date | None, check_on: date | None, is_met: bool
) -> Iterator[Owed]:
    """due_on: of the statement or of the plan, by the state; check_on: of the next monthly check."""
    if state == DRAFT:
        yield Owed("ask", "听取单位意见", person=writer, clause=SOURCE)
    elif state == ASKED:
        if not has_spoken:
            yield Owed("tell", "对挂牌提议说明情况", unit=unit, due_on=due_on, clause=OFFICE_RULE)
        yield Owed("hear", "结束听取意见", person=writer, due_on=due_on + timedelta(days=3), why="已说明或者期限已过")
    elif state == LISTED:
        yield Owed("plan", "报挂牌整改方案", unit=unit, due_on=due_on, clause=OFFICE_RULE)
    elif state == RECTIFYING:
        yield Owed(
            "check", "挂牌整治月度检查", right="listing.write", due_on=check_on, clause=OFFICE_RULE, why="每月一次"
        )
        if is_met:
            yield Owed("delist", "摘牌", right="listing.decide", clause=SOURCE, why="检查已达到标准")
