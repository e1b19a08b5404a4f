"""Recurring sessions: their lists, what comes next, and which are due to be drafted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When

from meetings.permissions import PLAN_SERIES
from meetings.sessions.models.series import Series, SeriesSession
from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.series import RUNNING, Rhythm, next_sessions
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.sight import row_in_sight


@dataclass(frozen=True)
class NextSession:
    """One session to come. session: the drafted one, if it is there."""

    label: str
    day: date
    session: object | None


def series_visible_to(actor: Actor) -> QuerySet[Series]:
    """The series of the actor's township, for those who plan sessions."""
    rows = Series.objects.filter(township_id=actor.township_id)
    return rows if actor.may(PLAN_SERIES) else rows.none()


@dataclass(frozen=True)
class SeriesFilter:
    """What narrows the list."""

    state: str = ""


def register(actor: Actor, wanted: SeriesFilter, today: date) -> QuerySet[Series]:
    """Every series, running ones first, with the sessions that were drafted."""
    rows = series_visible_to(actor)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    ahead = SeriesSession.objects.filter(session__starts_at__date__gte=today).select_related("session")
    running_first = Case(When(state=RUNNING, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = rows.annotate(rank=running_first).order_by("rank", "pk").select_related("chair")
    return rows.prefetch_related(Prefetch("sessions", ahead, to_attr="drafted"))


def next_day(row: Series, calendar: WorkCalendar, today: date) -> tuple[date | None, Session | None]:
    """The day of the next session of a series as `register` gives it, and that session where it is drafted."""
    if row.state != RUNNING:
        return None, None
    found = next(iter(next_sessions(rhythm_of(row), calendar, today, horizon=800)), None)
    if found is None:
        return None, None
    period, day = found
    return day, next((link.session for link in row.drafted if link.period == period.key), None)


def get_series(actor: Actor, series_id: int) -> Series:
    """The series, or OutOfScope."""
    return row_in_sight(series_visible_to(actor).select_related("chair"), "没有找到这个会议周期。", pk=series_id)


def running_series(township_id: int) -> QuerySet[Series]:
    return Series.objects.filter(township_id=township_id, state=RUNNING).select_related("chair").order_by("pk")


def rhythm_of(row: Series) -> Rhythm:
    return Rhythm(row.cadence, row.day, row.weekday, row.shift, row.lead_days)


def coming(row: Series, today: date, count: int = 4) -> list[NextSession]:
    """The next sessions of a series with the day each falls on, and the drafted session where there is one (one query)."""
    ahead = next_sessions(rhythm_of(row), work_calendar(row.township_id), today, horizon=800)[:count]
    known = SeriesSession.objects.filter(series=row, period__in=[period.key for period, _ in ahead])
    drafted = {link.period: link.session for link in known.select_related("session__matter")}
    return [NextSession(period.label, day, drafted.get(period.key)) for period, day in ahead]


def in_trouble(actor: Actor) -> QuerySet[Series]:
    """Series whose next session could not be drafted."""
    return series_visible_to(actor).filter(state=RUNNING).exclude(trouble="").order_by("pk")
