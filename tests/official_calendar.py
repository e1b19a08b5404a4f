"""The calendar of 2025 and 2026 as shipped in data/holidays, for tests of rules that count days."""

from functools import cache
from pathlib import Path

from township.calendar.rules.days import WorkCalendar
from township.calendar.rules.holiday_csv import HolidayTable, parse_holiday_csv

HOLIDAYS = Path(__file__).parent.parent / "data" / "holidays"


def shipped_table(year: int) -> HolidayTable:
    """The shipped table of one year, parsed."""
    return parse_holiday_csv((HOLIDAYS / f"{year}.csv").read_text(encoding="utf-8"))


@cache
def official_calendar() -> WorkCalendar:
    """A calendar that knows 2025 and 2026 and nothing else."""
    tables = [shipped_table(year) for year in (2025, 2026)]
    rows = [(row.date, row.kind, row.name) for table in tables for row in table.rows]
    return WorkCalendar.build(rows, [table.year for table in tables])
