"""What a calendar feed shows: turns with the other part and the place, no petitioner, no case."""

from datetime import date, timedelta

from django.db.models import Q

from meetings.models import CalendarFeed
from meetings.queries.rosters import slots_between
from meetings.rules.ical import CalendarEvent

BEHIND, AHEAD = timedelta(days=60), timedelta(days=120)


def events_of(feed: CalendarFeed, today: date) -> list[CalendarEvent]:
    """The owner's turns as A or B, or every turn of the township; the last 60 days and what is ahead (one query)."""
    rows = slots_between(feed.township_id, today - BEHIND, today + AHEAD)
    if not feed.is_whole:
        rows = rows.filter(Q(a_id=feed.owner_id) | Q(b_id=feed.owner_id))
    return [_event(feed, slot) for slot in rows]


def _event(feed: CalendarFeed, slot) -> CalendarEvent:
    a = slot.a.name if slot.a_id else "空缺"
    b = slot.b.name if slot.b_id else "空缺"
    part = "" if feed.is_whole else ("（A角）" if slot.a_id == feed.owner_id else "（B角）")
    summary = f"领导接访：{a}" if feed.is_whole else f"接访值班{part}"
    return CalendarEvent(
        uid=f"slot-{slot.pk}@{feed.township.code}.roster",
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=summary,
        place=slot.place,
        words=f"A角：{a}\nB角：{b}\n形式：{slot.get_form_display()}",
        sequence=slot.roster.revision,
    )
