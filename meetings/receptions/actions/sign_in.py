"""到岗: the leader on duty signs in on the day; B who finds A missing signs in for the turn (D1, D2)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import SIGN_IN
from meetings.receptions.actions.slots import ensure_for, replace_gone, take_roster
from meetings.receptions.models.rosters import DutySlot, SlotChange
from records.acts.actions.turns import Turn, finish, tell
from records.duties.actions.duties import fulfil
from township.actors import Actor, OutOfScope, ensure_may
from township.dates import short_date_with_weekday
from township.permissions import Reach
from township.refusals import Refused


def sign_in(*, slot_id: int, person_id: int, by: Actor, at: datetime) -> DutySlot:
    """Note that A (or B in his place) is there. Leaders sign in for themselves on the day, the office for them also later."""
    with transaction.atomic():
        known = DutySlot.objects.filter(pk=slot_id, roster__township_id=by.township_id)
        roster_id = known.values_list("roster_id", flat=True).first()
        if roster_id is None:
            raise OutOfScope("没有找到这个班次。")
        turn = take_roster(roster_id, revision=None, capability=SIGN_IN, by=by, at=at)
        slot = DutySlot.objects.select_for_update(of=("self",)).get(pk=slot_id)
        ensure_for(by, SIGN_IN, person_id, "到岗")
        _check(turn, slot, person_id)
        if person_id == slot.b_id:
            gone = slot.a_id
            replace_gone(turn, slot, {gone} if gone else set(), kind=SlotChange.Kind.NO_SHOW)
            if gone:
                tell(
                    turn,
                    [gone],
                    kind="no_show",
                    text=f"{short_date_with_weekday(slot.day)}接访由B角顶岗到岗",
                    key=str(slot.pk),
                )
        slot.signed_in_at, slot.signed_in_by_id = at, by.person_id
        slot.save()
        finish(
            turn,
            "sign_in",
            text=f"{short_date_with_weekday(slot.day)}接访到岗",
            detail={"slot": slot.pk, "person": person_id},
        )
        note_duties(turn.row.township_id, person_id, slot, turn, "接访到岗")
        return slot


def note_duties(township_id: int, person_id: int, slot: DutySlot, turn: Turn, text: str) -> None:
    """What signing in fulfils: the leader's week, and the day of an emergency period."""
    given = {"township_id": township_id, "on": slot.day, "by": turn.by, "at": turn.at, "evidence": turn.row.matter}
    fulfil(clause="reception_week", person_id=person_id, text=text, **given)
    fulfil(clause="reception_emergency_day", text=text, **given)


def _check(turn: Turn, slot: DutySlot, person_id: int) -> None:
    if turn.row.published_on is None:
        raise Refused("值班表还没有公布，不能登记到岗。")
    if slot.signed_in_at:
        raise Refused("已经登记到岗，不用再登记。")
    if person_id not in (slot.a_id, slot.b_id):
        raise Refused("只有这一班的A角、B角才能登记到岗。")
    if slot.day > turn.today:
        raise Refused(f"{short_date_with_weekday(slot.day)}还没有到，当天再登记到岗。")
    if slot.day < turn.today and ensure_may(turn.by, SIGN_IN) == Reach.OWN:
        raise Refused("已过的班次请联席办核实后补登记。")
