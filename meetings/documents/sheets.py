"""The register of documents as Excel tables: the rows of the view, in its order."""

from collections.abc import Iterable

from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.papers import OfficePaper
from records.ledgers.sheets import Heading, write_xlsx

OUT_COLUMNS = (
    Heading("序号", 6, "number"), Heading("文号", 22), Heading("文种", 10), Heading("标题", 44), Heading("拟稿人", 10),
    Heading("批准日期", 12, "date"), Heading("印发日期", 12, "date"), Heading("发往（单位数）", 10, "number"),
    Heading("已签收", 8, "number"), Heading("状态", 14),
)  # fmt: skip
IN_COLUMNS = (
    Heading("序号", 6, "number"), Heading("收文号", 16), Heading("收文日期", 12, "date"), Heading("来文单位", 22),
    Heading("来文字号", 22), Heading("标题", 44), Heading("紧急程度", 8), Heading("办理时限", 12, "date"),
    Heading("承办单位", 16), Heading("办理日期", 12, "date"), Heading("状态", 10),
)  # fmt: skip


def outgoing_xlsx(rows: Iterable[OfficePaper]) -> bytes:
    """The register of outgoing documents; rows carry n_units and n_received."""
    return write_xlsx("发文登记", OUT_COLUMNS, (_outgoing(number, row) for number, row in enumerate(rows, start=1)))


def incoming_xlsx(rows: Iterable[IncomingPaper]) -> bytes:
    """The register of incoming documents, without their words."""
    return write_xlsx("收文登记", IN_COLUMNS, (_incoming(number, row) for number, row in enumerate(rows, start=1)))


def _outgoing(number: int, row: OfficePaper) -> tuple:
    drafter = row.document.drafted_by
    return (
        number, row.number, row.get_kind_display(), row.title, drafter.name if drafter else "系统", row.approved_on,
        row.issued_on, row.n_units, row.n_received, row.get_state_display(),
    )  # fmt: skip


def _incoming(number: int, row: IncomingPaper) -> tuple:
    return (
        number, row.number, row.received_on, row.sender, row.their_number, row.title, row.get_urgency_display(),
        row.due_on, row.unit.label if row.unit_id else "", row.handled_on, row.get_state_display(),
    )  # fmt: skip
