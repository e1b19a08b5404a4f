"""The ledger as an Excel table: the rows and columns of the view, masked as on the screen."""

from collections.abc import Iterable, Sequence

from petitions.ledger.rules.ledger import Column as LedgerColumn
from petitions.ledger.rules.ledger import LedgerRow
from records.ledgers.sheets import Heading, write_xlsx

NUMBERS = ("visitors", "involved")
TITLE = "信访事项台账"


def ledger_xlsx(columns: Sequence[LedgerColumn], rows: Iterable[LedgerRow]) -> bytes:
    """The workbook. `rows` is read once, line by line, so that memory does not grow with the ledger."""
    head = [Heading("序号", 6, "number"), *(Heading(column.label, column.width, _kind(column)) for column in columns)]
    lines = (
        (number, *(getattr(row, column.attribute) for column in columns)) for number, row in enumerate(rows, start=1)
    )
    return write_xlsx(TITLE, head, lines)


def _kind(column: LedgerColumn) -> str:
    if column.attribute.endswith("_on"):
        return "date"
    return "number" if column.attribute in NUMBERS else "text"
