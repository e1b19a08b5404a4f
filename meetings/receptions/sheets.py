"""The coverage of the weekly day as an Excel table: figures only."""

from datetime import date

from meetings.receptions.queries.receptions import CoverageRow, week_words
from records.ledgers.sheets import Heading, write_xlsx
from township.watermark import Watermark


def coverage_xlsx(rows: list[CoverageRow], mondays: list[date], mark: Watermark) -> bytes:
    """A line for each leader, a column for each week: 到岗/接访次数."""
    columns = [
        Heading("领导", 10),
        Heading("职务", 18),
        *(Heading(week_words(day), 12) for day in mondays),
        Heading("应落实（周）", 12, "number"),
        Heading("落实（周）", 10, "number"),
    ]
    lines = (
        (row.person.name, row.person.title, *(_cell(cell) for cell in row.cells), row.owed, row.kept) for row in rows
    )
    return write_xlsx("领导接访落实情况", columns, lines, mark)


def _cell(cell) -> str:
    if not cell.turns and not cell.is_kept:
        return "没有落实" if cell.is_owed else ""
    return f"排班{cell.turns} 到岗{cell.signed} 接访{cell.receptions}（{cell.people}人次）"
