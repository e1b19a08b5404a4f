"""The dispatch pack as a workbook with a sheet for each part."""

from collections.abc import Iterable, Sequence

from meetings.dispatch.rules.packs import PARTS, Pack
from records.ledgers.sheets import Heading, quantity, write_book
from township.watermark import Watermark

FIGURES = (
    Heading("部分", 18),
    Heading("指标", 28),
    Heading("本期", 12),
    Heading("分子", 8, "number"),
    Heading("分母", 8, "number"),
    Heading("计算公式", 46),
    Heading("上期", 12),
    Heading("去年同期", 12),
)
REPORTS = (
    Heading("顺序", 6, "number"),
    Heading("单位", 18),
    Heading("时长（分钟）", 8, "number"),
    Heading("报送", 10),
    Heading("栏目", 18),
    Heading("内容", 70),
)
UNFINISHED = (
    Heading("编号", 22),
    Heading("议定事项", 44),
    Heading("责任单位", 18),
    Heading("完成时限", 12, "date"),
    Heading("超期（天）", 8, "number"),
    Heading("进度（%）", 8, "number"),
)


def pack_xlsx(pack: Pack, mark: Watermark) -> bytes:
    """The workbook of a pack: figures with numerator and denominator, every table, reports, resolutions, next tasks."""
    figures = [
        (
            section.title,
            one.label,
            quantity(one.value),
            one.n,
            one.d,
            one.formula,
            quantity(one.previous),
            quantity(one.last_year),
        )
        for section in pack.sections
        for one in section.figures
    ]
    sheets = [(f"{pack.period}指标", FIGURES, figures)]
    tables = [(section, table) for section in pack.sections for table in section.tables]
    sheets += [
        (
            f"{n}.{section.title}-{table.title}"[:31],
            [Heading(label, 18) for label in table.columns],
            _quantities(table.rows),
        )
        for n, (section, table) in enumerate(tables, start=1)
    ]
    sheets.append((PARTS[1], REPORTS, _report_rows(pack)))
    unfinished = [(row.number, row.text, row.unit, row.due, row.late_days, row.percent) for row in pack.unfinished]
    sheets.append((PARTS[2], UNFINISHED, unfinished))
    sheets.append((PARTS[3], (Heading("序号", 6, "number"), Heading("下步工作", 90)), enumerate(pack.tasks, start=1)))
    return write_book(sheets, mark)


def _quantities(rows: Iterable[Sequence[str]]) -> list[tuple]:
    """Cells as numbers where they are numbers; the first names the line and stays text."""
    return [(row[0], *map(quantity, row[1:])) for row in rows]


def _report_rows(pack: Pack) -> list[tuple]:
    """One line for each part of a report; a unit without one has a line of its own that says so."""
    return [
        (report.order, report.unit, report.minutes, report.standing, head, words)
        for report in pack.reports
        for head, words in report.parts or (("", ""),)
    ]
