"""Special working groups (专项工作小组): ground, moves, rhythm of reports. Sources: H11, Y6, X四(三)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.clocks.rules.terms import Term, TermUnit
from records.work.rules import Owed
from township.sources import SourceMark

PROPOSED = "proposed"
LIVE = "live"
DECLINED = "declined"
WITHDRAWN = "withdrawn"
DISBANDED = "disbanded"

STATE_LABELS = {
    PROPOSED: "待召集人决定",
    LIVE: "运行中",
    DECLINED: "不同意成立",
    WITHDRAWN: "已撤回",
    DISBANDED: "已撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
SOURCE = "联席会议制度：对政策性、跨地区、群众反映集中的重要信访问题成立专项工作小组"
GROUNDS = {"policy": "政策性", "cross_area": "跨地区", "many_people": "涉众", "other": "其他重要问题"}
GROUND_CHOICES = list(GROUNDS.items())
RHYTHMS = {"week": ("每周", 7), "half_month": ("每半月", 15), "month": ("每月", 30), "quarter": ("每季度", 90)}
RHYTHM_CHOICES = [(key, label) for key, (label, _) in RHYTHMS.items()]


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


GROUPS = StateTable(
    _move("agree", "同意成立", {PROPOSED}, LIVE),
    _move("decline", "不同意成立", {PROPOSED}, DECLINED),
    _move("withdraw", "撤回", {PROPOSED}, WITHDRAWN, "召集人决定以后不能撤回。"),
    _move("change_members", "调整成员", {PROPOSED}, PROPOSED),
    _move("change_members", "调整成员", {LIVE}, LIVE),
    _move("link", "关联事项", {PROPOSED}, PROPOSED),
    _move("link", "关联事项", {LIVE}, LIVE),
    _move("report", "报告工作", {LIVE}, LIVE, "小组成立以后才报告工作。"),
    _move("disband", "撤销小组", {LIVE}, DISBANDED),
    labels=STATE_LABELS,
    closed={DECLINED, WITHDRAWN, DISBANDED},
)
REPORT = Term(
    "group_report",
    "专项小组报告",
    None,
    TermUnit.NATURAL,
    "小组成立时确定的报告周期",
    "成立或上次报告",
    SourceMark.OFFICE_RULE,
)


def next_report(rhythm: str, after: date) -> date:
    """The day by which the next report is due: so many natural days after the founding or the report before."""
    return after + timedelta(days=RHYTHMS[rhythm][1])


def spine_title(name: str, *, is_linked: bool) -> str:
    """What lists that span all kinds may print: a group that is linked to a matter is named by its kind only."""
    return "专项工作小组（内容见本页）" if is_linked else name[:120]


@dataclass(frozen=True, kw_only=True)
class GroupFacts:
    """is_proposer: proposed it; is_reporter: of the lead unit, its head, or the office, which may write for them."""

    state: str
    may: frozenset[str] = frozenset()
    is_proposer: bool = False
    is_reporter: bool = False


OWN_PROPOSAL = "小组是您提出的，请由召集人中的另一位决定"
DOORS = Doors(
    GROUPS,
    Door("agree", "group.decide", label="召集人决定", waits=lambda facts: OWN_PROPOSAL if facts.is_proposer else ""),
    Door("report", "group.report", shown=lambda facts: facts.is_reporter),
    Door("change_members", "group.propose", is_quiet=True),
    Door("link", "group.propose", is_quiet=True),
    Door("withdraw", "group.propose", shown=lambda facts: facts.is_proposer, is_quiet=True),
    Door("disband", "group.decide", is_quiet=True),
    inside=("decline",),
)


def group_owed(state: str, *, proposed_by: int, lead: int, report_due_on: date | None) -> Iterator[Owed]:
    """The convenor's decision, then the lead unit's report period after period. proposed_by: person; lead: unit."""
    if state == PROPOSED:
        why = "办公室提出，等召集人决定"
        yield Owed("agree", "决定是否成立小组", right="group.decide", except_person=proposed_by, why=why)
    elif state == LIVE:
        yield Owed("report", "报告小组工作", unit=lead, due_on=report_due_on, clause=REPORT.article)
