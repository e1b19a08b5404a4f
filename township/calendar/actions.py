"""The working calendar: the yearly official table, and a township's own days (H3, 放假办法 4)."""

from datetime import date, datetime

from django.db import transaction

from township.actors import Actor, NotAllowed, ensure_may
from township.calendar.listeners import calendar_changed
from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.calendar.queries.days import forget_shown
from township.calendar.rules.days import DayKind
from township.calendar.rules.holiday_csv import HolidayTable
from township.directory.queries.scope import locked
from township.journal.actions import write_entry
from township.permissions import EDIT_CALENDAR
from township.refusals import Refused


def import_year(*, table: HolidayTable, by: Actor, at: datetime) -> int:
    """Take in a checked table of one year; the number of open time limits that moved.

    The table holds for every township of the deployment: an office may bring in a year that is missing, but a year that
    is there is replaced only by the platform administrator or a named system actor. Time limits follow after the rows
    are committed, so that nobody waits for both.
    """
    if table.errors:
        raise Refused(table.errors[0], field="text")
    if not (by.is_platform_admin or by.is_system):
        ensure_may(by, EDIT_CALENDAR)
        if WorkCalendarYear.objects.filter(year=table.year).exists():
            raise NotAllowed(
                f"{table.year} 年的放假安排已经导入，供各乡镇共用。如发现错误，请平台管理员重新导入；本地调整请加“本地放假（补班）日”。"
            )
    with transaction.atomic():
        _replace_year(table, by, at)
        if by.township_id:
            write_entry(
                by=by,
                at=at,
                action="calendar.import",
                subject_kind="calendar",
                subject_id=table.year,
                subject_label=f"{table.year}年",
                detail={"days": len(table.rows), "source": table.source},
            )
    forget_shown(None)
    return calendar_changed(by=by, at=at, township_id=None)


def _replace_year(table: HolidayTable, by: Actor, at: datetime) -> None:
    national = WorkCalendarDay.objects.filter(township__isnull=True)
    before = WorkCalendarYear.objects.select_for_update().filter(year=table.year).first()
    if before:
        national.filter(source=before.source, date__year__in=(table.year - 1, table.year)).delete()
        before.delete()
    national.filter(date__in=[row.date for row in table.rows]).delete()
    WorkCalendarDay.objects.bulk_create(
        WorkCalendarDay(date=row.date, kind=row.kind.value, name=row.name, source=row.source, entered_at=at)
        for row in table.rows
    )
    WorkCalendarYear.objects.create(year=table.year, source=table.source, imported_at=at, imported_by=by.name)


def add_local_day(*, by: Actor, at: datetime, day: date, kind: str, name: str, source: str) -> int:
    """Add a day off or a make-up working day of this township alone; the number of open time limits that moved."""
    ensure_may(by, EDIT_CALENDAR)
    if DayKind(kind) == DayKind.WORK and day.weekday() < 5 and not _is_national_off(day):
        raise Refused("这一天本来就要上班，不必设为补班。", field="day")
    with transaction.atomic():
        if WorkCalendarDay.objects.filter(township_id=by.township_id, date=day).exists():
            raise Refused("这一天已经设过，请先删除再重设。", field="day")
        WorkCalendarDay.objects.create(
            township_id=by.township_id, date=day, kind=kind, name=name, source=source, entered_at=at
        )
        _journal_day(by, at, "calendar.local_add", day, kind)
    forget_shown(by.township_id)
    return calendar_changed(by=by, at=at, township_id=by.township_id)


def remove_local_day(*, day_id: int, by: Actor, at: datetime) -> int:
    """Take a township's own day away again; the number of open time limits that moved."""
    ensure_may(by, EDIT_CALENDAR)
    with transaction.atomic():
        row = locked(WorkCalendarDay.objects, by, day_id)
        _journal_day(by, at, "calendar.local_remove", row.date, row.kind)
        row.delete()
    forget_shown(by.township_id)
    return calendar_changed(by=by, at=at, township_id=by.township_id)


def _is_national_off(day: date) -> bool:
    return WorkCalendarDay.objects.filter(township__isnull=True, date=day, kind=DayKind.OFF).exists()


def _journal_day(by: Actor, at: datetime, action: str, day: date, kind: str) -> None:
    write_entry(
        by=by, at=at, action=action, subject_kind="calendar", subject_label=day.isoformat(), detail={"kind": kind}
    )
