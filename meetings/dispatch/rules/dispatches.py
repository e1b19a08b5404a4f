"""Monthly video dispatch (视频调度): moves, where a unit's report stands, which day it falls on.

Source: 联席会议制度 (W五(四)): every month the office hears units by video, tells them how matters stand and which visits went
to higher levels, and hears assigned and supervised matters one by one. That units report one working day before is the
office's own rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from records.work.rules.reminders import ReminderPlan
from township.calendar.rules.days import WorkCalendar
from township.dates import full_date
from township.refusals import Refused

OPENED = "opened"
CALLED = "called"
COMPILED = "compiled"
HELD = "held"
CLOSED = "closed"
LAPSED = "lapsed"

STATE_LABELS = {
    OPENED: "待安排",
    CALLED: "已通知报告",
    COMPILED: "材料已汇编",
    HELD: "已召开",
    CLOSED: "已办结",
    LAPSED: "未召开",
}
STATE_CHOICES = list(STATE_LABELS.items())
AHEAD = frozenset({OPENED, CALLED, COMPILED})
COLLECTING = frozenset({CALLED, COMPILED})
SOURCE = "联席会议制度：每月定期视频调度"
KIND = "dispatch"  # of the session a dispatch is held as
CLAUSE = "dispatch_month"
SERIES = declare_series("dispatch", "调", own=True)
MINUTES = 5  # of speaking time a unit gets unless the office says otherwise


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


def _stay(name, label, states, reason):
    """A move that leaves the state alone, in each of these states."""
    return [_move(name, label, {state}, state, reason) for state in sorted(states)]


_OVER = "调度已经召开，不能再改。"
DISPATCHES = StateTable(
    _move("edit", "修改安排", {OPENED}, OPENED, "已经通知各单位，时间、地点在会议页面修改。"),
    _move("call", "通知单位报告", {OPENED}, CALLED, "已经通知各单位报告。"),
    *_stay("arrange", "调整汇报顺序", COLLECTING, _OVER),
    *_stay("report", "报送情况", COLLECTING, _OVER),
    *_stay("return_report", "退回报告", COLLECTING, _OVER),
    *_stay("remind", "催报", COLLECTING, "调度已经召开，不用再催。"),
    *_stay("plan_tasks", "写下步工作", AHEAD, "下步工作在会议纪要里写。"),
    *_stay("link", "改视频会议链接", COLLECTING, _OVER),
    _move("compile", "汇编调度材料", COLLECTING, COMPILED, "先通知各单位报告，再汇编；召开以后材料不再改动。"),
    _move("hold", "召开", {COMPILED}, HELD, "调度材料还没有汇编，先汇编材料再登记召开。"),
    _move("close", "办结", {HELD}, CLOSED),
    _move("call_off", "会议取消", COLLECTING, OPENED),
    _move("lapse", "未召开，说明原因", {OPENED}, LAPSED, "已经通知各单位的，先在会议页面取消会议。"),
    labels=STATE_LABELS,
    closed={CLOSED, LAPSED},
)


@dataclass(frozen=True, kw_only=True)
class DispatchFacts:
    """is_arranged: day, time, place and chair are set; is_over: its month is; missing: how many units owe a report; parts: act → slots it is open
    on; in_sight: slots this actor sees."""

    state: str
    may: frozenset[str] = frozenset()
    is_arranged: bool = False
    is_over: bool = False
    missing: int = 0
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    in_sight: frozenset[int] = frozenset()


PLAN = "dispatch.plan"
DOORS = Doors(
    DISPATCHES,
    Door("call", PLAN, waits=lambda facts: "" if facts.is_arranged else "先定时间、主会场和主持人。"),
    Door("edit", PLAN, label="定时间和主持人"),
    Door("compile", PLAN),
    Door("lapse", PLAN, shown=lambda facts: facts.is_over, is_quiet=True),
    Door("remind", PLAN, shown=lambda facts: facts.missing > 0, is_quiet=True),
    Door("plan_tasks", PLAN, is_quiet=True),
    Door("arrange", PLAN, is_quiet=True),
    Door("link", PLAN, is_quiet=True),
    Door("report", "dispatch.report", label="写报告"),
    Door("return_report", PLAN, label="退回"),
    inside=("hold", "close", "call_off"),
)


def check_over(label: str, last: date, today: date) -> None:
    """Refused while the period runs: what was not done in it may still be done."""
    if today <= last:
        raise Refused(f"{label}还没有结束，仍可以召开。")


MISSING, RETURNED, LATE, ON_TIME = "missing", "returned", "late", "on_time"
REPORT_LABELS = {MISSING: "未报", RETURNED: "退回重报", LATE: "迟报", ON_TIME: "已报"}
REPORT_COLOURS = {MISSING: "soon", RETURNED: "soon", LATE: "late", ON_TIME: "ok"}
# Asked for on every working day around the dispatch; what is still missing the day after goes up.
REPORT_PLAN = ReminderPlan(before=(1,), on=True, after=(1, 2, 3), escalate_after=1)


@dataclass(frozen=True, kw_only=True)
class DispatchWork:
    """What decides who owes what on a dispatch. has_duty: the month is a duty of the rule profile, whose own line stands on
    the desk; due_on: of that duty; held_on: day it takes place; is_stale: a unit
    reported after the pack was compiled; missing: (slot, unit, whether it was given back) of those who owe a report by
    reports_due_on."""

    state: str
    has_duty: bool
    due_on: date
    held_on: date
    is_arranged: bool = False
    is_stale: bool = False
    reports_due_on: date | None = None
    missing: tuple[tuple[int, int, bool], ...] = ()


def dispatch_owed(work: DispatchWork) -> Iterator[Owed]:
    """The office one step after the other, each unit its report. What is wanted by the day of the duty stands in the duty's
    own line, where there is one; that the dispatch is held is owed on its session."""
    step = next_step(work)
    if step and (step.act == "compile" or not work.has_duty):
        yield Owed(step.act, step.what, right=PLAN, why=step.why, due_on=step.due_on, clause=SOURCE)
    for slot, unit, is_returned in work.missing if work.state in COLLECTING else ():
        what = "补充调度报告" if is_returned else "报送调度情况"
        yield Owed("report", what, unit=unit, part=slot, due_on=work.reports_due_on, clause=SOURCE)


@dataclass(frozen=True)
class NextStep:
    """What the office does next. act: name of the door, or of the move that the session makes."""

    act: str
    what: str
    why: str
    due_on: date


def next_step(work: DispatchWork) -> NextStep | None:
    """The office's next step; None while the session has it, and at the end."""
    if work.state == OPENED and not work.is_arranged:
        return NextStep("edit", "安排视频调度", "定时间、主会场和主持人", work.due_on)
    if work.state == OPENED:
        return NextStep("call", "通知单位报告", "时间、主持人已定", work.due_on)
    if work.state == CALLED:
        return NextStep("compile", "汇编调度材料", "召开以前汇编", work.held_on)
    if work.state == COMPILED and work.is_stale:
        return NextStep("compile", "重新汇编材料", "汇编以后又有单位报送", work.held_on)
    if work.state == HELD:
        return NextStep("close", "印发调度纪要", "纪要在会议页面拟写、印发", work.due_on)
    return None


