"""The working calendar of a township as a value, read from the imported rows."""

from collections.abc import Iterable

from django.db.models import Q

from township.models import WorkCalendarDay, WorkCalendarYear
from township.rules.calendar import WorkCalendar


def work_calendar(township_id: int | None, years: Iterable[int] | None = None) -> WorkCalendar:
    """National days first, the township's own days over them. years: only these; None: all that are imported."""
    days = WorkCalendarDay.objects.filter(Q(township__isnull=True) | Q(township_id=township_id))
    official = WorkCalendarYear.objects.all()
    if years is not None:
        wanted = list(years)
        days, official = days.filter(date__year__in=wanted), official.filter(year__in=wanted)
    rows = sorted(days.values_list("township_id", "date", "kind", "name"), key=lambda row: row[0] is not None)
    return WorkCalendar.build([row[1:] for row in rows], official.values_list("year", flat=True))
