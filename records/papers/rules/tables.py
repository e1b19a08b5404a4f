"""Small tables inside a plain text, so that they are edited, compared, hashed and approved together with it.

A line that begins with "|" is a row, neighbouring rows are one table, the first of them is its head:
|单位|受理|办结|
|民政办|3|2|
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_COLUMNS = 10


@dataclass(frozen=True)
class Block:
    """A run of paragraphs (text), or a table (rows, the first is the head)."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(body: str) -> list[Block]:
    """The text in its order, tables apart. Rows of a table are filled up to the same length."""
    found: list[Block] = []
    lines: list[str] = []
    rows: list[tuple[str, ...]] = []

    def close() -> None:
        if rows:
            found.append(Block(rows=_even(rows)))
            rows.clear()
        if any(line.strip() for line in lines):
            found.append(Block(text="\n".join(lines)))
        lines.clear()

    for line in body.splitlines():
        if line.strip().startswith("|"):
            if lines:
                close()
            rows.append(_cells(line))
        else:
            if rows:
                close()
            lines.append(line)
    close()
    return found


def table_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The same the other way round."""
    return ["|" + "|".join(_clean(cell) for cell in row) + "|" for row in (columns, *rows)]


def _clean(cell: str) -> str:
    return str(cell).replace("|", "／").replace("\n", " ")


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))[:MOST_COLUMNS]


def _even(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    width = max(len(row) for row in rows)
    return tuple(row + ("",) * (width - len(row)) for row in rows)
