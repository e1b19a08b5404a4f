"""到岗: the leader on duty signs in on the day; B who finds A missing signs in for the turn (D1, D2)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import SIGN_IN
from meetings.receptions.actions.slots import ensure_for, replace_gone, take_roster
from meetings.receptions.models.rosters import DutySlot, SlotChange
from meetings.receptions.queries.receptions import WEEK_CLAUSE
from records.acts.actions.turns import Turn, finish, tell
from records.duties.actions.duties import fulfil
from township.actors import Actor, NotAllowed, ensure_may
from township.dates import short_date_with_weekday
from township.permissions import Reach
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def sign_in(*, roster_id: int, slot_id: int, by: Actor, at: datetime) -> DutySlot:
    """Note that A is there. Leaders sign in for themselves on the day, the office for them also later."""
    with transaction.atomic():
        turn, slot = _slot(roster_id, slot_id, by, at)
        _check(turn, slot, slot.a_id, "A角")
        return _sign(turn, slot, slot.a_id)


def stand_in(*, roster_id: int, slot_id: int, by: Actor, at: datetime) -> DutySlot:
    """B finds A missing and receives in their place: from now on they are A, and somebody else stands behind them."""
    with transaction.atomic():
        turn, slot = _slot(roster_id, slot_id, by, at)
        gone, person = slot.a_id, slot.b_id
        _check(turn, slot, person, "B角")
        replace_gone(turn, slot, {gone} if gone else set(), kind=SlotChange.Kind.NO_SHOW)
        text = f"{short_date_with_weekday(slot.day)}接访由B角顶岗到岗"
        tell(turn, [gone], kind="no_show", text=text, key=str(slot.pk))
        return _sign(turn, slot, person)


def note_absence(*, roster_id: int, slot_id: int, reason: str, by: Actor, at: datetime) -> DutySlot:
    """The day passed and nobody was there: the office writes down why."""
    with transaction.atomic():
        turn, slot = _slot(roster_id, slot_id, by, at)
        if ensure_may(by, SIGN_IN) == Reach.OWN:
            raise NotAllowed("缺岗由联席办核实登记。")
        if slot.signed_in_at or slot.day >= turn.today:
            raise Refused("已过的班次没有到岗的，才登记缺岗。")
        slot.absence = check_words("缺岗说明", reason, field="reason", least=4, most=100)
        slot.save()
        day = short_date_with_weekday(slot.day)
        finish(turn, "note_absence", text=f"{day}接访没有到岗，已核实", detail={"slot": slot.pk})
        return slot


def _slot(roster_id: int, slot_id: int, by: Actor, at: datetime) -> tuple[Turn, DutySlot]:
    turn = take_roster(roster_id, revision=None, capability=SIGN_IN, by=by, at=at)
    slot = row_in_sight(turn.row.slots.select_for_update(of=("self",)), "没有找到这个班次。", pk=slot_id)
    return turn, slot


def _sign(turn: Turn, slot: DutySlot, person_id: int) -> DutySlot:
    """Signed; that fulfils the leader's week, and the day of an emergency period."""
    slot.signed_in_at, slot.signed_in_by_id = turn.at, turn.by.person_id
    slot.save()
    text = f"{short_date_with_weekday(slot.day)}接访到岗"
    finish(turn, "sign_in", text=text, detail={"slot": slot.pk, "person": person_id})
    given = {"on": slot.day, "by": turn.by, "at": turn.at, "evidence": turn.row.matter, "text": "接访到岗"}
    given["township_id"] = turn.row.township_id
    fulfil(clause=WEEK_CLAUSE, person_id=person_id, **given)
    fulfil(clause="reception_emergency_day", **given)
    return slot


def _check(turn: Turn, slot: DutySlot, person_id: int | None, part: str) -> None:
    if turn.row.published_on is None:
        raise Refused("值班表还没有公布，不能登记到岗。")
    if slot.signed_in_at:
        raise Refused("已经登记到岗，不用再登记。")
    if person_id is None:
        raise Refused(f"这一班还没有{part}，不能登记到岗。")
    ensure_for(turn.by, SIGN_IN, person_id, "到岗")
    if slot.day > turn.today:
        raise Refused(f"{short_date_with_weekday(slot.day)}还没有到，当天再登记到岗。")
    if slot.day < turn.today and ensure_may(turn.by, SIGN_IN) == Reach.OWN:
        raise Refused("已过的班次请联席办核实后补登记。")
