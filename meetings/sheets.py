"""The register of resolutions as an Excel table: the rows of the view, in its order."""

from collections.abc import Iterable
from datetime import date

from meetings.models import Resolution
from meetings.rules.resolutions import VERIFIED, WITH_UNIT
from records.sheets import Column, write_xlsx

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
