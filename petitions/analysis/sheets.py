"""The figures of an analysis as an Excel table: figures first, then every table, one row a line."""

from collections.abc import Iterable

from petitions.analysis.rules.analysis import Table
from records.figures.sources import Figure
from records.ledgers.sheets import Heading, quantity, write_xlsx
from township.watermark import Watermark

CELLS = 6
HEAD = (
    Heading("分组", 22),
    Heading("项目", 24),
    Heading("本期", 12),
    Heading("占比或分子/分母", 16),
    Heading("上期", 12),
    Heading("环比", 14),
    Heading("上年同期", 12),
    Heading("同比", 14),
    Heading("口径、说明", 60),
)


def analysis_xlsx(title: str, figures: Iterable[Figure], tables: Iterable[Table], mark: Watermark) -> bytes:
    """The workbook. Tables of another shape than the compared ones name their columns in each row."""
    rows = []
    for figure in figures:
        of = "" if figure.n is None else f"{figure.n}/{figure.d}"
        rows.append(
            (
                "总体",
                figure.label,
                quantity(figure.value),
                of,
                quantity(figure.previous),
                "",
                quantity(figure.last_year),
                "",
                figure.formula,
            )
        )
    for table in tables:
        for line in table.lines:
            if len(line.cells) == CELLS:
                rows.append((table.title, line.label, *map(quantity, line.cells), table.note))
            else:
                words = "；".join(f"{name}：{cell}" for name, cell in zip(table.columns, line.cells, strict=True))
                rows.append(
                    (table.title, line.label, quantity(line.cells[0]), "", "", "", "", "", f"{words}。{table.note}")
                )
    return write_xlsx(title, HEAD, rows, mark)
