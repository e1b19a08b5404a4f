"""A year of the working calendar as the page shows it: twelve months of weeks, every day with its mark."""

import calendar
from dataclasses import dataclass
from datetime import date

from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import DayKind, WorkCalendar

WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True)
class DayCell:
    """One square. mark: "off", "work", "weekend" or ""; note: the word under the number."""

    day: date
    mark: str
    note: str
    is_today: bool


@dataclass(frozen=True)
class MonthTable:
    """weeks: rows of seven cells from Monday; None outside the month. working_days: of this month."""

    month: int
    weeks: tuple[tuple[DayCell | None, ...], ...]
    working_days: int


@dataclass(frozen=True)
class YearPage:
    """official: the imported year with its source, None while the year is provisional."""

    year: int
    months: tuple[MonthTable, ...]
    working_days: int
    official: WorkCalendarYear | None
    special_days: tuple[WorkCalendarDay, ...]
    local_days: tuple[WorkCalendarDay, ...]


def year_page(township_id: int, year: int, *, today: date) -> YearPage:
    """Everything the page of one year shows. Four queries at most."""
    days = work_calendar(township_id)
    months = tuple(_month(days, year, month, today) for month in range(1, 13))
    rows = WorkCalendarDay.objects.filter(date__year=year)
    return YearPage(
        year,
        months,
        sum(month.working_days for month in months),
        WorkCalendarYear.objects.filter(year=year).first(),
        tuple(rows.filter(township__isnull=True).order_by("date")),
        tuple(rows.filter(township_id=township_id).order_by("date")),
    )


def _month(days: WorkCalendar, year: int, month: int, today: date) -> MonthTable:
    weeks = tuple(
        tuple(_cell(days, day, today) if day.month == month else None for day in week)
        for week in WEEKS.monthdatescalendar(year, month)
    )
    working = sum(days.is_working_day(cell.day) for week in weeks for cell in week if cell)
    return MonthTable(month, weeks, working)


def _cell(days: WorkCalendar, day: date, today: date) -> DayCell:
    special = days.days.get(day)
    if special and special.kind == DayKind.WORK:
        return DayCell(day, "work", "班", day == today)
    if special:
        return DayCell(day, "off", special.name, day == today)
    if not days.is_working_day(day) and day.weekday() < 5:
        return DayCell(day, "off", "暂定", day == today)
    return DayCell(day, "weekend" if day.weekday() >= 5 else "", "", day == today)
