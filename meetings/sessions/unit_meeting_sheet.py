"""A month of unit meetings as an Excel table."""

from collections.abc import Iterable
from datetime import date

from meetings.sessions.queries.unit_meetings import MonthRow
from meetings.sessions.rules.unit_meetings import STANDINGS
from records.ledgers.sheets import Heading, write_xlsx
from township.dates import full_month

COLUMNS = (
    Heading("序号", 6, "number"),
    Heading("单位", 18),
    Heading("情况", 10),
    Heading("召开日期", 12, "date"),
    Heading("主持人", 10),
    Heading("到会人数", 8, "number"),
    Heading("上月工作小结", 40),
    Heading("形势分析", 40),
    Heading("下月打算", 40),
    Heading("登记日期", 12, "date"),
)


def month_xlsx(month: date, rows: Iterable[MonthRow]) -> bytes:
    """The workbook of one month."""
    return write_xlsx(f"{full_month(month)}单位例会", COLUMNS, (_line(n, row) for n, row in enumerate(rows, 1)))


def _line(number: int, row: MonthRow) -> tuple:
    one = row.meeting
    if one is None:
        return (number, row.unit.label, STANDINGS[row.standing], None, "", None, "", "", "", None)
    return (
        number,
        row.unit.label,
        STANDINGS[row.standing],
        one.held_on,
        one.chair_name,
        one.present,
        one.summed_up,
        one.analysis,
        one.plan,
        one.recorded_on,
    )