@dataclass(frozen=True)
class ReportWords:
    """What a unit writes: the month, what is not settled and why, next steps, what needs others."""

    situation: str
    unfinished: str
    next_steps: str
    coordination: str


REPORT_FIELDS = (
    ("situation", "本月情况"),
    ("unfinished", "未办结事项及原因"),
    ("next_steps", "下步措施"),
    ("coordination", "需协调问题"),
)


def report_standing(submitted_on: date | None, is_returned: bool, due_on: date | None) -> str:
    """missing, returned, late or on_time. submitted_on: when the unit first reported (Shanghai), so that a report given
    back and sent again is not made late by the office."""
    if submitted_on is None:
        return MISSING
    if is_returned:
        return RETURNED
    return LATE if due_on and submitted_on > due_on else ON_TIME


def working_day_at(day: date, first: date, calendar: WorkCalendar) -> date:
    """The day itself, or the last working day before it, but never before `first`: then the next one after it."""
    found = day
    while found > first and not calendar.is_working_day(found):
        found -= timedelta(days=1)
    return calendar.roll_forward(found)


def reports_due(day: date, today: date, calendar: WorkCalendar) -> date:
    """The last working day before the dispatch, on which units report; today when there is none left."""
    found = day - timedelta(days=1)
    while found > today and not calendar.is_working_day(found):
        found -= timedelta(days=1)
    return max(found, today)


def check_day(day: date, first: date, last: date) -> None:
    """Refused for a day outside the month the dispatch belongs to, with a fortnight's grace after it."""
    if not first <= day <= last + timedelta(days=14):
        raise Refused(
            f"本次调度属于{full_date(first)}至{full_date(last)}，请填这个月里的日期（最迟顺延半个月）。", SOURCE, "day"
        )


def check_link(link: str) -> str:
    """The address of the video room stripped; it is shown, never called."""
    link = link.strip()
    if link and not link.startswith(("https://", "http://")):
        raise Refused("视频会议链接要以 https:// 或 http:// 开头；会议号请写在“会议号和说明”里。", field="video_link")
    return link
