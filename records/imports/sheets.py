"""Workbooks of the import: the template to fill in, and the rows that could not come in, ready to be mended."""

from records.imports.kinds import ImportKind
from records.imports.rules.rows import PLACE, WHAT
from records.ledgers.sheets import Heading, write_xlsx
from township.watermark import Watermark


def template_xlsx(kind: ImportKind) -> bytes:
    """The template: headings only, since a sample line that somebody leaves in would come in as well."""
    columns = [column for column in kind.columns if column.is_offered]
    return write_xlsx(f"{kind.label}导入模板", [Heading(column.heading, column.width) for column in columns], [])


def failed_rows_xlsx(rows: list[tuple[str, dict[str, str], str]], mark: Watermark) -> bytes:
    """The bad rows with their own headings, and two columns before them: where they stood and what is wrong."""
    headings = list(dict.fromkeys(heading for _, cells, _ in rows for heading in cells if heading not in (PLACE, WHAT)))
    return write_xlsx(
        "未导入的行",
        [Heading(PLACE, 12), Heading(WHAT, 50), *(Heading(heading, 20) for heading in headings)],
        [[place, words, *(cells.get(heading, "") for heading in headings)] for place, cells, words in rows],
        mark,
    )
