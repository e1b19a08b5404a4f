"""Excel: the register of resolutions as the view shows it, and the dispatch pack with a sheet for each part."""

from collections.abc import Iterable
from datetime import date

from meetings.dispatch.rules.packs import PARTS, Pack
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.rules.resolutions import VERIFIED, WITH_UNIT
from records.ledgers.sheets import Column, write_book, write_xlsx

TITLE = "议定事项落实情况"
COLUMNS = (
    Column("序号", 6, "number"),
    Column("编号", 18),
    Column("会议", 24),
    Column("议定事项", 40),
    Column("责任单位", 16),
    Column("责任人", 10),
    Column("落实标准", 26),
    Column("完成时限", 12, "date"),
    Column("延期（天）", 8, "number"),
    Column("进度（%）", 8, "number"),
    Column("状态", 10),
    Column("报告落实", 12, "date"),
    Column("核实", 12, "date"),
    Column("期限", 10),
)


def register_xlsx(rows: Iterable[Resolution], today: date) -> bytes:
    """The workbook; `rows` is read once."""
    return write_xlsx(TITLE, COLUMNS, (_line(number, row, today) for number, row in enumerate(rows, start=1)))


def _line(number: int, row: Resolution, today: date) -> tuple:
    return (
        number, row.number, row.session.title, row.text, row.unit.label, row.person_name, row.done_when, row.due_on,
        row.extension_days, row.percent, row.get_state_display(), row.reported_on, row.verified_on, lateness(row, today),
    )  # fmt: skip


def lateness(row: Resolution, today: date) -> str:
    """按期完成, 超期完成, 超期, or empty while there is time or the office has to verify."""
    if row.state == VERIFIED:
        return "按期完成" if row.reported_on <= row.due_on else "超期完成"
    return "超期" if row.state in WITH_UNIT and row.due_on < today else ""


FIGURES = (
    Column("部分", 18), Column("指标", 28), Column("本期", 12), Column("分子", 8, "number"), Column("分母", 8, "number"),
    Column("计算公式", 46), Column("上期", 12), Column("去年同期", 12),
)  # fmt: skip
REPORTS = (
    Column("顺序", 6, "number"), Column("单位", 18), Column("时长（分钟）", 8, "number"), Column("报送", 10),
    Column("栏目", 18), Column("内容", 70),
)  # fmt: skip
UNFINISHED = (
    Column("编号", 22), Column("议定事项", 44), Column("责任单位", 18), Column("完成时限", 12), Column("超期（天）", 8, "number"),
    Column("进度（%）", 8, "number"),
)  # fmt: skip


def pack_xlsx(pack: Pack) -> bytes:
    """The workbook of a pack: figures with numerator and denominator, every table, reports, resolutions, next tasks."""
    figures = [
        (section.title, one.label, one.value, one.n, one.d, one.formula, one.previous, one.last_year)
        for section in pack.sections
        for one in section.figures
    ]
    sheets = [(f"{pack.period}指标", FIGURES, figures)]
    tables = [(section, table) for section in pack.sections for table in section.tables]
    sheets += [
        (f"{n}.{section.title}-{table.title}"[:31], [Column(label, 18) for label in table.columns], table.rows)
        for n, (section, table) in enumerate(tables, start=1)
    ]
    sheets.append((PARTS[1], REPORTS, _report_rows(pack)))
    unfinished = [(row.number, row.text, row.unit, row.due_on, row.late_days, row.percent) for row in pack.unfinished]
    sheets.append((PARTS[2], UNFINISHED, unfinished))
    sheets.append((PARTS[3], (Column("序号", 6, "number"), Column("下步工作", 90)), enumerate(pack.tasks, start=1)))
    return write_book(sheets)


def _report_rows(pack: Pack) -> list[tuple]:
    """One line for each part of a report; a unit without one has a line of its own that says so."""
    return [
        (report.order, report.unit, report.minutes, report.standing, head, words)
        for report in pack.reports
        for head, words in report.parts or (("", ""),)
    ]
