"""The published turns of some days, for plans and others who name who is on duty."""

from collections.abc import Iterator
from datetime import date

from meetings.receptions.models.rosters import DutySlot
from records.duties.on_duty import OnDuty
from township.directory.models.people import Person


def published_turns(township_id: int, first: date, last: date) -> Iterator[OnDuty]:
    """In order of day and place in it (one query)."""
    rows = DutySlot.objects.filter(
        roster__township_id=township_id, roster__published_on__isnull=False, day__gte=first, day__lte=last
    )
    for slot in rows.select_related("a", "b").order_by("day", "seq", "pk"):
        yield OnDuty(slot.day, _name(slot.a), _name(slot.b), f"{slot.starts:%H:%M}—{slot.ends:%H:%M}", slot.place)


def _name(person: Person | None) -> str:
    return f"{person.name}（{person.title}）" if person and person.title else person.name if person else ""
