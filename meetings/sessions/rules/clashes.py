"""What stands in the way of a session at its hour: the room, somebody asked to two places, a day of rest.

Warnings, no refusals: the office may know better (a meeting that goes over into the next, one person who leaves early).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from township.calendar.rules.days import WorkCalendar
from township.dates import full_date_with_weekday

USUAL_LENGTH = timedelta(hours=2)  # of a session whose end is not said
NAMED = 5


@dataclass(frozen=True)
class Booking:
    """One session at its hour, Shanghai time. asked: key → name of everybody who is to come, persons and units alike."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    asked: Mapping[tuple[str, int], str]

    @property
    def until(self) -> datetime:
        return self.ends_at or self.starts_at + USUAL_LENGTH


def overlaps(one: Booking, other: Booking) -> bool:
    """Whether the two are held at the same time; one that begins when the other ends is not."""
    return one.starts_at < other.until and other.starts_at < one.until


def clashes(own: Booking, others: Iterable[Booking], calendar: WorkCalendar) -> Iterator[str]:
    """The warnings of a session, each a sentence."""
    day = own.starts_at.date()
    if not calendar.is_working_day(day):
        yield f"{full_date_with_weekday(day)}是休息日。"
    for other in others:
        if not overlaps(own, other):
            continue
        when = f"{other.starts_at:%H:%M}的“{other.title}”"
        if _place(own) == _place(other):
            yield f"{own.place}同一时间还有{when}。"
        both = [name for key, name in own.asked.items() if key in other.asked]
        if both:
            more = f"等 {len(both)} 个" if len(both) > NAMED else ""
            yield f"{'、'.join(both[:NAMED])}{more}同一时间还要参加{when}。"


def _place(booking: Booking) -> str:
    return "".join(booking.place.split())
