"""Recurring duties (制度应办): which periods a clause has, when each is due, when to remind, and what a duty's state is.

Pure: dates in, dates out, Asia/Shanghai. Source of each duty: the clause of the township's rule profile. Periods and due
dates are those of township.profiles.rules.periods; they are named here too, because the floors above ask for both together.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from records.acts.rules.states import Move, StateTable
from township.calendar.rules.days import WorkCalendar
from township.profiles.rules.periods import (
    ONE_DAY,
    Cadence,
    Owed,
    Period,
    Shift,
    check_due,
    due_date,
    last_working_day,
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


@dataclass(frozen=True)
class ReminderPlan:
    """When to remind. before, after: working days before and after the due date; on: on the day itself; escalate_after:
    working days after it the director and the convenors are told, 0 = never."""

    before: tuple[int, ...] = (3, 1)
    on: bool = True
    after: tuple[int, ...] = (1, 3, 7)
    escalate_after: int = 3

    @classmethod
    def of(cls, remind: Mapping, escalate_after: int) -> "ReminderPlan":
        """From the JSON of a clause; what it does not name is not reminded."""
        return cls(
            tuple(remind.get("before", ())),
            bool(remind.get("on", False)),
            tuple(remind.get("after", ())),
            escalate_after,
        )


@dataclass(frozen=True)
class Reminder:
    """One point of the plan. key: "before3", "on", "after1", "escalate"; on: a working day, Asia/Shanghai."""

    key: str
    on: date
    is_escalation: bool = False


def reminders(plan: ReminderPlan, opened_on: date, due_on: date, calendar: WorkCalendar) -> list[Reminder]:
    """The points of one duty in order. None lies on a day off: "before" and "on" move back, "after" counts working days.

    Points that would lie before the opening fall away, and two that meet on one day are one (the later of the plan).
    """
    eve = last_working_day(due_on, calendar)
    found = {_working_days_back(eve, n, calendar): f"before{n}" for n in sorted(plan.before, reverse=True)}
    if plan.on:
        found[eve] = "on"
    found = {day: key for day, key in found.items() if day >= opened_on}
    found |= {calendar.add_working(due_on, n): f"after{n}" for n in sorted(plan.after)}
    points = [Reminder(key, day) for day, key in found.items()]
    if plan.escalate_after:
        points.append(Reminder("escalate", calendar.add_working(due_on, plan.escalate_after), True))
    return sorted(points, key=lambda point: (point.on, point.is_escalation))


def due_now(points: list[Reminder], today: date) -> list[Reminder]:
    """What of the points is to be sent today: of those passed the latest, and the escalation.

    Ask on working days only. The caller keeps which keys were sent; the same key is never sent twice, and after downtime
    the missed points before the latest are not made up for.
    """
    past = [point for point in points if point.on <= today]
    latest = [point for point in past if not point.is_escalation][-1:]
    return latest + [point for point in past if point.is_escalation]


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


def _working_days_back(day: date, n: int, calendar: WorkCalendar) -> date:
    while n:
        day -= ONE_DAY
        n -= calendar.is_working_day(day)
    return day


def covers(keys: Collection[str]) -> str:
    """Words for several missed periods in one notice: 3 期（2026年10月上半月、…）. keys: labels, oldest first."""
    shown = "、".join(list(keys)[-3:])
    return f"{len(keys)} 期（{shown}）" if len(keys) > 1 else shown
