"""Figures as every report shows them: the value with its formula, numerator and denominator, beside the periods before.

A rate with nothing to divide by is "—", never 0 % or 100 % (office practice; the formulas themselves stand where they
are computed).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from township.dates import date_range

NOTHING = "—"
SMALL_BASE = 10  # no percentage of growth on fewer


@dataclass(frozen=True)
class FigurePeriod:
    """The days a report speaks of, both included, with the words for them ("2026年11月")."""

    first: date
    last: date
    label: str = ""

    def __post_init__(self):
        if self.last < self.first:
            raise ValueError("a period ends before it begins")
        if not self.label:
            object.__setattr__(self, "label", date_range(self.first, self.last))


@dataclass(frozen=True)
class Figure:
    """One figure. value: as shown; n, d: numerator and denominator where there are any; previous, last_year: the value of
    the period before and of the same period last year, as shown; url: the list it counts, "" = none."""

    label: str
    value: str
    formula: str = ""
    n: int | None = None
    d: int | None = None
    previous: str = ""
    last_year: str = ""
    url: str = ""


@dataclass(frozen=True)
class FigureTable:
    """A small table of a report: headings, then rows of as many cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __post_init__(self):
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.title}: a row has not as many cells as there are headings")


@dataclass(frozen=True)
class FigureSection:
    """What one app contributes to a report: figures, tables, and sentences drafted from them (one a line)."""

    key: str
    title: str
    figures: tuple[Figure, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    text: str = ""

    @property
    def sentences(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


def rate(n: int, d: int) -> str:
    """n of d in percent with one decimal, rounded half up from exact integers; "—" when there is nothing to divide by."""
    if not d:
        return NOTHING
    tenths = (2000 * n + d) // (2 * d)
    return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True)
class Ratio:
    """n of d, never rounded before it is shown."""

    n: int = 0
    d: int = 0

    @property
    def value(self) -> str:
        return rate(self.n, self.d)

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.n + other.n, self.d + other.d)


def change(now: int, before: int) -> str:
    """How a count moved against an earlier one: 增长25.0%, 下降8.3%, 持平 (half up, one decimal); "—" where the earlier one
    is under SMALL_BASE: one more of three is no growth of a third."""
    if now == before:
        return "持平"
    if before < SMALL_BASE:
        return NOTHING
    return f"{'增长' if now > before else '下降'}{rate(abs(now - before), before)}"


def moved(now: int, previous: int, last_year: int, unit: str = "件") -> str:
    """A part of a sentence: 环比增长25.0%，同比持平; against few or none the number itself is said, so that no sentence
    holds a dash. previous, last_year: the count in the period before and in the same period last year."""
    parts = []
    for word, before, name in (("环比", previous, "上期"), ("同比", last_year, "上年同期")):
        said = change(now, before)
        parts.append(f"{name}{before}{unit}" if said == NOTHING or not before else f"{word}{said}")
    return "，".join(parts)


def previous_period(period: FigurePeriod) -> FigurePeriod:
    """The period just before: whole months before whole months, else as many days."""
    months = _whole_months(period)
    last = period.first - timedelta(days=1)
    if months:
        first = _months_back(period.first, months)
        return FigurePeriod(first, last)
    return FigurePeriod(last - (period.last - period.first), last)


def same_period_last_year(period: FigurePeriod) -> FigurePeriod:
    """The same days a year before; the end of a month stays the end of the month."""
    is_month_end = period.last.day == _month_length(period.last)
    last = _clamped(period.last.year - 1, period.last.month, 31 if is_month_end else period.last.day)
    return FigurePeriod(_clamped(period.first.year - 1, period.first.month, period.first.day), last)


def three_periods(period: FigurePeriod) -> tuple[FigurePeriod, FigurePeriod, FigurePeriod]:
    """The period, the one just before and the same a year ago: what every report holds against one another."""
    return period, previous_period(period), same_period_last_year(period)


def _whole_months(period: FigurePeriod) -> int:
    """How many calendar months the period covers exactly; 0 when it does not."""
    if period.first.day != 1 or period.last.day != _month_length(period.last):
        return 0
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def _months_back(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
