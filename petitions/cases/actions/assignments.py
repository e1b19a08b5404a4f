"""Assigning a case to units: one lead, assisting units with their own limits; receipt and progress (条例 22, 23, 31)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.back_entries import NO_PROOF, Proof, admit, ask_to_confirm
from petitions.cases.actions.clocks import run_clocks, running_clock
from petitions.cases.actions.issuing import issue_paper, paper_name
from petitions.cases.actions.parts import known_unit
from petitions.cases.actions.wording import Wording, settle_wording
from petitions.cases.models.assignments import Assignment
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import live_assignments
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.order import check_day
from petitions.cases.rules.terms import ASSIGNED_LIMIT, CONCLUDE, SIMPLE_CLOSE
from petitions.permissions import ASSIGN_CASE
from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.actions.access import end_holding, hold
from records.matters.models.matters import Reference
from records.matters.queries.access import implicated_places, is_shut_out, place_of
from records.matters.queries.scope import matters_visible_to
from records.matters.rules import check_holder
from records.papers.actions.approvals import check_nothing_pending
from township.actors import Actor, OutOfScope
from township.dates import full_date
from township.directory.models.people import Person
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import liaisons_of
from township.profiles.queries.settings import setting
from township.refusals import Refused
from township.words import check_words

LEAD, ASSIST = Assignment.Part.LEAD, Assignment.Part.ASSIST
STATE = Assignment.State


@dataclass(frozen=True)
class Task:
    """What a unit is given."""

    unit: Unit
    part: str
    due_on: date


def assign(
    *,
    case_id: int,
    revision: int,
    lead_unit_id: int,
    lead_due_on: date | None,
    assist: Sequence[tuple[int, date | None]] = (),
    requirement: str,
    on: date,
    basis_matter_id: int | None = None,
    body: str | None = None,
    proof: Proof = NO_PROOF,
    wording: Wording | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Give the case to one lead unit and any assisting units, or change who has it (条例第二十二条).

    on: the day the letters reach the units, which starts their limits; lead_due_on, assist [(unit id, due)]: None = the
    township's default; basis_matter_id: a matter of another app that decided it; body: the clerk's text of the letter to
    the lead unit. A unit that keeps part and due date keeps its task; all others are taken back.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=ASSIGN_CASE, by=by, at=at)
        move = turn.move("assign")
        check_nothing_pending(turn.matter, "refusal", "reply")
        check_day("交办日期", on, today=turn.today, after=turn.row.received_on, after_label="收到日期")
        ask_to_confirm(turn, admit(turn, on, proof), "交办")
        settle_wording(turn, wording)
        demand = check_words("办理要求", requirement, field="requirement", least=2, most=500)
        tasks = _tasks(turn, lead_unit_id, lead_due_on, assist, on)
        kept = _take_back_others(turn, tasks, on)
        fresh = [task for task in tasks if (task.unit.pk, task.part, task.due_on) not in kept]
        if not fresh:
            raise Refused("承办单位和期限都没有变化，不用重新交办。", field="lead_unit")
        for task in fresh:
            _give(turn, task, tasks, demand, on, body if task.part == LEAD else None)
        turn.row.unit = tasks[0].unit
        _keep_basis(turn, basis_matter_id)
        return _finish_assign(turn, move, tasks, demand, on)


def _tasks(turn: Turn, lead_id: int, lead_due_on: date | None, assist, on: date) -> list[Task]:
    wanted = [(lead_id, lead_due_on, LEAD), *((unit_id, due_on, ASSIST) for unit_id, due_on in assist)]
    if len({unit_id for unit_id, _, _ in wanted}) < len(wanted):
        raise Refused("同一个单位只能列一次：不是主办就是协办。", field="assist")
    default_days = int(setting(turn.row.township_id, "assignment_default_days"))
    return [
        _task(turn, known_unit(turn.by, unit_id), part, due_on, on, default_days) for unit_id, due_on, part in wanted
    ]


def _task(turn: Turn, unit: Unit, part: str, due_on: date | None, on: date, default_days: int) -> Task:
    field = "lead_due_on" if part == LEAD else "assist"
    if unit.kind not in (UnitKind.MEMBER, UnitKind.VILLAGE):
        raise Refused(
            f"{unit.name}不是成员单位或村（社区），不能交办；外部机关请用“转送”。", "条例第二十二条", "lead_unit"
        )
    check_holder(place_of(unit), implicated_places(turn.matter))
    _check_somebody_left(turn, unit)
    limit, whose = _outer_limit(turn)
    if due_on is None:
        due_on = date.fromordinal(on.toordinal() + default_days)
        due_on = max(on, min(due_on, limit)) if limit else due_on
    if due_on < on:
        raise Refused(f"办理期限不能早于交办日期（{full_date(on)}）。", field=field)
    if limit and on <= limit < due_on:
        raise Refused(f"承办单位的期限不能晚于{whose}（{full_date(limit)}）。", "条例第二十二条、第三十四条", field)
    return Task(unit, part, due_on)


def _outer_limit(turn: Turn) -> tuple[date | None, str]:
    """The nearest limit of the whole matter, its own or that of the organ it came from; a unit's own lies inside it."""
    names = {
        CONCLUDE.code: "本事项的办理期限",
        SIMPLE_CLOSE.code: "本事项的办理期限",
        ASSIGNED_LIMIT.code: "上级交办的期限",
    }
    clocks = [clock for code in names if (clock := running_clock(turn, code))]
    nearest = min(clocks, key=lambda clock: clock.due_on, default=None)
    return (nearest.due_on, names[nearest.code]) if nearest else (None, "")


