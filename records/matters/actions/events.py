"""Lines of a matter's timeline."""

from datetime import date, datetime

from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.actors import Actor
from township.directory.models.units import Unit


def add_event(**line) -> Event:
    """Write one line, given in the words of `event_of`.

    Building block of another action, which has asked for leave and writes the journal."""
    event = event_of(**line)
    event.save(force_insert=True)
    return event


def event_of(
    *,
    matter: Matter,
    by: Actor,
    at: datetime,
    move: str,
    text: str,
    on: date | None = None,
    note: str = "",
    article: str = "",
    unit: Unit | None = None,
    document: Document | None = None,
    public_text: str = "",
    signed: str = "",
) -> Event:
    """A line, not written yet: for many at once.

    move: name in the state table; on: day it happened (Asia/Shanghai), by default the day of `at`; note: longer text,
    may hold words of the matter and is shown only to who sees the matter; public_text: what the petitioner's look-up
    shows, no personal data, empty = nothing; signed: the name as the act shows it, where it is not simply that of `by`.
    """
    return Event(
        township_id=matter.township_id,
        matter=matter,
        on=on or at.date(),
        at=at,
        move=move,
        text=text,
        note=note,
        article=article,
        by_id=by.person_id,
        by_name=signed or by.signature(),
        unit=unit,
        document=document,
        public_text=public_text,
    )
