"""Recurring duties (制度应办): which periods a clause has, when each is due, when to remind, and what a duty's state is.

Pure: dates in, dates out, Asia/Shanghai. Source of each duty: the clause of the township's rule profile. Periods and due
dates are those of township.profiles.rules.periods; they are named here too, because the floors above ask for both together.
"""

from collections.abc import Collection
from datetime import date

from records.acts.rules.states import Move, StateTable
from records.work.rules.reminders import Reminder, ReminderPlan, due_now, reminders
from township.profiles.rules.periods import (
    Cadence,
    Owed,
    Period,
    Shift,
    check_due,
    due_date,
    period_of,
    periods_between,
)
from township.refusals import Refused

__all__ = [
    "DUTIES",
    "Cadence",
    "Owed",
    "Period",
    "Reminder",
    "ReminderPlan",
    "Shift",
    "check_due",
    "check_evidence",
    "covers",
    "due_date",
    "period_of",
    "periods_between",
    "due_now",
    "reminders",
    "standing",
]

OPEN, DONE, EXCUSED = "open", "done", "excused"
STATE_LABELS = {OPEN: "应办", DONE: "已办", EXCUSED: "免办"}
STATE_CHOICES = list(STATE_LABELS.items())
DUTIES = StateTable(
    Move("fulfil", "登记完成", frozenset({OPEN, EXCUSED}), DONE, reason="已经登记过完成情况。"),
    Move("excuse", "免办", frozenset({OPEN}), EXCUSED, reason="已办的不用再免。"),
    labels=STATE_LABELS,
)


def standing(state: str, done_on: date | None, due_on: date, today: date) -> str:
    """The word of the compliance ledger: done, late (done after the due date), excused, missing (due date passed), open."""
    if state == EXCUSED:
        return "excused"
    if state == DONE:
        return "late" if done_on and done_on > due_on else "done"
    return "missing" if due_on < today else "open"


STANDINGS = {"done": "按期", "late": "迟办", "missing": "未办", "open": "未到期", "excused": "免办"}


def check_evidence(text: str, has_matter: bool) -> str:
    """What was done, as the ledger shows it. Refused when there is neither a linked matter nor a sentence."""
    text = text.strip()
    if not has_matter and len(text) < 4:
        raise Refused("请写明做了什么、材料在哪里（至少四个字）。", field="text")
    if len(text) > 300:
        raise Refused("完成情况不超过 300 字。", field="text")
    return text


def covers(keys: Collection[str]) -> str:
    """Words for several missed periods in one notice: 3 期（2026年10月上半月、…）. keys: labels, oldest first."""
    shown = "、".join(list(keys)[-3:])
    return f"{len(keys)} 期（{shown}）" if len(keys) > 1 else shown
