"""Recurring sessions: on which day the session of a period falls, and when it is drafted.

Sources: W5 H7 (全体会议定期召开), X五(一) (定期集中办公). Day and lead are the office's own rule. Dates are Shanghai dates.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.duties.rules.duties import Cadence, Period, Shift, due_date, periods_between
from township.calendar.rules.days import WorkCalendar
from township.dates import short_date
from township.refusals import Refused

RUNNING, PAUSED, ENDED = "running", "paused", "ended"
STATE_LABELS = {RUNNING: "按期筹备", PAUSED: "暂停", ENDED: "已终止"}
STATE_CHOICES = list(STATE_LABELS.items())
CADENCES = (Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY)
CADENCE_CHOICES = [(one.value, one.label) for one in CADENCES]
SHIFT_CHOICES = [(one.value, one.label) for one in (Shift.FORWARD, Shift.BACK)]
MOST_LEAD = 45
LONGEST_HOLIDAY = timedelta(days=10)

SERIES = StateTable(
    Move("edit", "修改", frozenset({RUNNING}), RUNNING),
    Move("edit", "修改", frozenset({PAUSED}), PAUSED),
    Move("pause", "暂停", frozenset({RUNNING}), PAUSED),
    Move("resume", "恢复", frozenset({PAUSED}), RUNNING),
    Move("end", "终止", frozenset({RUNNING, PAUSED}), ENDED, reason="已经终止的会议周期不能再改，请另建一个。"),
    labels=STATE_LABELS,
)


DOORS = Doors(
    SERIES,
    Door("edit", "meeting.plan_series"),
    Door("resume", "meeting.plan_series"),
    Door("pause", "meeting.plan_series", is_quiet=True),
    Door("end", "meeting.plan_series", is_quiet=True),
)


@dataclass(frozen=True)
class Rhythm:
    """cadence: of CADENCES; day: of the month the period ends in (31 = its last); weekday: 1–7, for a weekly series."""

    cadence: str
    day: int | None
    weekday: int | None
    shift: str
    lead_days: int


def check_rhythm(rhythm: Rhythm) -> None:
    """Refused beside the field for a rhythm that names no day."""
    if rhythm.cadence not in {one.value for one in CADENCES}:
        raise Refused("请选择多久一次。", field="cadence")
    if rhythm.cadence == Cadence.WEEKLY and not (rhythm.weekday and 1 <= rhythm.weekday <= 7):
        raise Refused("每周的会议要选星期几。", field="weekday")
    if rhythm.cadence != Cadence.WEEKLY and not (rhythm.day and 1 <= rhythm.day <= 31):
        raise Refused("请填几日召开，1 到 31（31 表示月末）。", field="day")
    if not 1 <= rhythm.lead_days <= MOST_LEAD:
        raise Refused(f"提前筹备填 1 到 {MOST_LEAD} 天。", field="lead_days")


def session_day(rhythm: Rhythm, period: Period, calendar: WorkCalendar) -> date:
    """The day of the session of one period, moved off a day off."""
    due = {"shift": rhythm.shift}
    due |= {"weekday": rhythm.weekday} if rhythm.cadence == Cadence.WEEKLY else {"day": rhythm.day}
    return due_date(rhythm.cadence, due, period, calendar)


def next_sessions(
    rhythm: Rhythm, calendar: WorkCalendar, today: date, *, horizon: int = 400
) -> list[tuple[Period, date]]:
    """(period, day) of the sessions from today on, earliest first, as far as `horizon` natural days reach."""
    until = today + timedelta(days=horizon)
    periods = periods_between(rhythm.cadence, today - LONGEST_HOLIDAY, until)  # a day may have moved past its period
    found = [(period, session_day(rhythm, period, calendar)) for period in periods]
    return [(period, day) for period, day in found if today <= day <= until]


def to_draft(rhythm: Rhythm, calendar: WorkCalendar, today: date) -> list[tuple[Period, date]]:
    """The sessions whose drafting has come: their day lies at most `lead_days` natural days ahead."""
    return next_sessions(rhythm, calendar, today, horizon=rhythm.lead_days)


def titled(title: str, cadence: str, period: Period, day: date) -> str:
    """2026年10月全体会议, 12月3日集中办公: the words of the series after the period, of a weekly one after its day."""
    return f"{short_date(day)}{title}" if cadence == Cadence.WEEKLY else f"{period.label}{title}"
