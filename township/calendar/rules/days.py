"""The working calendar (H3): which day is a working day, counting of days, and the roll over days off.

Counting follows 民法典 201 (the day of the event is not counted), 203 (a last day on a day off moves past it) and
1259 ("以内" includes the number itself). Which days are off is decided by the yearly notice of the State Council's
general office; a year whose notice is not imported is reckoned as Monday to Friday minus the days the holiday rule
itself fixes, and everything that touches such a year is provisional.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from township.calendar.rules.statutory import statutory_days
from township.choices import Choice
from township.dates import days_after

ONE_DAY = timedelta(days=1)


class DayKind(Choice):
    OFF = "off", "放假"
    WORK = "work", "补班"


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from Monday–Friday, with the holiday it belongs to ("国庆节")."""

    kind: DayKind
    name: str


@dataclass(frozen=True)
class WorkCalendar:
    """The calendar a computation uses; a value without identity, built from rows once per request or run.

    days: only the days that differ from Monday–Friday, national and local ones already merged.
    official_years: years whose national table has been imported; a local day alone does not make a year official.
    """

    days: Mapping[date, SpecialDay] = field(default_factory=dict)
    official_years: frozenset[int] = frozenset()

    @classmethod
    def build(cls, rows: Iterable[tuple[date, str, str]], official_years: Iterable[int]) -> "WorkCalendar":
        """From rows (date, "off" | "work", name); a later row for the same day wins, so put local days last."""
        days = {day: SpecialDay(DayKind(kind), name) for day, kind, name in rows}
        return cls(days, frozenset(official_years))

    def is_official(self, day: date) -> bool:
        """True when the table of the day's year has been imported."""
        return day.year in self.official_years

    def is_working_day(self, day: date) -> bool:
        """True for a working day, make-up working days included."""
        special = self.days.get(day)
        if special:
            return special.kind == DayKind.WORK
        return day.weekday() < 5 and not self._statutory_name(day)

    def day_label(self, day: date) -> str:
        """The day in one word: 工作日, 周末, 补班, 国庆节放假; 春节放假（暂定） in a year without a table."""
        special = self.days.get(day)
        if special:
            return DayKind.WORK.label if special.kind == DayKind.WORK else f"{special.name}放假"
        statutory = self._statutory_name(day)
        if statutory:
            return f"{statutory}放假（暂定）"
        return "工作日" if day.weekday() < 5 else "周末"

    def add_working(self, start: date, n: int) -> date:
        """The n-th working day after `start`; `start` itself is not counted. n = 0 gives `start`."""
        if n < 0:
            raise ValueError("a term cannot run backwards")
        day = start
        while n:
            day += ONE_DAY
            n -= self.is_working_day(day)
        return day

    def roll_forward(self, day: date) -> date:
        """`day` itself if it is a working day, else the next working day (民法典 203)."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.roll_forward(day + ONE_DAY)

    def skipped_days(self, start: date, due: date) -> list[tuple[date, str]]:
        """(day, label) of every day off after `start` up to and including `due`: what a count of working days skips."""
        return [(day, self.day_label(day)) for day in days_after(start, due) if not self.is_working_day(day)]

    def make_up_days(self, start: date, due: date) -> list[tuple[date, str]]:
        """(day, holiday) of every make-up working day after `start` up to and including `due`."""
        specials = ((day, self.days.get(day)) for day in days_after(start, due))
        return [(day, special.name) for day, special in specials if special and special.kind == DayKind.WORK]

    def missing_years(self, start: date, due: date) -> tuple[int, ...]:
        """Years from start's to due's whose table is not imported: while there are any, a result is provisional."""
        return tuple(year for year in range(start.year, due.year + 1) if year not in self.official_years)

    def _statutory_name(self, day: date) -> str:
        return "" if self.is_official(day) else statutory_days(day.year).get(day, "")
