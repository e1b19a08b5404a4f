"""Calendar files (RFC 5545) by the library icalendar: events as text that any calendar program takes.

Moments are written in UTC, so that no time zone has to travel along; whole days are written as dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Township joint meeting//Calendar//ZH"
_UNSEEN = {code: None for code in range(32) if chr(code) not in "\n\t"}


@dataclass(frozen=True)
class CalendarEvent:
    """One event.

    uid: stays the same for ever and on every host (see `uid_of`), so that a later file changes the entry instead of adding one;
    sequence: goes up with each change; starts, ends: aware datetimes, or dates for whole days (ends: the last day, included;
    None = one day or no end); stamped_at: aware, when this version was written.
    """

    uid: str
    starts: datetime | date
    summary: str
    stamped_at: datetime
    ends: datetime | date | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def uid_of(kind: str, number: int, *, township_code: str) -> str:
    """The name of an event for ever: from what it is and the township's official code, never from the address of the site."""
    return f"{kind}-{number}@{township_code}.township"


def calendar_text(events: Iterable[CalendarEvent], *, name: str = "") -> str:
    """The whole file. name: shown as the calendar's title by programs that follow it. ValueError for a naive moment."""
    calendar = icalendar.Calendar()
    for key, value in (("version", "2.0"), ("prodid", PRODUCT), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    if name:
        calendar.add("x-wr-calname", _text(name))
    for event in events:
        calendar.add_component(_component(event))
    return calendar.to_ical(sorted=False).decode()


def _component(event: CalendarEvent) -> icalendar.Event:
    found = icalendar.Event()
    found.add("uid", event.uid)
    found.add("dtstamp", _moment(event.stamped_at))
    found.add("dtstart", _moment(event.starts))
    if event.ends is not None or not isinstance(event.starts, datetime):
        found.add("dtend", _end(event))
    found.add("sequence", event.sequence)
    for key, text in (("summary", event.summary), ("location", event.place), ("description", event.description)):
        if text:
            found.add(key, _text(text))
    if event.url:
        found.add("url", event.url)
    found.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return found


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)


def _moment(value: datetime | date) -> datetime | date:
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("a moment of a calendar needs its time zone")
    return value.astimezone(UTC)


def _end(event: CalendarEvent) -> datetime | date:
    """DTEND is the first moment after the event, so a whole day ends on the next one (3.6.1)."""
    if isinstance(event.starts, datetime):
        return _moment(event.ends)
    return (event.ends or event.starts) + timedelta(days=1)
