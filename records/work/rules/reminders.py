"""When the holder of a work item is reminded, and when it goes up: points of a plan around the due date, on working days.

Pure: dates in, dates out, Asia/Shanghai. There is one plan for each kind of item; a clause of the rule profile brings its
own, and a township may edit every one of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from township.calendar.rules.days import WorkCalendar
from township.directory.rules.identity import half_width
from township.profiles.rules.periods import last_working_day
from township.refusals import Refused
from township.words import whole_number

ONE_DAY = timedelta(days=1)
MOST_POINTS, FURTHEST = 6, 60  # points before or after the day; working days away from it


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

    @classmethod
    def from_json(cls, plan: Mapping) -> "ReminderPlan":
        """From what `as_json` gave."""
        return cls.of(plan, int(plan.get("escalate_after", 0)))

    def as_json(self) -> dict:
        """For a column."""
        return {
            "before": list(self.before),
            "on": self.on,
            "after": list(self.after),
            "escalate_after": self.escalate_after,
        }

    @property
    def words(self) -> str:
        """提前 3、1 个工作日，当天，超期第 1、3、7 个工作日提醒；超期 3 个工作日报主任和召集人."""
        parts = [f"提前{'、'.join(map(str, self.before))}个工作日" if self.before else "", "当天" if self.on else ""]
        parts.append(f"超期第{'、'.join(map(str, self.after))}个工作日" if self.after else "")
        told = "，".join(part for part in parts if part)
        up = f"超期{self.escalate_after}个工作日报主任和召集人" if self.escalate_after else "不上报"
        return f"{told}提醒；{up}" if told else f"不提醒；{up}"


def read_days(text: str, field: str) -> tuple[int, ...]:
    """Working days as typed: "3、1", "1,3，7", full-width digits; empty is none. In order, each once.

    Refused beside `field` when a part is no whole number from 1 to 60, or there are more than six."""
    parts = [part for part in re.split(r"[、,，;；\s]+", text.strip()) if part]
    if not all(1 <= (whole_number(half_width(part)) or 0) <= FURTHEST for part in parts):
        raise Refused(f"请写 1 到 {FURTHEST} 之间的整数，用顿号隔开，例如 3、1；不提醒就留空。", field=field)
    if len(parts) > MOST_POINTS:
        raise Refused(f"最多提醒 {MOST_POINTS} 次。", field=field)
    return tuple(sorted({int(part) for part in parts}))


DEFAULT_PLAN = ReminderPlan((1,), True, (1, 3, 7), 3)
QUIET = ReminderPlan((3, 1), True, (), 0)  # of a limit that is the office's own: nobody broke a rule, nothing goes up


@dataclass(frozen=True)
class Reminder:
    """One point of the plan. key: "before3", "on", "after1", "escalate"; on: a working day, Asia/Shanghai."""

    key: str
    on: date
    is_escalation: bool = False


def reminders(plan: ReminderPlan, opened_on: date, due_on: date, calendar: WorkCalendar) -> list[Reminder]:
    """The points of one item in order. None lies on a day off: "before" and "on" move back, "after" counts working days.

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


def next_look(points: list[Reminder], today: date) -> date | None:
    """The day of the first point after today: when the sweep looks at the item again."""
    return min((point.on for point in points if point.on > today), default=None)


def _working_days_back(day: date, n: int, calendar: WorkCalendar) -> date:
    while n:
        day -= ONE_DAY
        n -= calendar.is_working_day(day)
    return day
