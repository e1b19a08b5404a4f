"""What a calendar feed shows: turns with the other part and the place, no petitioner, no case."""

from datetime import datetime, timedelta

from django.db.models import Q

from meetings.receptions.models.roster_changes import CalendarFeed
from meetings.receptions.queries.on_duty import in_office
from meetings.receptions.queries.rosters import slots_between
from records.notices.ical import CalendarEvent, uid_of

BEHIND, AHEAD = timedelta(days=60), timedelta(days=120)


def events_of(feed: CalendarFeed, at: datetime) -> list[CalendarEvent]:
    """The owner's turns as A or B, or every turn of the township; the last 60 days and what is ahead (two queries).

    Whoever is no longer in office has no turns ahead, and an own feed shows none of them.
    """
    rows = slots_between(feed.township_id, at.date() - BEHIND, at.date() + AHEAD)
    if not feed.is_whole:
        rows = rows.filter(Q(a_id=feed.owner_id) | Q(b_id=feed.owner_id))
    slots = in_office(rows, feed.township_id, at.date())
    mine = [slot for slot in slots if feed.is_whole or feed.owner_id in (slot.a_id, slot.b_id)]
    return [_event(feed, slot, at) for slot in mine]


def _event(feed: CalendarFeed, slot, at: datetime) -> CalendarEvent:
    a = slot.a.name if slot.a_id else "空缺"
    b = slot.b.name if slot.b_id else "空缺"
    part = "" if feed.is_whole else ("（A角）" if slot.a_id == feed.owner_id else "（B角）")
    summary = f"领导接访：{a}" if feed.is_whole else f"接访值班{part}"
    return CalendarEvent(
        uid=uid_of("slot", slot.pk, township_code=feed.township.code),
        starts=slot.starts_at,
        ends=slot.ends_at,
        stamped_at=at,
        summary=summary,
        place=slot.place,
        description=f"A角：{a}\nB角：{b}\n形式：{slot.get_form_display()}",
        sequence=slot.roster.revision,
    )
