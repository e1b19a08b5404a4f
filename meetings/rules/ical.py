"""Calendar feeds as RFC 5545 text: CRLF, folded at 75 octets, times in UTC, nothing personal but the leader's own name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class CalendarEvent:
    """uid: stays the same when the event changes; sequence: counts its changes; times are aware."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str = ""
    words: str = ""
    sequence: int = 0


def calendar_text(name: str, events: Iterable[CalendarEvent], *, stamp: datetime) -> str:
    """The whole feed. stamp: when it was made."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//township//reception roster//ZH", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}", "X-WR-TIMEZONE:Asia/Shanghai",
    ]  # fmt: skip
    for event in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_utc(stamp)}", f"SEQUENCE:{event.sequence}",
            f"DTSTART:{_utc(event.starts_at)}", f"DTEND:{_utc(event.ends_at)}", f"SUMMARY:{escaped(event.summary)}",
            *([f"LOCATION:{escaped(event.place)}"] if event.place else []),
            *([f"DESCRIPTION:{escaped(event.words)}"] if event.words else []),
            "END:VEVENT",
        ]  # fmt: skip
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """TEXT of RFC 5545 3.3.11: backslash, semicolon, comma and line breaks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """At most 75 octets a line, never inside a character; what follows begins with a space (3.1)."""
    parts, room, here = [], 75, ""
    for sign in line:
        if len((here + sign).encode()) > room:
            parts.append(here)
            here, room = "", 74
        here += sign
    return "\r\n ".join([*parts, here])


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
