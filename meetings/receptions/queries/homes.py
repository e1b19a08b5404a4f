"""Beside the desk: who receives today, and one's own next turns."""

from datetime import date, timedelta

from django.utils.timezone import localtime

from meetings.receptions.queries.rosters import on_duty, slots_between
from township.actors import Actor

AHEAD = timedelta(days=20)
SHOWN = 4


def who_receives(actor: Actor, today: date) -> dict:
    """Today's slots and the next turns of this person as A or B (one query)."""
    if actor.township_id is None:
        return {}
    slots = list(slots_between(actor.township_id, today, today + AHEAD))
    mine = [slot for slot in slots if actor.person_id and actor.person_id in (slot.a_id, slot.b_id)]
    duty = on_duty([slot for slot in slots if slot.day == today], localtime())
    return {"duty": duty, "turns": mine[:SHOWN], "me": actor.person_id}
