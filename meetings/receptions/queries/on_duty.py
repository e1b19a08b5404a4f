"""Who is on duty: the published turns of some days for plans and others, the slots of a day as they stand now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from meetings.receptions.models.rosters import DutySlot
from meetings.receptions.queries.rosters import leader_posts
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


def in_office(slots: Iterable[DutySlot], township_id: int, today: date) -> list[DutySlot]:
    """The slots as people outside may read them: from today on, whoever is no longer in office on the day stands there no more.

    Only the copies at hand are changed; the office fills the gap on the roster itself (two queries at most).
    """
    rows = list(slots)
    ahead = [slot for slot in rows if slot.day >= today]
    if not ahead:
        return rows
    posts = leader_posts(township_id, min(slot.day for slot in ahead), max(slot.day for slot in ahead))
    for slot in ahead:
        here = {p.person_id for p in posts if p.starts_on <= slot.day and (p.ends_on is None or slot.day <= p.ends_on)}
        if slot.a_id not in here:
            slot.a = None
        if slot.b_id not in here:
            slot.b = None
    return rows


@dataclass(frozen=True)
class SlotNow:
    """A slot of today as the page shows it. word: 在岗, 未到岗, or when it begins."""

    slot: DutySlot
    word: str
    is_now: bool


def on_duty(slots: Iterable[DutySlot], at: datetime) -> list[SlotNow]:
    """The slots of a day as they stand at a moment."""
    found = []
    for slot in slots:
        if slot.signed_in_at:
            word = "已到岗"
        elif at > slot.ends_at:
            word = "没有登记到岗"
        else:
            word = "还没有登记到岗" if at >= slot.starts_at else f"{slot.starts:%H:%M}开始"
        found.append(SlotNow(slot, word, slot.starts_at <= at <= slot.ends_at))
    return found
