"""A unit says within five working days that a case is not its own; the office verifies (条例第二十三条第三款)."""

from datetime import datetime

from django.db import transaction

from petitions.cases.actions.assignments import withdraw_assignment
from petitions.cases.actions.clocks import run_clocks, running_clock
from petitions.cases.actions.progress import own_assignment
from petitions.cases.models.assignments import Assignment, Objection
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import live_assignments
from petitions.cases.rules.terms import OBJECT
from petitions.permissions import DECIDE_OBJECTION, OBJECT_CASE
from records.acts.actions.turns import Turn, finish, take, tell
from township.actors import Actor
from township.dates import full_date
from township.directory.queries.recipients import liaisons_of, people_with
from township.refusals import Refused
from township.sight import row_in_sight
from township.signing import signed_by
from township.words import check_words

ARTICLE = "条例第二十三条第三款"
STATE = Assignment.State


def object_assignment(
    *,
    case_id: int,
    revision: int | None,
    assignment_id: int,
    reason: str,
    basis: str,
    suggested: str = "",
    by: Actor,
    at: datetime,
) -> Objection:
    """Object to a task within five working days of its arrival, with detailed reasons.

    All other limits of the case and of the unit keep running until the return is agreed. Refused after the fifth day.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=OBJECT_CASE, by=by, at=at)
        move = turn.move("object")
        row = own_assignment(turn, assignment_id)
        why = check_words("异议的理由", reason, field="reason", least=10, most=2000)
        ground = check_words("职责依据（如“三定”规定、职责清单条目）", basis, field="basis", least=2, most=300)
        _check_in_time(turn, row)
        objection = Objection.objects.create(
            assignment=row,
            reason=why,
            basis=ground,
            suggested=suggested.strip()[:60],
            raised_by_id=by.person_id,
            raised_on=turn.today,
        )
        row.state = STATE.OBJECTED
        row.save(update_fields=["state"])
        run_clocks(turn, "object", on=turn.today, evidence=f"{row.unit.name}提出异议", unit=row.unit)
        finish(turn, move, text=f"{row.unit.name}提出异议", note=why, unit=row.unit, detail={"objection": objection.pk})
        tell(
            turn,
            people_with(DECIDE_OBJECTION, by.township_id, turn.today),
            kind="objection",
            text=f"{row.unit.name}提出异议，请核实",
            key=str(objection.pk),
        )
        return objection


def _check_in_time(turn: Turn, row: Assignment) -> None:
    if row.state == STATE.REPORTED:
        raise Refused("已经报送办理结果，不能再提异议。", ARTICLE)
    if row.objections.filter(state=Objection.State.PENDING).exists():
        raise Refused("异议已经提出，正在等待核实。", ARTICLE)
    if row.objections.exists():
        raise Refused("这项交办的异议已经核实过，请按核实决定办理。", ARTICLE)
    clock = running_clock(turn, OBJECT.code, row.unit)
    if clock is None or turn.today > clock.due_on:
        last = f"（{full_date(clock.due_on)}止）" if clock else ""
        raise Refused(f"提出异议的5个工作日已过{last}，请按交办要求办理。", ARTICLE)


def decide_objection(
    *, case_id: int, revision: int, objection_id: int, agreed: bool, remark: str = "", by: Actor, at: datetime
) -> Case:
    """Verify an objection. Agreed: the task goes back, with the lead's the whole case to 已登记; else the unit carries on.

    Refused for who raised it, and for a refusal without a word.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=DECIDE_OBJECTION, by=by, at=at)
        objection = row_in_sight(
            Objection.objects.select_for_update(), "没有找到这项异议。", pk=objection_id, assignment__case_id=case_id
        )
        _check_decidable(objection, by, agreed, remark)
        objection.state = Objection.State.AGREED if agreed else Objection.State.REFUSED
        objection.decided_by_id, objection.decided_on, objection.remark = by.person_id, turn.today, remark.strip()[:300]
        objection.save(update_fields=["state", "decided_by", "decided_on", "remark"])
        row = turn.row.assignments.select_related("unit").get(pk=objection.assignment_id)
        return _agree(turn, row, objection) if agreed else _carry_on(turn, row, objection)


def _check_decidable(objection: Objection, by: Actor, agreed: bool, remark: str) -> None:
    if objection.state != Objection.State.PENDING:
        raise Refused(
            f"这项异议已由{signed_by(objection, 'decided')}核实（{objection.get_state_display()}），请刷新页面。"
        )
    if by.person_id is None or by.person_id == objection.raised_by_id:
        raise Refused("提出异议的人不能自己核实。", ARTICLE)
    if not agreed and not remark.strip():
        raise Refused("不同意退回要写明理由。", ARTICLE, "remark")


def _agree(turn: Turn, row: Assignment, objection: Objection) -> Case:
    """The lead's task takes the assisting ones with it: a case that is nobody's has no helpers."""
    is_lead = row.part == Assignment.Part.LEAD
    move = turn.move("return_unassigned") if is_lead else "return_assist"
    for other in live_assignments(turn.row) if is_lead else [row]:
        withdraw_assignment(turn, other, turn.today, evidence="异议核实同意", move="return_unassigned")
    finish(
        turn,
        move,
        text=f"同意{row.unit.name}的异议，退回交办",
        note=objection.remark,
        unit=row.unit,
        article=ARTICLE,
        detail={"objection": objection.pk},
    )
    tell(
        turn,
        [turn.row.first_handler_id],
        kind="objection_decided",
        text=f"{row.unit.name}的异议已同意，请重新安排承办单位",
        key=str(objection.pk),
    )
    return turn.row


def _carry_on(turn: Turn, row: Assignment, objection: Objection) -> Case:
    row.state = STATE.RECEIVED if row.received_at else STATE.SENT
    row.save(update_fields=["state"])
    finish(
        turn,
        "refuse_objection",
        text=f"不同意{row.unit.name}的异议，由其继续办理",
        note=objection.remark,
        unit=row.unit,
        article=ARTICLE,
        detail={"objection": objection.pk},
    )
    tell(
        turn,
        liaisons_of([row.unit_id], turn.today),
        kind="objection_decided",
        text="异议未获同意，请继续办理",
        key=str(objection.pk),
    )
    return turn.row
