"""The cells of a ledger's rows: what a column says of a row, ready to be drawn on the page or on paper."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from records.ledgers.queries import Reader
from records.ledgers.rules.columns import PAGE, Column, read, value_of
from township.frame.addresses import address

if TYPE_CHECKING:
    from records.ledgers.views.asking import Asking


@dataclass(frozen=True)
class Cell:
    """One cell. url: of the page of the row, where the column leads there; sub and marks only on the page."""

    column: Column
    value: object
    row: object
    reader: Reader
    url: str = ""
    sub: object = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row with its cells. tick: what a bulk act is sent for it."""

    row: object
    cells: list[Cell]

    @property
    def tick(self) -> str:
        return f"{self.row.pk}:{self.row.revision}"


def lines_of(asking: "Asking", rows: Iterable, place: str) -> Iterator[Line]:
    """The lines of these rows, made one by one as they are drawn."""
    columns, reader, row_page = asking.columns_on(place), asking.reader, asking.ledger.row_page
    for row in rows:
        url = address(row_page, row.pk) if row_page and place == PAGE else ""
        yield Line(row, [_cell(column, row, reader, url, place) for column in columns])


def _cell(column: Column, row, reader: Reader, url: str, place: str) -> Cell:
    value = value_of(column, row, reader)
    if place != PAGE:
        return Cell(column, value, row, reader)
    return Cell(
        column,
        value,
        row,
        reader,
        url=url if column.link else "",
        sub=read(column.sub, row, reader) if column.sub else None,
        marks=tuple(column.marks(row, reader)) if column.marks else (),
    )
