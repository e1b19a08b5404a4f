"""The shape of every act on a roster: lock the roster, ask for leave, let the state table decide, write, tell, journal."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from meetings.permissions import VIEW_ROSTER
from meetings.receptions.models.roster_changes import Leave, Swap
from meetings.receptions.models.rosters import DutySlot, Roster, SlotChange
from meetings.receptions.queries.rosters import week_facts
from meetings.receptions.rules.roster_states import ROSTERS
from meetings.receptions.rules.rosters import Kept, WeekFacts, stand_in
from meetings.sessions.actions.turns import STALE
from records.acts.rules import Move
from records.matters.actions.events import add_event
from records.matters.queries.scope import ensure
from records.notices.actions.notices import notify
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.journal.actions import write_entry
from township.permissions import Capability, Reach
from township.refusals import Refused


@dataclass
class RosterTurn:
    """A roster in the hands of an action: its row is locked, leave is given."""

    row: Roster
    by: Actor
    at: datetime

    @property
    def today(self) -> date:
        return self.at.date()

    def move(self, name: str) -> Move:
        """The move as the state table lists it for the present state; Refused when it is not open."""
        return ROSTERS.move(name, self.row.state)


def take_roster(roster_id: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> RosterTurn:
    """Lock the roster; OutOfScope (404), NotAllowed (403), Refused for a stale page."""
    rows = Roster.objects.select_for_update(of=("self", "matter")).select_related("matter", "township")
    row = rows.filter(pk=roster_id, township_id=by.township_id).first()
    if row is None:
        raise OutOfScope("没有找到这张值班表。")
    ensure(by, VIEW_ROSTER, row.matter)
    ensure_may(by, capability)
    if revision is not None and revision != row.revision:
        raise Refused(STALE)
    return RosterTurn(row, by, at)


def ensure_for(by: Actor, capability: Capability, person_id: int, what: str) -> None:
    """Leave to act for this leader: the office for everybody, a leader for himself only."""
    if ensure_may(by, capability) == Reach.OWN and by.person_id != person_id:
        raise NotAllowed(f"只能办理本人的{what}；代别人办理请找联席办。")


def finish(turn: RosterTurn, move: Move | str, *, text: str, detail: dict | None = None) -> None:
    """Write the roster, its line in the timeline and the journal; call it last."""
    row, name = turn.row, move if isinstance(move, str) else move.name
    if isinstance(move, Move):
        row.state = move.target
    row.revision += 1
    row.save()
    add_event(matter=row.matter, by=turn.by, at=turn.at, move=name, text=text[:500])
    note(turn, f"roster.{name}", detail=detail)


def note(turn: RosterTurn, action: str, *, detail: dict | None = None) -> None:
    """One line in the journal: codes and numbers, no words."""
    matter = turn.row.matter
    write_entry(
        by=turn.by, at=turn.at, action=action, subject_kind=matter.kind, subject_id=matter.pk,
        subject_label=matter.number, detail=detail,
    )  # fmt: skip


def tell(turn: RosterTurn, people: Iterable[int | None], *, kind: str, text: str, key: str) -> int:
    """A line in the inboxes of these people, except of who acts."""
    others = {person for person in people if person and person != turn.by.person_id}
    return notify(
        matter=turn.row.matter, recipients=others, kind=kind, text=text,
        key=f"roster:{turn.row.pk}:{kind}:{key}", at=turn.at,
    )  # fmt: skip


def day_words(day: date) -> str:
    """11月25日（周三）."""
    return f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"


def change_slot(
    turn: RosterTurn,
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
        slot=slot, kind=kind, a_before_id=before[0], b_before_id=before[1], a_after_id=a, b_after_id=b, leave=leave,
        swap=swap, by_id=turn.by.person_id, at=turn.at,
    )  # fmt: skip
    if turn.row.published_on:
        turn.row.is_changed = True
        _tell_changed(turn, slot, before, change)
    return change


def _tell_changed(turn: RosterTurn, slot: DutySlot, before: tuple, change: SlotChange) -> None:
    words = change.get_kind_display()
    parts = {slot.a_id: "A角", slot.b_id: "B角"}
    for person, part in parts.items():
        if person and (person, part) not in ((before[0], "A角"), (before[1], "B角")):
            text = f"{day_words(slot.day)}接访值班由您担任{part}（{words}）"
            tell(turn, [person], kind="turn", text=text, key=f"{change.pk}:{part}")
    gone = [person for person in before if person and person not in parts]
    tell(turn, gone, kind="turn_off", text=f"{day_words(slot.day)}接访值班已由他人接替（{words}）", key=str(change.pk))


def replace_gone(
    turn: RosterTurn, slot: DutySlot, gone: set[int], *, kind: str, leave: Leave | None = None
) -> SlotChange:
    """Somebody of the slot falls out: B moves up at once, and another free leader stands behind him."""
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


def put_back(turn: RosterTurn, change: SlotChange) -> bool:
    """Undo one change when nothing was changed after it; False when something was, or the day is over."""
    slot = DutySlot.objects.select_for_update(of=("self",)).get(pk=change.slot_id)
    later = slot.changes.filter(pk__gt=change.pk).exists()
    if later or slot.signed_in_at or slot.day < turn.today:
        return False
    change_slot(turn, slot, kind=SlotChange.Kind.UNDO, a=change.a_before_id, b=change.b_before_id)
    return True
