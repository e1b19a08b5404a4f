"""Geometry of the two charts, in the units of their viewBox: bars beside a table, columns of a trend. No drawing here."""

from collections.abc import Sequence
from dataclasses import dataclass

BAR_ROW = 26
BAR_LABEL = 150  # room for ten characters of 14
BAR_ROOM = 330
BAR_MOST = 12
COLUMN_HEIGHT = 150
COLUMN_STEP = 52
COLUMN_WIDTH = 18


@dataclass(frozen=True)
class Bar:
    label: str
    number: int
    y: int
    width: int
    number_x: int

    @property
    def middle(self) -> int:
        return self.y + 15


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, the longest first; the rest in one bar."""

    bars: tuple[Bar, ...]
    width: int = BAR_LABEL + BAR_ROOM + 50
    x: int = BAR_LABEL

    @property
    def height(self) -> int:
        return BAR_ROW * len(self.bars) + 4


@dataclass(frozen=True)
class Column:
    """One month: the present year's column, and that of the year before beside it."""

    label: str
    number: int
    x: int
    y: int
    height: int
    before: int
    before_y: int
    before_height: int

    @property
    def middle(self) -> int:
        return self.x + COLUMN_WIDTH

    @property
    def before_x(self) -> int:
        return self.x + COLUMN_WIDTH

    @property
    def number_x(self) -> int:
        return self.x + COLUMN_WIDTH // 2

    @property
    def number_y(self) -> int:
        return self.y - 4

    @property
    def label_y(self) -> int:
        return COLUMN_HEIGHT + 38


@dataclass(frozen=True)
class ColumnChart:
    columns: tuple[Column, ...]
    top: int
    base: int = COLUMN_HEIGHT + 20

    @property
    def width(self) -> int:
        return COLUMN_STEP * len(self.columns) + 16

    @property
    def height(self) -> int:
        return self.base + 26


def bar_chart(rows: Sequence[tuple[str, int]]) -> BarChart | None:
    """rows: (label, number), in their order. None when there is nothing to draw."""
    found = [(label, number) for label, number in rows if number]
    if not found:
        return None
    if len(found) > BAR_MOST:
        rest = found[BAR_MOST - 1 :]
        found = [*found[: BAR_MOST - 1], (f"其余{len(rest)}项", sum(number for _, number in rest))]
    most = max(number for _, number in found)
    bars = []
    for at, (label, number) in enumerate(found):
        width = max(2, round(BAR_ROOM * number / most))
        bars.append(Bar(_short(label), number, at * BAR_ROW + 2, width, BAR_LABEL + width + 6))
    return BarChart(tuple(bars))


def column_chart(rows: Sequence[tuple[str, int, int]]) -> ColumnChart | None:
    """rows: (label, number, number a year before). None when all are nought."""
    most = max((max(now, before) for _, now, before in rows), default=0)
    if not most:
        return None
    columns = []
    for at, (label, now, before) in enumerate(rows):
        high, low = (round(COLUMN_HEIGHT * number / most) for number in (now, before))
        base = COLUMN_HEIGHT + 20
        columns.append(Column(label, now, at * COLUMN_STEP + 12, base - high, high, before, base - low, low))
    return ColumnChart(tuple(columns), most)


def _short(label: str) -> str:
    return label if len(label) <= 10 else label[:9] + "…"
