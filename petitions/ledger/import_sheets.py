"""Workbooks of the import: the template to fill in, and the rows that could not come in, ready to be mended."""

from petitions.ledger.rules.columns import COLUMNS
from records.ledgers.sheets import Heading, write_xlsx

TEMPLATE_KEYS = tuple(column for column in COLUMNS if column.key != "user")
WIDE = {"words": 50, "reply": 50, "title": 28, "address": 24, "category": 22}


def template_xlsx() -> bytes:
    """The template: headings only, since a sample line that somebody leaves in would become a case."""
    return write_xlsx(
        "台账导入模板", [Heading(column.heading, WIDE.get(column.key, 14)) for column in TEMPLATE_KEYS], []
    )


def failed_rows_xlsx(rows: list[tuple[int, dict[str, str], str]]) -> bytes:
    """The bad rows with their own headings, and two columns before them: where they stood and what is wrong."""
    headings = list(rows[0][1]) if rows else []
    return write_xlsx(
        "未导入的行",
        [Heading("原行号", 8, "number"), Heading("问题", 50), *(Heading(heading, 20) for heading in headings)],
        [[number, words, *(cells.get(heading, "") for heading in headings)] for number, cells, words in rows],
    )
