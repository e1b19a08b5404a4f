"""The board: months and spans, how a rate moved, how a cell of the heat table is toned. Pure.

A month that is not over is never compared with a whole one, and a rate on few rows carries no tone (the office's own rule: fewer
than five rows say nothing about a unit; a move on fewer than SMALL_BASE is no move).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from records.figures.rules import NOTHING, SMALL_BASE, FigurePeriod, Ratio

FEW = 5
YEARS_KEPT = 3  # the present one included
TREND_MONTHS = 12
GOOD, FAIR, POOR, UNTONED = "good", "fair", "poor", "few"
GOOD_FROM, FAIR_FROM = 95, 80  # per cent


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_back(month: date, back: int) -> date:
    """The first day of the month that lies `back` months earlier."""
    at = month.year * 12 + month.month - 1 - back
    return date(at // 12, at % 12 + 1, 1)


def month_end(month: date) -> date:
    """The last day of its month."""
    return months_back(month, -1) - timedelta(days=1)


def first_kept(day: date) -> date:
    """The first month that is kept on that day: January two years ago."""
    return date(day.year - YEARS_KEPT + 1, 1, 1)


@dataclass(frozen=True)
class Span:
    """Whole months of which the last may still be running. key: in the address; label: on the page; last: the day up to which
    its figures go when it is running, else its last day."""

    key: str
    label: str
    first: date
    last: date
    is_running: bool = False

    @property
    def months(self) -> list[date]:
        return list(_months(self.first, self.last))

    @property
    def period(self) -> FigurePeriod:
        """The days of its rows: always whole months, because a limit of this month may be kept before it is over."""
        return FigurePeriod(self.first, month_end(self.last), self.label)


def _months(first: date, last: date) -> Iterator[date]:
    month = month_of(first)
    while month <= last:
        yield month
        month = months_back(month, -1)


@dataclass(frozen=True)
class Spans:
    """What the board shows of a day: this month so far, the last whole month beside the one before, this year so far, and the whole
    months of this year beside the same months of the year before (None in January)."""

    now: Span
    last: Span
    before: Span
    year: Span
    year_whole: Span | None
    year_before: Span | None

    @property
    def choices(self) -> dict[str, Span]:
        """Those the heat table may be drawn for."""
        return {span.key: span for span in (self.year, self.now, self.last)}


def spans_of(as_of: date) -> Spans:
    """The spans as they lie on a day; a month counts as whole from the day after its last."""
    this = month_of(as_of)
    last, before = months_back(this, 1), months_back(this, 2)
    day = f"{as_of.month}月{as_of.day}日"
    whole = year_before = None
    if as_of.month > 1:
        words = f"1–{last.month}月" if last.month > 1 else "1月"
        whole = Span("year_whole", f"本年{words}", date(as_of.year, 1, 1), month_end(last))
        year_before = Span(
            "year_before",
            f"上年{words}",
            date(as_of.year - 1, 1, 1),
            month_end(last.replace(year=as_of.year - 1)),
        )
    return Spans(
        now=Span("now", f"本月至{day}", this, as_of, is_running=True),
        last=Span("last", f"{last.year}年{last.month}月", last, month_end(last)),
        before=Span("before", f"{before.year}年{before.month}月", before, month_end(before)),
        year=Span("year", f"本年至{day}", date(as_of.year, 1, 1), as_of, is_running=True),
        year_whole=whole,
        year_before=year_before,
    )


def move(now: Ratio, before: Ratio) -> str:
    """How a rate moved, in percentage points with one decimal, rounded once from the exact difference: ＋3.2点, －0.5点, 持平; "基数小"
    where either has fewer than SMALL_BASE rows; "—" where either has none."""
    if not now.d or not before.d:
        return NOTHING
    if min(now.d, before.d) < SMALL_BASE:
        return "基数小"
    over, under = now.n * before.d - before.n * now.d, now.d * before.d
    tenths = (2000 * abs(over) + under) // (2 * under)
    if not tenths:
        return "持平"
    return f"{'＋' if over > 0 else '－'}{tenths // 10}.{tenths % 10}点"


def tone(ratio: Ratio) -> str:
    """good from 95 %, fair from 80 %, else poor; few under FEW rows; "" without any. Beside the number, never instead of it."""
    if not ratio.d:
        return ""
    if ratio.d < FEW:
        return UNTONED
    percent = 100 * ratio.n
    return GOOD if percent >= GOOD_FROM * ratio.d else FAIR if percent >= FAIR_FROM * ratio.d else POOR
