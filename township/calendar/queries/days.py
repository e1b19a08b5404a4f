"""The working calendar of a township: national days and its own, kept in memory until a row changes."""

from collections.abc import Iterable
from datetime import date

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Q, Subquery

from township.actors import Actor
from township.calendar.listeners import needed_until
from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.calendar.rules.days import WorkCalendar
from township.directory.models.townships import Township
from township.permissions import EDIT_CALENDAR

NATIONAL = 0  # the number of no township: the days of all
SHOWN_SECONDS, BANNER_SECONDS = 60, 600
# (database, township) -> (stamp, calendar). A process keeps its own copy and asks for the stamp each time.
_kept: dict[tuple[str, int], tuple[tuple, WorkCalendar]] = {}


def work_calendar(township_id: int, years: set[int] | None = None) -> WorkCalendar:
    """National and local days merged, and the years whose official table is in; `years` narrows the days.

    One query when nothing changed since the last call in this process, two more when something did.
    """
    calendar = _as_of(township_id, _stamp(township_id))
    if years is None:
        return calendar
    days = {day: special for day, special in calendar.days.items() if day.year in years}
    return WorkCalendar(days, calendar.official_years & frozenset(years))


def work_calendars(township_ids: Iterable[int]) -> dict[int, WorkCalendar]:
    """Those of many townships: all that have no days of their own share the national one (two queries, one more for each
    township that has)."""
    ids = list(township_ids)
    own = set(WorkCalendarDay.objects.filter(township_id__in=ids).order_by().values_list("township_id", flat=True))
    national = work_calendar(NATIONAL)
    return {pk: work_calendar(pk) if pk in own else national for pk in ids}


def _as_of(township_id: int, stamp: tuple) -> WorkCalendar:
    place = (connection.settings_dict["NAME"], township_id)
    kept = _kept.get(place)
    if kept is None or kept[0] != stamp:
        kept = _kept[place] = (stamp, _built(township_id))
    return kept[1]


def shown_calendar(township_id: int) -> WorkCalendar:
    """The calendar for words on a page, never for a term: may be a minute old. No query within that minute."""
    stamp = cache.get(_key("stamp", township_id))
    if stamp is None:
        stamp = _stamp(township_id)
        cache.set(_key("stamp", township_id), stamp, SHOWN_SECONDS)
    return _as_of(township_id, stamp)


def forget_calendars() -> None:
    """Drop every copy in this process: for tests, whose rolled-back rows may carry the same stamp."""
    _kept.clear()


def forget_shown(township_id: int | None) -> None:
    """The calendar changed: what pages show of it is looked up again. None: in every township."""
    townships = [township_id] if township_id else Township.objects.values_list("pk", flat=True)
    cache.delete_many([_key(what, pk) for pk in townships for what in ("stamp", "missing")])


def _key(what: str, township_id: int) -> str:
    return f"calendar:{what}:{township_id}"


def _own_or_national(township_id: int) -> Q:
    return Q(township__isnull=True) | Q(township_id=township_id)


def _stamp(township_id: int) -> tuple:
    """Changes whenever a day or a year is added or removed; rows are never changed in place."""
    years = WorkCalendarYear.objects.order_by("-imported_at").values("imported_at")[:1]
    found = WorkCalendarDay.objects.filter(_own_or_national(township_id)).aggregate(
        days=Count("pk"), newest=Max("pk"), entered=Max("entered_at"), years=Max(Subquery(years))
    )
    return tuple(found.values())


def _built(township_id: int) -> WorkCalendar:
    # NULLs first: a local day stands after the national one of the same date and wins.
    rows = WorkCalendarDay.objects.filter(_own_or_national(township_id)).values_list("date", "kind", "name", "township")
    ordered = sorted(rows, key=lambda row: (row[3] is not None, row[0]))
    years = WorkCalendarYear.objects.values_list("year", flat=True)
    return WorkCalendar.build(((day, kind, name) for day, kind, name, _ in ordered), years)


def missing_year_banners(actor: Actor, today: date) -> list[dict]:
    """For those who keep the calendar: which years are needed and not imported. Empty for everybody else."""
    if not actor.may(EDIT_CALENDAR):
        return []
    key = _key("missing", actor.township_id)
    asked_on, missing = cache.get(key) or (None, [])
    if asked_on != today:
        missing = missing_years(actor.township_id, today)
        cache.set(key, (today, missing), BANNER_SECONDS)
    if not missing:
        return []
    words = "、".join(str(year) for year in missing)
    text = f"{words} 年放假安排尚未导入，跨到该年的期限暂按法定节日和周一至周五推算。国务院办公厅通知印发后请及时导入。"
    return [{"text": text, "url": "/calendar/import/", "link": "去导入"}]


def missing_years(township_id: int, today: date) -> list[int]:
    """Years needed and not imported: this year, the next from 1 November, and any an open time limit reaches into."""
    until = max(needed_until(township_id) or today, date(today.year + 1, 1, 1) if today.month >= 11 else today)
    official = work_calendar(township_id).official_years
    return [year for year in range(today.year, until.year + 1) if year not in official]
