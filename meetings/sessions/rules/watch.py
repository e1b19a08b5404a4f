"""When units are reminded of notices, receipts and resolutions, and how an overdue one is named. The office's own rule."""

from dataclasses import dataclass
from datetime import date

from records.duties.rules.duties import ReminderPlan

NOTICE_AHEAD = 1  # working days before the session


@dataclass(frozen=True)
class ReceiptPlan:
    """days: working days a unit has to receipt issued minutes; plan: when it is reminded."""

    days: int
    plan: ReminderPlan


RECEIPT_PLAN = ReceiptPlan(2, ReminderPlan(before=(), on=True, after=(1, 3), escalate_after=0))
RESOLUTION_PLAN = ReminderPlan(before=(3, 1), on=True, after=(1, 3, 7), escalate_after=0)


def overdue_key(resolution_id: int, due_on: date) -> str:
    """One key for each limit: after an extension a resolution may become overdue anew."""
    return f"resolution:{resolution_id}:overdue:{due_on:%Y%m%d}"
