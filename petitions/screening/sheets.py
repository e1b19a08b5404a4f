"""The ledger of disputes as an Excel table, and the template for the import."""

from collections.abc import Iterable
from datetime import date

from petitions.screening.models.disputes import Dispute
from petitions.screening.rules.columns import COLUMNS as IMPORT_COLUMNS
from petitions.screening.rules.disputes import CAUSES, UNSTRUCK
from records.ledgers.sheets import Heading, write_xlsx

TITLE = "矛盾纠纷排查化解台账"
COLUMNS = (
    Heading("序号", 6, "number"),
    Heading("编号", 16),
    Heading("纠纷名称", 28),
    Heading("地点", 20),
    Heading("排查单位", 14),
    Heading("网格", 14),
    Heading("原因", 14),
    Heading("层级", 10),
    Heading("涉及人数", 8, "number"),
    Heading("发现日期", 12, "date"),
    Heading("责任单位", 14),
    Heading("责任人", 10),
    Heading("化解措施", 30),
    Heading("风险提示", 18),
    Heading("化解期限", 12, "date"),
    Heading("状态", 12),
    Heading("期限情况", 10),
    Heading("化解方式", 16),
    Heading("销号日期", 12, "date"),
)


def disputes_xlsx(rows: Iterable[Dispute], today: date) -> bytes:
    """The workbook; `rows` is read once. Parties and free words about people are not in it."""
    return write_xlsx(TITLE, COLUMNS, (_line(number, row, today) for number, row in enumerate(rows, start=1)))


def dispute_template_xlsx() -> bytes:
    """Headings only: a sample line that somebody leaves in would become a dispute."""
    return write_xlsx("纠纷台账导入模板", [Heading(column.heading, column.width) for column in IMPORT_COLUMNS], [])


def lateness(row: Dispute, today: date) -> str:
    """按期, 超期 for what is struck off (by the day it was asked for); 已超期 while it is open and late."""
    if row.state in UNSTRUCK:
        return "已超期" if row.due_on < today else ""
    if row.state == "struck":
        return "按期" if (row.proposed_on or row.struck_on) <= row.due_on else "超期"
    return ""


def _line(number: int, row: Dispute, today: date) -> tuple:
    return (
        number,
        row.number,
        row.title,
        row.place,
        row.unit.label,
        row.grid.label if row.grid else "",
        CAUSES[row.cause],
        row.get_level_display(),
        row.people,
        row.found_on,
        row.holder.label,
        row.person_name,
        row.measures,
        row.risk,
        row.due_on,
        row.get_state_display(),
        lateness(row, today),
        row.get_way_display(),
        row.struck_on,
    )
