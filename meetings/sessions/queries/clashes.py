"""The other sessions of the day, as far as they stand in the way of one."""

from datetime import timedelta

from django.utils.timezone import localtime

from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.clashes import Booking, clashes
from meetings.sessions.rules.sessions import CANCELLED, CLOSED, POSTPONED
from township.calendar.queries.days import work_calendar

NOT_IN_THE_WAY = (CANCELLED, CLOSED, POSTPONED)
LONGEST = timedelta(hours=12)


def clashes_of(session: Session) -> list[str]:
    """Sentences for who plans it; empty when nothing stands in the way or it lies behind (two queries)."""
    if session.late_reason:
        return []
    near = Session.objects.filter(
        township_id=session.township_id,
        starts_at__gt=session.starts_at - LONGEST,
        starts_at__lt=session.starts_at + LONGEST,
    ).exclude(state__in=NOT_IN_THE_WAY)
    rows = near.select_related("chair").prefetch_related("seats__unit", "seats__person").order_by("starts_at", "pk")
    found = {row.pk: _booking(row) for row in rows}
    own = found.pop(session.pk, None) or _booking(session)
    return list(clashes(own, found.values(), work_calendar(session.township_id)))


def _booking(row: Session) -> Booking:
    asked = {("person", row.chair_id): row.chair.name}
    for seat in row.seats.all():
        if seat.person_id:
            asked["person", seat.person_id] = seat.person.name
        elif seat.unit_id:
            asked["unit", seat.unit_id] = seat.unit.label
    ends_at = localtime(row.ends_at) if row.ends_at else None
    return Booking(row.title, row.place, localtime(row.starts_at), ends_at, asked)
