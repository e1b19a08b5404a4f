"""Receipt of an assignment and progress on it, by the unit or written down by the office (条例 22, 31)."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.assignments import ASSIST, STATE
from petitions.cases.actions.back_entries import NO_PROOF, Proof, admit, ask_to_confirm
from petitions.cases.actions.clocks import run_clocks
from petitions.cases.models.assignments import Assignment, Progress
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import own_task
from petitions.cases.rules.order import check_day
from petitions.permissions import RECEIVE_CASE, REPORT_PROGRESS
from records.acts.actions.turns import Turn, finish, take, tell
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.sight import row_in_sight
from township.signing import signed_by
from township.words import check_words


def receive(*, case_id: int, revision: int | None, assignment_id: int | None = None, by: Actor, at: datetime) -> Case:
    """签收: the unit's person has seen the task, by default the one of the own unit. Its limits run from arrival, not from this click (条例第二十三条)."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=RECEIVE_CASE, by=by, at=at)
        move = turn.move("receive")
        row = own_assignment(turn, assignment_id or _own_task(turn))
        if row.received_at:
            raise Refused(f"{row.unit.name}已由{signed_by(row, 'received', right=RECEIVE_CASE)}签收，不用再签。")
        row.received_at, row.received_by_id = at, by.person_id
        row.state = STATE.RECEIVED if row.state == STATE.SENT else row.state
        row.save(update_fields=["received_at", "received_by", "state"])
        return finish(turn, move, text=f"{row.unit.name}签收", unit=row.unit, detail={"assignment": row.pk})


def _own_task(turn: Turn) -> int:
    task = own_task(turn.row, turn.by)
    return task.pk if task else 0


def report_progress(
    *,
    case_id: int,
    revision: int | None,
    text: str,
    on: date,
    assignment_id: int | None = None,
    is_result: bool = False,
    proof: Proof = NO_PROOF,
    by: Actor,
    at: datetime,
) -> Progress:
    """登记进展. is_result: the unit hands in its part, which stops its own limit; needs the assignment, and of a day before
    today the evidence (proof)."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=REPORT_PROGRESS, by=by, at=at)
        move = turn.move("report_progress")
        words = check_words("进展", text, field="text", least=4, most=4000)
        check_day("进展日期", on, today=turn.today, after=turn.row.received_on, after_label="收到日期")
        row = own_assignment(turn, assignment_id) if assignment_id else None
        progress = Progress.objects.create(
            case=turn.row, assignment=row, on=on, text=words, is_result=is_result, by_id=by.person_id, at=at
        )
        if is_result:
            _report_result(turn, row, on, proof)
        who = row.unit.name if row else by.name
        finish(
            turn,
            move,
            text=f"{who}{'报送办理结果' if is_result else '登记进展'}",
            on=on,
            note=words,
            unit=row.unit if row else None,
            detail={"progress": progress.pk, "is_result": is_result},
        )
        _tell_progress(turn, row, progress)
        return progress


def _report_result(turn: Turn, row: Assignment | None, on: date, proof: Proof) -> None:
    if row is None:
        raise Refused("办理结果由承办单位报送，请从本单位的任务进入后再报。", field="is_result")
    check_day("报送日期", on, today=turn.today, after=row.arrived_on, after_label="交办送达日期")
    row.state = STATE.REPORTED
    row.save(update_fields=["state"])
    late = admit(turn, on, proof)
    evidence = late.evidence if late else "承办单位报送结果"
    stopped = run_clocks(turn, "unit_reported", on=on, evidence=evidence, unit=row.unit, recorded_on=turn.today)
    ask_to_confirm(turn, late, f"{row.unit.name}报送办理结果", stopped)


def _tell_progress(turn: Turn, row: Assignment | None, progress: Progress) -> None:
    """The office's first handler, and the lead unit when an assisting unit has reported."""
    lead = [turn.row.unit_id] if row and row.part == ASSIST and turn.row.unit_id else []
    people = [turn.row.first_handler_id, *liaisons_of(lead, turn.today)]
    what = "已报办理结果" if progress.is_result else "有新进展"
    tell(
        turn,
        [p for p in people if p],
        kind="progress",
        text=f"{row.unit.name if row else ''}{what}",
        key=str(progress.pk),
    )


def own_assignment(turn: Turn, assignment_id: int) -> Assignment:
    """A standing task of one of the actor's own units (or, for a leader, of a unit in their portfolio)."""
    row = row_in_sight(
        turn.row.assignments.select_related("unit", "received_by"), "没有找到这项交办。", pk=assignment_id
    )
    if row.unit_id not in turn.by.unit_ids | turn.by.portfolio_unit_ids:
        raise NotAllowed(f"这是交给{row.unit.name}的任务，请由它的联络员办理。")
    if row.ended_on:
        raise Refused(f"交给{row.unit.name}的任务已经收回，请刷新页面。")
    return row
