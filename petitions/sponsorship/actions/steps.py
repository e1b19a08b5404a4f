"""Acts on a step of the plan, by the unit that owes it: agreed or objected to, reported on, done. The last yes lets the plan stand."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from petitions.permissions import WORK_SPONSOR_STEP
from petitions.sponsorship.models import Sponsorship, SponsorStep
from petitions.sponsorship.rules import AGREEING, ROADMAP
from records.acts.actions.turns import Turn, finish, take, tell
from records.papers.actions.attachments import Upload, attach_all
from township.actors import Actor, NotAllowed
from township.dates import check_not_future
from township.directory.queries.recipients import liaisons_of
from township.permissions import Reach
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def agree(*, sponsorship_id: int, step_id: int, by: Actor, at: datetime) -> Sponsorship:
    """The unit agrees to its step; when the last one does, the plan stands."""
    with transaction.atomic():
        turn, step = _own_step(sponsorship_id, step_id, by, at)
        move = turn.move("agree")
        step.agreed_on, step.objection = turn.today, ""
        step.save(update_fields=["agreed_on", "objection"])
        finish(turn, move, text=f"{step.unit.label}同意步骤", unit=step.unit)
        settle(turn)
        return turn.row


def object_to(*, sponsorship_id: int, step_id: int, text: str, by: Actor, at: datetime) -> Sponsorship:
    """The unit cannot do it so: the plan goes back to be drafted, with its words."""
    with transaction.atomic():
        turn, step = _own_step(sponsorship_id, step_id, by, at)
        move = turn.move("object")
        step.objection = check_words("意见", text, field="text", least=6, most=300)
        step.save(update_fields=["objection"])
        turn.row.since = turn.today
        finish(turn, move, text=f"{step.unit.label}对步骤提出意见", unit=step.unit)
        tell(turn, [turn.row.sponsor_id], kind="objected", text="单位对包案步骤提出意见", key=str(turn.row.revision))
        return turn.row


def report(
    *, sponsorship_id: int, step_id: int, text: str, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Sponsorship:
    """How far the unit is with its step."""
    with transaction.atomic():
        turn, step = _own_step(sponsorship_id, step_id, by, at)
        move = turn.move("report")
        step.progress, step.progress_on = check_words("进展", text, field="text", least=4, most=500), turn.today
        step.save(update_fields=["progress", "progress_on"])
        _keep(turn, step, files)
        finish(turn, move, text=f"{step.unit.label}报进展", unit=step.unit)
        tell(turn, [turn.row.sponsor_id], kind="step", text="包案步骤有进展", key=str(turn.row.revision))
        return turn.row


def finish_step(
    *,
    sponsorship_id: int,
    step_id: int,
    on: date,
    evidence: str,
    files: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> Sponsorship:
    """The step is done, with what shows it: in words, and as files."""
    with transaction.atomic():
        turn, step = _own_step(sponsorship_id, step_id, by, at)
        move = turn.move("finish")
        check_not_future("完成日期", on, today=turn.today, field="on")
        step.done_on, step.done_by_id = on, by.person_id
        step.evidence = check_words("完成凭据", evidence, field="evidence", least=4, most=500)
        step.save(update_fields=["done_on", "done_by", "evidence"])
        _keep(turn, step, files)
        finish(turn, move, text=f"{step.unit.label}完成步骤", unit=step.unit)
        tell(turn, [turn.row.sponsor_id], kind="step", text="包案步骤已完成", key=str(turn.row.revision))
        return turn.row


def _keep(turn: Turn, step: SponsorStep, files: Sequence[Upload]) -> None:
    """The files of the step, on the matter of the plan: whoever sees the plan sees them."""
    step.files.add(*attach_all(matter=turn.matter, uploads=files, purpose="step", by=turn.by, at=turn.at))


def settle(turn: Turn) -> None:
    """Every step is agreed to: the plan stands, and everybody in it hears so."""
    row = turn.row
    if row.state != AGREEING or row.steps.filter(agreed_on__isnull=True).exists():
        return
    row.ending = ""
    finish(turn, turn.move("settle"), text="会商一致，方案开始执行", article=ROADMAP)
    units = row.steps.filter(done_on__isnull=True).values_list("unit_id", flat=True)
    told = [*liaisons_of(units, turn.today), row.sponsor_id]
    tell(turn, told, kind="settled", text="包案方案会商一致，请按步骤办理", key=str(row.revision))


def _own_step(sponsorship_id: int, step_id: int, by: Actor, at: datetime) -> tuple[Turn, SponsorStep]:
    """The step in the hands of its unit, or of the office; what the page showed does not matter."""
    turn = take(Sponsorship, sponsorship_id, revision=None, capability=WORK_SPONSOR_STEP, by=by, at=at)
    step = row_in_sight(turn.row.steps.select_related("unit"), "没有找到这个步骤。", pk=step_id)
    if by.reach(WORK_SPONSOR_STEP) == Reach.OWN and step.unit_id not in by.unit_ids:
        raise NotAllowed("只能办理本单位的步骤。")
    if step.done_on:
        raise Refused("这一步已经完成。")
    return turn, step
