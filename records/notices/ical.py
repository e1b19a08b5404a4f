"""Calendar files (RFC 5545): events as text that any calendar program takes. Pure: no Django, no clock of its own.

Moments are written in UTC, so that no time zone has to travel along; whole days are written as dates. Lines end in CRLF and
are folded at 75 octets, never inside a character.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Township joint meeting//Calendar//ZH"
_OCTETS = 75


@dataclass(frozen=True)
class CalendarEvent:
    """One event.

    uid: stays the same for ever, so that a later file changes the entry instead of adding one; sequence: goes up with each
    change; starts, ends: aware datetimes, or dates for whole days (ends: the last day, included; None = one day or no end);
    stamped_at: aware, when this version was written.
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


def calendar_text(events: Iterable[CalendarEvent], *, name: str = "") -> str:
    """The whole file. name: shown as the calendar's title by programs that follow it. ValueError for a naive moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """A TEXT value (3.3.11): backslash, semicolon and comma escaped, line breaks as \\n, other control characters dropped."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n")):
        text = text.replace(plain, written)
    text = "".join(one for one in text if one >= " " or one in "\n\t")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line cut after at most 75 octets; each further piece begins with one space (3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = "", 1  # the space that opens a continuation counts
        piece += character
        size += octets
    return "\r\n ".join([*pieces, piece])


def _event(event: CalendarEvent) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{_utc(event.stamped_at)}",
        f"DTSTART{_moment(event.starts)}",
    ]
    if event.ends is not None or not isinstance(event.starts, datetime):
        lines.append(f"DTEND{_end(event)}")
    lines += [f"SEQUENCE:{event.sequence}", f"SUMMARY:{escaped(event.summary)}"]
    lines += [
        f"{key}:{escaped(text)}"
        for key, text in (("LOCATION", event.place), ("DESCRIPTION", event.description))
        if text
    ]
    if event.url:
        lines.append(f"URL:{event.url}")
    return [*lines, f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}", "END:VEVENT"]


def _moment(value: datetime | date) -> str:
    return f":{_utc(value)}" if isinstance(value, datetime) else f";VALUE=DATE:{value:%Y%m%d}"


def _end(event: CalendarEvent) -> str:
    """DTEND is the first moment after the event, so a whole day ends on the next one (3.6.1)."""
    if isinstance(event.starts, datetime):
        return _moment(event.ends)
    return _moment((event.ends or event.starts) + timedelta(days=1))


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment of a calendar needs its time zone")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
