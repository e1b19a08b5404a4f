"""Up and down the three levels: reported upward, taken up or sent back, assigned downward (E4, A4)."""

from datetime import date, datetime

from django.db import transaction

from petitions.permissions import TAKE_UP_DISPUTE, WORK_DISPUTE
from petitions.screening.actions.disputes import admit_grid, level_of
from petitions.screening.actions.holders import check_in_hand, give_to, note
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries.people import holders_people, responsible_for
from petitions.screening.queries.places import units_to_assign
from petitions.screening.rules.disputes import GRID, LEVEL_LABELS, SETTLE, TAKE_UP, TOWNSHIP, settle_limit, upper_level
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions.clocks import start_clock, stop_clocks
from township.actors import Actor, NotAllowed
from township.dates import full_date
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import liaisons_of, people_with_whole
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words


def escalate(*, dispute_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Dispute:
    """Report it to the level above, which has two working days to take it up. It stays with the lower level until then."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=WORK_DISPUTE, by=by, at=at)
        move, row = turn.move("escalate"), turn.row
        check_in_hand(turn)
        level = upper_level(row.level)
        note(turn, move.name, check_words("上报理由", reason, field="reason", least=4, most=300))
        row.escalated_on = turn.today
        upper = upper_unit(row)
        start_clock(
            matter=turn.matter, term=TAKE_UP, start_on=turn.today, evidence=f"{row.holder.label}上报", unit=upper
        )
        finish(turn, move, text=f"{row.holder.label}上报{LEVEL_LABELS[level]}", unit=row.holder, detail={"to": level})
        people = liaisons_of([upper.pk], turn.today) if row.level == GRID else []
        people = people or people_with_whole(TAKE_UP_DISPUTE, row.township_id, turn.today)
        tell(turn, people, kind="escalated", text="下级上报的矛盾纠纷，请接收", key=str(row.revision))
        return row


def take_up(
    *,
    dispute_id: int,
    revision: int,
    unit_id: int | None = None,
    due_on: date | None = None,
    remark: str = "",
    by: Actor,
    at: datetime,
) -> Dispute:
    """The upper level acknowledges it and settles it itself, or gives it at once to a unit. due_on: a new limit."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=TAKE_UP_DISPUTE, by=by, at=at)
        move, row = turn.move("take_up"), turn.row
        check_above(row, by)
        level = upper_level(row.level)
        unit = _unit(unit_id, by) if unit_id else upper_unit(row)
        words = check_words("意见", remark, field="remark", least=0, most=300)
        stop_clocks(matter=turn.matter, codes=[TAKE_UP.code], on=turn.today, evidence="接收")
        row.escalated_on = None
        row.level = level if unit.kind != UnitKind.GRID else GRID
        _give(turn, unit, due_on)
        if words:
            note(turn, move.name, words)
        text = f"{LEVEL_LABELS[level]}接收，由{unit.label}负责，{_first(turn)}"
        finish(turn, move, text=text, unit=unit, detail={"unit": unit.pk, "level": row.level})
        _tell_holder(turn, "接收后交由本单位负责化解")
        return row


def send_back(*, dispute_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Dispute:
    """The lower level can settle it: back with a reason."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=TAKE_UP_DISPUTE, by=by, at=at)
        move, row = turn.move("send_back"), turn.row
        check_above(row, by)
        note(turn, move.name, check_words("退回理由", reason, field="reason", least=4, most=300))
        stop_clocks(matter=turn.matter, codes=[TAKE_UP.code], on=turn.today, evidence="退回下级")
        row.escalated_on = None
        finish(turn, move, text=f"退回{row.holder.label}", unit=row.holder)
        _tell_holder(turn, "上级退回，由本级继续化解")
        return row


def assign(
    *,
    dispute_id: int,
    revision: int,
    unit_id: int,
    due_on: date | None = None,
    remark: str = "",
    by: Actor,
    at: datetime,
) -> Dispute:
    """Give it to a unit: the office to any member unit or village, a village to its grid. The level follows the unit."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=TAKE_UP_DISPUTE, by=by, at=at)
        move, row = turn.move("assign"), turn.row
        if by.reach(TAKE_UP_DISPUTE) == Reach.OWN:
            check_in_hand(turn)
        unit = _unit(unit_id, by)
        if unit.pk == row.holder_id and (due_on is None or due_on == row.due_on):
            raise Refused(f"现在就由{unit.label}负责；要改期限请填写新的期限。", field="unit")
        words = check_words("意见", remark, field="remark", least=0, most=300)
        row.level = level_of(unit)
        _give(turn, unit, due_on)
        if words:
            note(turn, move.name, words)
        text = f"交{unit.label}负责化解，期限{full_date(row.due_on)}，{_first(turn)}"
        finish(turn, move, text=text, unit=unit, detail={"unit": unit.pk, "level": row.level})
        _tell_holder(turn, f"交由本单位化解，期限{full_date(row.due_on)}")
        return row


def upper_unit(dispute: Dispute) -> Unit:
    """The unit that takes up what this one reports: the village of a grid, else the office."""
    if dispute.level == GRID:
        return dispute.holder.parent
    return Unit.objects.get(township_id=dispute.township_id, is_office=True)


def is_above(dispute: Dispute, by: Actor) -> bool:
    """Whether the actor speaks for the level to which the dispute was reported."""
    if by.reach(TAKE_UP_DISPUTE) == Reach.TOWNSHIP:
        return True
    own = by.unit_ids - by.reporting_unit_ids
    return by.may(TAKE_UP_DISPUTE) and dispute.level == GRID and dispute.holder.parent_id in own


def check_above(dispute: Dispute, by: Actor) -> None:
    if not is_above(dispute, by):
        level = LEVEL_LABELS[upper_level(dispute.level)] if dispute.level != TOWNSHIP else LEVEL_LABELS[TOWNSHIP]
        raise NotAllowed(f"已上报{level}，由{level}接收或退回。")


def _unit(unit_id: int, by: Actor) -> Unit:
    unit = units_to_assign(by).select_related("parent").filter(pk=unit_id).first()
    if unit is None:
        raise Refused("没有这个单位，或者不能交给它，请重新选择。", field="unit")
    return unit


def _give(turn: Turn, unit: Unit, due_on: date | None) -> None:
    """Holder, and a limit of its own when unit or day change: the earlier clock stops, a new one runs."""
    row = turn.row
    moves = unit.pk != row.holder_id
    day = settle_limit(due_on, row.found_on, turn.today) if due_on or row.due_on < turn.today else row.due_on
    if moves:
        give_to(turn, unit)
        row.person_name = ""  # 责任人 was somebody of the unit that gives it away; the new one names its own
    if unit.kind == UnitKind.GRID:
        admit_grid(turn, unit)
    if moves or day != row.due_on:
        stop_clocks(matter=turn.matter, codes=[SETTLE.code], on=turn.today, evidence=f"改由{unit.label}负责")
        start_clock(
            matter=turn.matter, term=SETTLE, start_on=turn.today, evidence=f"交{unit.label}化解", unit=unit, due_on=day
        )
        row.due_on = day


def _first(turn: Turn) -> str:
    """Who is first responsible from now on, for the timeline."""
    return f"第一责任人：{responsible_for(turn.row, turn.today).words}"


def _tell_holder(turn: Turn, text: str) -> None:
    tell(turn, holders_people(turn.row, turn.today), kind="given", text=text, key=str(turn.row.revision))
