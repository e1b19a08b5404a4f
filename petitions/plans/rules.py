"""Plans for sensitive periods and big events (敏感时期、重大活动预案, J三(三)): the open matters to settle before, and nothing about people.

A plan names matters, their next step, the leader and the day; the duty roster by its dates; the contacts of units. It holds
no list of petitioners and nothing to watch, stop or escort anybody with (条例第三条、第十八条、第三十九条).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import paper_doors
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.dates import check_not_past, full_date
from township.refusals import Refused

DRAFT, SUBMITTED, APPROVED, CLOSED = "draft", "submitted", "approved", "closed"
STATE_LABELS = {DRAFT: "拟制中", SUBMITTED: "待审批", APPROVED: "执行中", CLOSED: "已结束"}
STATE_CHOICES = list(STATE_LABELS.items())
SOURCE = "联席会议制度：重大活动、敏感时期预警预案"
SERIES = declare_series("plan_paper", "预案")
PAPER_KIND = "plan"
MATTER_SERIES = declare_series("plan", "时")
LONGEST = 120
MOST_ITEMS = 60


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset({source}), target, SOURCE, reason)


PLANS = StateTable(
    _move("edit", "修改", DRAFT, DRAFT, "送审以后要先退回才能改。"),
    _move("pick", "列入事项", DRAFT, DRAFT, "送审以后要先退回才能改。"),
    _move("drop", "移出事项", DRAFT, DRAFT, "送审以后要先退回才能改。"),
    _move("submit", "送审", DRAFT, SUBMITTED),
    _move("take_back", "撤回修改", SUBMITTED, DRAFT, "批准以后不能撤回。"),
    _move("approve", "批准", SUBMITTED, APPROVED),
    _move("return_plan", "退回修改", SUBMITTED, DRAFT),
    _move("report_step", "报告进展", APPROVED, APPROVED, "预案批准以后、结束以前才能报告进展。"),
    _move("close", "结束", APPROVED, CLOSED),
    labels=STATE_LABELS,
    closed={CLOSED},
)


_FLOW = {door.name: door for door in paper_doors(write="plan.write", save="-", submit="submit", take_back="take_back")}
DOORS = Doors(
    PLANS,
    _FLOW["decide"],
    Door("pick", "plan.write"),
    Door("submit", "plan.write"),
    Door("change", "plan.write", "edit", is_quiet=True),
    _FLOW["take_back"],
    Door("drop", "plan.write", is_quiet=True),
    Door("report_step", "plan.report_step"),
    inside=("return_plan", "close"),
)


@dataclass(frozen=True, kw_only=True)
class PlanWork:
    """What decides who owes what on a plan besides the decision. items: (number of the item, unit that held its matter, None = the
    office or nobody, due on) of those without progress yet; is_returned: it came back with a remark."""

    state: str
    first: date
    drafter: int
    is_returned: bool = False
    items: tuple[tuple[int, int | None, date], ...] = ()


def plan_owed(work: PlanWork) -> Iterator[Owed]:
    """The drafter hands it in before the period; then each unit reports on its matters by their day."""
    if work.state == DRAFT:
        what, why = ("修改", "退回修改，意见见预案页") if work.is_returned else ("拟制", "选好事项后送审")
        yield Owed("pick", f"{what}敏感时期预案", person=work.drafter, why=why, due_on=work.first, clause=SOURCE)
    elif work.state == APPROVED:
        for item, unit, due_on in work.items:
            holder = {"unit": unit} if unit else {"right": "plan.write"}
            yield Owed("report_step", "办理预案事项", part=item, why="时期前化解，报告进展", due_on=due_on, **holder)


def check_span(first: date, last: date) -> None:
    """Refused for a period that ends before it begins or is no period any more."""
    if last < first:
        raise Refused("结束日期不能早于开始日期。", field="last")
    if (last - first).days >= LONGEST:
        raise Refused(f"一个时期最长 {LONGEST} 天，更长的请分段。", field="last")


def check_deadline(due_on: date, first: date, last: date, today: date) -> None:
    """The step is to be done from today on and before the period is over."""
    check_not_past("完成时限", due_on, today=today, field="due_on")
    if due_on > last:
        raise Refused(f"完成时限不能晚于{full_date(last)}（时期结束）。", field="due_on")


def check_submit(items: int) -> None:
    """A plan without matters is refused unless it says so itself: nothing to settle is a sentence, not an empty table."""
    if not items:
        raise Refused("还没有列入要在时期前化解的事项。请从“可列入的事项”里选，至少一件。", SOURCE)


def ends_report(last: date, today: date) -> bool:
    """Whether the period is over: the day after its last day."""
    return today > last


@dataclass(frozen=True)
class ItemFacts:
    """A matter of the plan at its end."""

    number: str
    closed_on: date | None
    due_on: date


def summary(items: Iterable[ItemFacts], last: date) -> str:
    """What came of the plan, in one sentence, drafted when the period is over."""
    rows = list(items)
    settled = [row for row in rows if row.closed_on and row.closed_on <= last]
    in_time = [row for row in settled if row.closed_on and row.closed_on <= row.due_on]
    later = len(rows) - len(settled)
    text = f"列入{len(rows)}件，时期结束前办结{len(settled)}件（其中按预案时限{len(in_time)}件）"
    return text + (f"，未办结{later}件，转入日常办理。" if later else "，全部办结。")


def default_deadline(first: date, today: date) -> date:
    """The day before the period begins, or today when it has begun."""
    return max(today, first - timedelta(days=1))


@dataclass(frozen=True)
class Festival:
    """A holiday before which open matters are settled (西集镇意见三（三）). clause: key of the duty; name: as the official table
    of days off has it; month, day: where the table of that year is not known yet."""

    clause: str
    name: str
    month: int
    day: int


FESTIVALS = (
    Festival("plan_new_year", "元旦", 1, 1),
    Festival("plan_spring_festival", "春节", 2, 1),
    Festival("plan_national_day", "国庆节", 10, 1),
)
