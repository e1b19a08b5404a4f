"""When a ledger may leave the house on one person's word, and what then stands on it (授权表：导出含个人信息须申请≠批准).

The limit of rows is the office's own rule (本办规定); 个人信息保护法 51, 54 ask for measures against taking out and for an audit.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from records.ledgers.rules.columns import Column
from township.refusals import Refused
from township.watermark import Watermark

__all__ = ["Watermark", "check_takable", "names_people", "needs_approval"]
FREE_ROWS = 200
GOOD_FOR = timedelta(days=3)  # from the approval
SHEET, PRINT = "sheet", "print"
FORMS = ((SHEET, "导出 Excel"), (PRINT, "打印"))
PENDING, APPROVED, RETURNED = "pending", "approved", "returned"
STATES = ((PENDING, "待审批"), (APPROVED, "已同意"), (RETURNED, "未同意"))


def names_people(columns: Iterable[Column]) -> bool:
    """Whether one of these columns shows identity data unmasked."""
    return any(column.is_identity for column in columns)


def needs_approval(rows: int, has_identity: bool) -> bool:
    """More than 200 rows, or any identity: a reason and a second person."""
    return rows > FREE_ROWS or has_identity


def check_takable(state: str, decided_at: datetime | None, at: datetime, rows: int, approved_rows: int) -> None:
    """Refused unless it was approved within three days and has not become more than was approved."""
    if state != APPROVED or decided_at is None:
        raise Refused("这项申请还没有同意，不能导出或打印。")
    if at - decided_at > GOOD_FOR:
        raise Refused("同意已超过 3 天，请重新申请。", "本办规定")
    if rows > approved_rows:
        raise Refused(f"现在有 {rows} 行，多于同意的 {approved_rows} 行，请重新申请。", "本办规定")
