"""Who owes the next step of a finding, with its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from records.work.rules import Owed
from records.work.rules.reminders import ReminderPlan
from supervision.inspections.rules.findings import (
    ASKED,
    CLEARED,
    COMMEND,
    DRAFT,
    OFFICE_RULE,
    PLAN_DAYS,
    PRACTICE,
    RECTIFY,
    RECTIFYING,
    REPORTED,
    SOURCE,
    STANDING,
    STEP_DAYS,
    TOLD,
    VERIFY_DAYS,
)

QUIET = ReminderPlan((1,), True, (), 0)  # silence is recorded, it is no failure


@dataclass(frozen=True, kw_only=True)
class FindingWork:
    """What decides who owes the next step: columns of the row; leader: person of the team, None = nobody leads any more."""

    state: str
    nature: str
    unit: int
    raised_by: int
    raised_on: date
    leader: int | None
    statement_due_on: date | None = None
    stated_on: date | None = None
    upheld_on: date | None = None
    has_plan: bool = False
    disposed_on: date | None = None
    due_on: date | None = None
    reported_by: int | None = None
    reported_on: date | None = None
    look_back_on: date | None = None


def finding_owed(work: FindingWork) -> Iterator[Owed]:
    """Every step has its day: of the finder, the unit, the leader, the office, and of the later look."""
    step = timedelta(days=STEP_DAYS)
    leads = {"person": work.leader} if work.leader else {"right": "finding.dispose"}
    if work.state == DRAFT:
        due_on = work.raised_on + step
        yield Owed(
            "put", "征求单位意见", person=work.raised_by, due_on=due_on, clause=OFFICE_RULE, why="先听单位说明，再认定"
        )
    elif work.state == ASKED:
        limit = work.statement_due_on
        yield Owed(
            "tell",
            "说明督查发现的情况",
            unit=work.unit,
            due_on=limit,
            clause=OFFICE_RULE,
            why="不说明的如实记录",
            plan=QUIET,
        )
        yield Owed(
            "uphold", "认定督查发现", due_on=limit + step, clause=OFFICE_RULE, why="单位说明以后或者期限过后", **leads
        )
    elif work.state == TOLD:
        yield Owed(
            "uphold", "认定督查发现", due_on=work.stated_on + step, clause=OFFICE_RULE, why="单位已经说明", **leads
        )
    elif work.state == STANDING:
        act, what = (COMMEND, "肯定推广") if work.nature == PRACTICE else (RECTIFY, "提出处理意见")
        due_on = work.upheld_on + step
        yield Owed(act, what, right="finding.dispose", due_on=due_on, clause=OFFICE_RULE, why="整改、催办或者移送")
    else:
        yield from _owed_of_correction(work)


def _owed_of_correction(work: FindingWork) -> Iterator[Owed]:
    if work.state == RECTIFYING:
        if not work.has_plan:
            due_on = min(work.disposed_on + timedelta(days=PLAN_DAYS), work.due_on)
            yield Owed("plan", "填整改措施", unit=work.unit, due_on=due_on, clause=OFFICE_RULE, why="写明措施和责任人")
        yield Owed(
            "report", "整改督查问题", unit=work.unit, due_on=work.due_on, clause=SOURCE, why="整改后附证明材料报告"
        )
    elif work.state == REPORTED:
        yield Owed(
            "accept",
            "核实整改结果",
            right="finding.verify",
            except_person=work.reported_by,
            clause=OFFICE_RULE,
            due_on=work.reported_on + timedelta(days=VERIFY_DAYS),
            why="单位已报告整改结果",
        )
    elif work.state == CLEARED:
        due_on, why = work.look_back_on, "看整改有没有反弹"
        yield Owed("confirm", "回头看", right="finding.verify", due_on=due_on, clause=OFFICE_RULE, why=why)