def _check_somebody_left(turn: Turn, unit: Unit) -> None:
    """A unit all of whose liaisons are recused or implicated cannot handle it (条例第二十八条第三款)."""
    liaisons = Person.objects.filter(pk__in=liaisons_of([unit.pk], turn.today))
    if liaisons and all(is_shut_out(turn.matter, person, turn.today) for person in liaisons):
        raise Refused(f"{unit.name}的联络员已经回避或是涉及对象，请改派其他单位。", "条例第二十八条第三款", "lead_unit")


def _take_back_others(turn: Turn, tasks: list[Task], on: date) -> set[tuple]:
    """Take back every task that does not stand in `tasks` as it is; returns (unit, part, due) of those that stay."""
    wanted = {(task.unit.pk, task.part, task.due_on) for task in tasks}
    kept = set()
    for row in live_assignments(turn.row):
        key = (row.unit_id, row.part, row.due_on)
        if key in wanted:
            kept.add(key)
        else:
            withdraw_assignment(turn, row, on, evidence="改派")
    return kept


def withdraw_assignment(turn: Turn, row: Assignment, on: date, *, evidence: str, move: str = "unit_withdrawn") -> None:
    """End one unit's task: it loses sight of the case, its clocks stop. Its people are told before they lose sight."""
    tell(turn, liaisons_of([row.unit_id], turn.today), kind="taken_back", text="交办已收回", key=str(row.pk))
    row.state, row.ended_on = STATE.WITHDRAWN, max(on, row.arrived_on)
    row.save(update_fields=["state", "ended_on"])
    run_clocks(turn, move, on=max(on, row.arrived_on), evidence=evidence, unit=row.unit)
    end_holding(matter=turn.matter, unit=row.unit, on=on)
    if turn.row.unit_id == row.unit_id and row.part == LEAD:
        turn.row.unit = None


def _give(turn: Turn, task: Task, tasks: list[Task], demand: str, on: date, body: str | None) -> None:
    """One unit's task with its letter, its clocks and the notice to its liaisons."""
    case, unit = turn.row, task.unit
    hold(matter=turn.matter, unit=unit, part=task.part, at=turn.at)
    partners = [other.unit.name for other in tasks if other.part == ASSIST] if task.part == LEAD else []
    facts = paper_facts(
        case,
        clerk_name=turn.by.signature(turn.right),
        target_unit=unit.name,
        target_unit_phone=unit.phone,
        target_on=on,
        due_on=task.due_on,
        assist_units=partners,
        reason=demand,
    )
    letter = issue_paper(turn, "assignment", facts=facts, body=body, is_for_petitioner=False)
    row = Assignment.objects.create(
        township_id=case.township_id,
        case=case,
        unit=unit,
        part=task.part,
        requirement=demand,
        due_on=task.due_on,
        arrived_on=on,
        document=letter,
        assigned_by_id=turn.by.person_id,
        assigned_at=turn.at,
    )
    run_clocks(
        turn, "assign", on=on, evidence=paper_name(letter), unit=unit, unit_arrived_on=on, unit_due_on=task.due_on
    )
    tell(
        turn,
        liaisons_of([unit.pk], turn.today),
        kind="assigned",
        text=f"交办你单位（{row.get_part_display()}），办理期限{full_date(task.due_on)}",
        key=str(row.pk),
    )


def _keep_basis(turn: Turn, basis_matter_id: int | None) -> None:
    if basis_matter_id is None:
        return
    if not matters_visible_to(turn.by).filter(pk=basis_matter_id).exclude(pk=turn.matter.pk).exists():
        raise OutOfScope("没有找到交办所依据的事项。")
    Reference.objects.get_or_create(source=turn.matter, target_id=basis_matter_id, relation="assigned_by")


def _finish_assign(turn: Turn, move, tasks: list[Task], demand: str, on: date) -> Case:
    lead, *others = tasks
    helpers = f"，{'、'.join(task.unit.name for task in others)}协办" if others else ""
    text = f"交{lead.unit.name}办理，期限{full_date(lead.due_on)}{helpers}"
    detail = {"lead": lead.unit.pk, "assist": [task.unit.pk for task in others], "due_on": lead.due_on.isoformat()}
    return finish(
        turn, move, text=text, on=on, note=demand, unit=lead.unit, public_text=f"交{lead.unit.name}办理", detail=detail
    )
