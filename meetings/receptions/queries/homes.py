"""Beside the desk: who receives today, and one's own next turns."""

from datetime import date, time, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime

from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.queries.on_duty import on_duty
from meetings.receptions.queries.rosters import slots_between
from township.actors import Actor
from township.directory.models.people import Person
from township.frame.slips import Rows, Slips, day_of, moment_of, slip

AHEAD = timedelta(days=20)
SHOWN = 4


def _asked(actor: Actor, today: date) -> list[QuerySet]:
    """Today's slots, and those of the next days in which this person is A or B."""
    if actor.township_id is None:
        return []
    near = Q(day=today) | Q(a_id=actor.person_id) | Q(b_id=actor.person_id)
    rows = slots_between(actor.township_id, today, today + AHEAD).filter(near).select_related(None)
    plain = ("pk", "day", "seq", "starts", "ends", "place", "signed_in_at", "a_id", "b_id")
    people = {"a": F("a__name"), "title": F("a__title"), "b": F("b__name"), "monday": F("roster__monday")}
    return [slip("slot", rows, **{name: F(name) for name in plain}, **people)]


def _slot(row: dict) -> DutySlot:
    """The slot of a row, as its page knows it."""
    slot = DutySlot(
        pk=row["pk"],
        day=day_of(row["day"]),
        seq=row["seq"],
        starts=time.fromisoformat(row["starts"]),
        ends=time.fromisoformat(row["ends"]),
        place=row["place"],
        signed_in_at=moment_of(row["signed_in_at"]),
        roster=Roster(monday=day_of(row["monday"])),
    )
    slot.a = Person(pk=row["a_id"], name=row["a"], title=row["title"]) if row["a_id"] else None
    slot.b = Person(pk=row["b_id"], name=row["b"]) if row["b_id"] else None
    return slot


def _read(actor: Actor, today: date, rows: Rows) -> dict:
    slots = sorted(map(_slot, rows.get("slot", ())), key=lambda slot: (slot.day, slot.seq))
    mine = [slot for slot in slots if actor.person_id and actor.person_id in (slot.a_id, slot.b_id)]
    duty = on_duty([slot for slot in slots if slot.day == today], localtime())
    return {"duty": duty, "turns": mine[:SHOWN], "me": actor.person_id}


WHO_RECEIVES = Slips(_asked, _read)  # who receives today, and the next turns of this person as A or B
