"""Who owes the next step of an inspection, with its day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from records.work.rules import Owed
from supervision.inspections.rules.inspections import (
    FEEDBACK_DAYS,
    HEARING,
    OFFICE_RULE,
    PLANNED,
    RECTIFYING,
    RECUSAL,
    REPORT_DAYS,
    RUNNING,
)


@dataclass(frozen=True, kw_only=True)
class InspectionWork:
    """What decides who owes the next step. first_on, last_on: of the work on site; leader: person; undeclared: persons of the
    team that said nothing of recusal; to_rate: (person, entries to finish); is_rated, is_settled: nothing is left of that;
    settled_on; without_feedback: units to whom no 反馈意见書 is begun; has_report; is_over: nothing stands in the way of the end."""

    state: str
    first_on: date
    last_on: date
    leader: int | None = None
    undeclared: Sequence[int] = ()
    has_items: bool = False
    unassigned: int = 0
    to_rate: Sequence[tuple[int, int]] = ()
    is_settled: bool = False
    hearing_until: date | None = None
    settled_on: date | None = None
    without_feedback: Sequence[int] = ()
    has_report: bool = False
    is_over: bool = False


def inspection_owed(work: InspectionWork) -> Iterator[Owed]:
    """The team, its declarations, the checklist, the entries, the papers, the end: each with a day."""
    office = {"right": "inspection.write", "clause": OFFICE_RULE}
    if work.state == PLANNED:
        yield from _owed_before(work, office)
    elif work.state in (RUNNING, HEARING):
        yield from _owed_on_site(work, office)
    elif work.state == RECTIFYING:
        yield from _owed_after(work, office)


def _owed_on_site(work: InspectionWork, office: dict) -> Iterator[Owed]:
    if work.leader is None:
        yield Owed("team", "重新编组", due_on=work.last_on, why="组长回避或者离组，请另定组长", **office)
    for person in work.undeclared:
        why = "本人确认是否需要回避"
        yield Owed("declare", "确认回避情况", person=person, due_on=work.last_on, why=why, clause=RECUSAL)
    if work.state == RUNNING:
        for person, left in work.to_rate:
            yield Owed(
                "site", "填写检查表", person=person, due_on=work.last_on, why=f"还有{left}格", clause=OFFICE_RULE
            )
        if not work.to_rate and work.leader:
            why = "各项已经填完"
            yield Owed("end_site", "结束现场督查", person=work.leader, due_on=work.last_on, why=why, clause=OFFICE_RULE)
    elif work.is_settled:
        yield Owed("settle", "结束核实", due_on=work.hearing_until, why="问题都已认定并提出处理意见", **office)


def _owed_before(work: InspectionWork, office: dict) -> Iterator[Owed]:
    if work.leader is None:
        yield Owed("team", "编组督查组", due_on=work.first_on, why="确定组长和组员", **office)
    for person in work.undeclared:
        why = "本人确认是否需要回避"
        yield Owed("declare", "确认回避情况", person=person, due_on=work.first_on, why=why, clause=RECUSAL)
    if not work.has_items:
        yield Owed("checklist", "定检查表", due_on=work.first_on, why="从模板和制度条款里选", **office)
    elif work.leader and work.unassigned:
        yield Owed("assign", "检查表分工", due_on=work.first_on, why=f"{work.unassigned}项没有分工到人", **office)
    elif work.leader and not work.undeclared:
        yield Owed("start", "开始现场督查", due_on=work.first_on, why="准备已经就绪", **office)


def _owed_after(work: InspectionWork, office: dict) -> Iterator[Owed]:
    papers = {"right": "inspection.paper", "clause": OFFICE_RULE}
    due_on = work.settled_on + timedelta(days=FEEDBACK_DAYS)
    for unit in work.without_feedback:
        yield Owed("feedback", "拟写反馈意见书", part=unit, due_on=due_on, why="核实结束后10日内反馈", **papers)
    if not work.has_report:
        due_on = work.settled_on + timedelta(days=REPORT_DAYS)
        yield Owed("report", "拟写督查报告", due_on=due_on, why="督查完成后向联席会议报告", **papers)
    if work.is_over:
        yield Owed("conclude", "办结督查", why="反馈、整改、报告都已完成", **office)
