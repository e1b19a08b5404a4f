"""Objections to scores and what becomes of them."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from assessment.permissions import (
    ANSWER_OBJECTION,
    OBJECT_SCORE,
)
from assessment.schemes.actions.runs import taken_by_unit
from assessment.schemes.models.runs import Entry, Run, RunRow, ScoreObjection
from assessment.schemes.queries.runs import (
    scorers,
)
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.rules.states import check_answer, check_effect
from records.acts.actions.turns import finish, take, tell
from township.actors import Actor
from township.directory.queries.recipients import liaisons_of, people_with
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def object_to(
    *, run_id: int, unit_id: int, item: str, text: str, row_id: int | None = None, by: Actor, at: datetime
) -> ScoreObjection:
    """The unit contests a leaf or one of its rows, until the last day."""
    with transaction.atomic():
        turn, unit = taken_by_unit(run_id, unit_id, OBJECT_SCORE, by, at)
        move, run = turn.move("object"), turn.row
        if turn.today > run.until:
            raise Refused("核对期限已过，不能再提异议。", field="text")
        leaf = content_of(run.scheme).item(item)
        row = run.rows.filter(pk=row_id, unit=unit, figure__in=leaf.figures).first() if row_id else None
        if row_id and row is None:
            raise Refused("没有找到这一条数据。", field="row")
        made = ScoreObjection.objects.create(
            run=run,
            unit=unit,
            item=item,
            row=row,
            text=check_words("异议理由", text, field="text", least=8, most=1000),
            raised_by_id=by.person_id,
            raised_on=turn.today,
        )
        finish(turn, move, text=f"{unit.label}提出异议", unit=unit, detail={"objection": made.pk, "item": item})
        deciders = people_with(ANSWER_OBJECTION, run.township_id, turn.today)
        tell(turn, deciders, kind="objection", text="考核异议请处理", key=str(made.pk))
        return made


def answer(
    *,
    run_id: int,
    objection_id: int,
    accepted: bool,
    effect: str = "",
    points: Decimal | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> ScoreObjection:
    """Decide an objection with a reason. Refused for who scored, and for who raised it.

    effect: "exclude" the row from the unit's figures, "count" it, or add "points"; only where it is accepted."""
    with transaction.atomic():
        turn = take(Run, run_id, revision=None, capability=ANSWER_OBJECTION, by=by, at=at)
        move, run = turn.move("answer"), turn.row
        row = row_in_sight(run.objections.select_related("row", "unit"), pk=objection_id)
        if row.state != ScoreObjection.State.PENDING:
            raise Refused("这件异议已经处理，请刷新页面。")
        check_answer(decider=by.person_id, scorers=scorers(run), asked_by=row.raised_by_id)
        row.reason = check_words("处理意见", reason, field="reason", least=4, most=500)
        if accepted:
            check_effect(effect, row.row_id is not None, points is not None and points > 0)
            row.effect, row.points = effect, points or 0
            _apply(run, row, by, turn.today)
        row.state = ScoreObjection.State.ACCEPTED if accepted else ScoreObjection.State.REFUSED
        row.decided_by_id, row.decided_on = by.person_id, turn.today
        row.save()
        word = "采纳" if accepted else "不采纳"
        finish(
            turn,
            move,
            text=f"{word}{row.unit.label}的异议",
            unit=row.unit,
            detail={"objection": row.pk, "effect": effect},
        )
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="decided", text=f"考核异议{word}", key=str(row.pk))
        return row


def _apply(run: Run, objection: ScoreObjection, by: Actor, today: date) -> None:
    if objection.effect == "exclude":
        RunRow.objects.filter(pk=objection.row_id).update(is_out=True)
    elif objection.effect == "count":
        RunRow.objects.filter(pk=objection.row_id).update(is_counted=True)
    else:
        ground = f"采纳异议：{objection.reason}"[:300]
        Entry.objects.create(
            run=run,
            unit_id=objection.unit_id,
            kind=Entry.Kind.ADJUST,
            item=objection.item,
            points=objection.points,
            ground=ground,
            by_id=by.person_id,
            on=today,
        )
