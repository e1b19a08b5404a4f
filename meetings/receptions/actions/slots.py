"""Slots of a roster in the hands of an action: the roster taken, people put on a slot, a change undone (D1–D3)."""

from dataclasses import replace
from datetime import datetime

from meetings.permissions import VIEW_ROSTER
from meetings.receptions.models.roster_changes import Leave, Swap
from meetings.receptions.models.rosters import DutySlot, Roster, SlotChange
from meetings.receptions.queries.rosters import week_facts
from meetings.receptions.rules.rosters import Kept, WeekFacts, stand_in
from records.acts.actions.turns import Turn, take, tell
from township.actors import Actor, NotAllowed, ensure_may
from township.dates import short_date_with_weekday
from township.permissions import Capability, Reach


def take_roster(roster_id: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
    """Lock the roster. It is in nobody's hands, so the right is asked for by itself: OWN means one's own turns."""
    turn = take(Roster, roster_id, revision=revision, capability=VIEW_ROSTER, by=by, at=at)
    ensure_may(by, capability)
    return turn


def ensure_for(by: Actor, capability: Capability, person_id: int, what: str) -> None:
    """Leave to act for this leader: the office for everybody, a leader for themselves only."""
    if ensure_may(by, capability) == Reach.OWN and by.person_id != person_id:
        raise NotAllowed(f"只能办理本人的{what}；代别人办理请找联席办。")


def change_slot(
    turn: Turn,
    slot: DutySlot,
    *,
    kind: str,
    a: int | None,
    b: int | None,
    why_a: str = "",
    why_b: str = "",
    leave: Leave | None = None,
    swap: Swap | None = None,
) -> SlotChange:
    """Put other people on a slot and keep what stood there; the people concerned are told when it is public already."""
    before = (slot.a_id, slot.b_id)
    slot.a_id, slot.b_id = a, b
    slot.why_a, slot.why_b = (why_a or slot.why_a)[:120], (why_b or slot.why_b)[:120]
    slot.save()
    change = SlotChange.objects.create(
        slot=slot,
        kind=kind,
        a_before_id=before[0],
        b_before_id=before[1],
        a_after_id=a,
        b_after_id=b,
        leave=leave,
        swap=swap,
        by_id=turn.by.person_id,
        at=turn.at,
    )
    if turn.row.published_on:
        turn.row.is_changed = True
        _tell_changed(turn, slot, before, change)
    return change


def _tell_changed(turn: Turn, slot: DutySlot, before: tuple, change: SlotChange) -> None:
    words = change.get_kind_display()
    parts = {slot.a_id: "A角", slot.b_id: "B角"}
    for person, part in parts.items():
        if person and (person, part) not in ((before[0], "A角"), (before[1], "B角")):
            text = f"{short_date_with_weekday(slot.day)}接访值班由您担任{part}（{words}）"
            tell(turn, [person], kind="turn", text=text, key=f"{change.pk}:{part}")
    gone = [person for person in before if person and person not in parts]
    tell(
        turn,
        gone,
        kind="turn_off",
        text=f"{short_date_with_weekday(slot.day)}接访值班已由他人接替（{words}）",
        key=str(change.pk),
    )


def replace_gone(turn: Turn, slot: DutySlot, gone: set[int], *, kind: str, leave: Leave | None = None) -> SlotChange:
    """Somebody of the slot falls out: B moves up at once, and another free leader stands behind them."""
    facts = week_facts(turn.row.township_id, turn.row.monday)
    kept = Kept(slot.pk, slot.day, None if slot.a_id in gone else slot.a_id, None if slot.b_id in gone else slot.b_id)
    others = [
        Kept(pk, day, a, b)
        for pk, day, a, b in turn.row.slots.exclude(pk=slot.pk).values_list("pk", "day", "a_id", "b_id")
    ]
    leaders = tuple(replace(one, away=one.away | {slot.day}) if one.id in gone else one for one in facts.leaders)
    choice = stand_in(WeekFacts(facts.days, leaders, (kept, *others), facts.turn), slot.pk)
    return change_slot(
        turn, slot, kind=kind, a=choice.a, b=choice.b, why_a=choice.why_a, why_b=choice.why_b, leave=leave
    )


def put_back(turn: Turn, change: SlotChange) -> bool:
    """Undo one change when nothing was changed after it; False when something was, or the day is over."""
    slot = DutySlot.objects.select_for_update(of=("self",)).get(pk=change.slot_id)
    later = slot.changes.filter(pk__gt=change.pk).exists()
    if later or slot.signed_in_at or slot.day < turn.today:
        return False
    change_slot(turn, slot, kind=SlotChange.Kind.UNDO, a=change.a_before_id, b=change.b_before_id)
    return True
