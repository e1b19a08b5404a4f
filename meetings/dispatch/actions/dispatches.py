"""Monthly video dispatch: opened, arranged, units called as a session, next tasks (C7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from meetings.dispatch.actions.periods import OncePerPeriod
from meetings.dispatch.models.dispatches import Dispatch, DispatchReport
from meetings.dispatch.rules.dispatches import (
    CLAUSE,
    KIND,
    SERIES,
    check_day,
    check_link,
    check_over,
    reports_due,
    working_day_at,
)
from meetings.permissions import PLAN_DISPATCH
from meetings.sessions.actions.seats import invite
from meetings.sessions.actions.sessions import SessionData, convene, plan_session
from meetings.sessions.queries.chairs import possible_chairs
from records.acts.actions.turns import finish, take, tell
from records.duties.queries.periods import due_of_period
from records.duties.rules.duties import Cadence, Period, period_of
from records.matters.actions.access import hold
from records.matters.models.access import Holding
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.dates import check_not_past, full_date, moment_on
from township.directory.queries.recipients import liaisons_of
from township.directory.queries.units import member_units
from township.refusals import Refused
from township.words import check_words

DISPATCHES = OncePerPeriod(Dispatch, "dispatch", SERIES, "信访工作视频调度", PLAN_DISPATCH)


@dataclass(frozen=True)
class Plan:
    """What the office sets before it calls the units. starts: Shanghai time of day."""

    day: date
    starts: time
    place: str
    chair_id: int
    video_link: str = ""
    video_note: str = ""


def open_dispatch(*, period: Period, due_on: date | None = None, by: Actor, at: datetime) -> Dispatch:
    """Open the dispatch of a month; called again it gives the one there is.

    due_on: of the rule profile's duty, by default what the duty engine noted, else the last day of the month; the day of
    the dispatch is that date, moved to a working day.
    """

    def given() -> dict:
        due = due_on or due_of_period(by.township_id, CLAUSE, period.key) or period.last
        return {"due_on": due, "day": working_day_at(due, period.first, work_calendar(by.township_id))}

    return DISPATCHES.open(period, by, at, given, lambda day, **_: f"，拟于{full_date(day)}召开")[0]


def open_this_month(*, by: Actor, at: datetime) -> Dispatch:
    """By hand: the dispatch of the month of today."""
    return open_dispatch(period=period_of(Cadence.MONTHLY, at.date()), by=by, at=at)


def arrange(*, dispatch_id: int, revision: int, plan: Plan, by: Actor, at: datetime) -> Dispatch:
    """Set day, time, place, chair and the video room. Refused once the units are called: then the session is changed."""
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=revision, capability=PLAN_DISPATCH, by=by, at=at)
        move, row = turn.move("edit"), turn.row
        check_day(plan.day, row.first, row.last)
        check_not_past("调度日期", plan.day, today=turn.today, field="day")
        if not possible_chairs(by.township_id, plan.day).filter(pk=plan.chair_id).exists():
            raise Refused("主持人在调度当日没有可以主持的任职，请重新选择。", field="chair")
        row.day, row.starts, row.chair_id = plan.day, plan.starts, plan.chair_id
        row.place = check_words("主会场", plan.place, field="place", most=60)
        _set_link(row, plan.video_link, plan.video_note)
        finish(turn, move, text=f"定于{full_date(row.day)}{row.starts:%H:%M}，{row.place}")
        return row


def change_link(
    *, dispatch_id: int, revision: int, video_link: str, video_note: str, by: Actor, at: datetime
) -> Dispatch:
    """Change the video room after the units are called; they are told."""
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=revision, capability=PLAN_DISPATCH, by=by, at=at)
        move, row = turn.move("link"), turn.row
        _set_link(row, video_link, video_note)
        finish(turn, move, text="视频会议链接有变更")
        tell(
            turn,
            liaisons_of(row.reports.values_list("unit_id", flat=True), turn.today),
            kind="dispatch_link",
            text="视频会议链接有变更，请查看",
            key=str(row.revision),
        )
        return row


def call_units(
    *,
    dispatch_id: int,
    revision: int,
    unit_ids: list[int],
    minutes: int,
    requirement: str = "",
    by: Actor,
    at: datetime,
) -> Dispatch:
    """Call the units to report: the session is planned and its notice sent, each unit gets a slot in the order of the list.

    minutes: to speak, for each unit. Refused before day, time, place and chair are set, and for a day behind.
    """
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=revision, capability=PLAN_DISPATCH, by=by, at=at)
        move, row = turn.move("call"), turn.row
        if not (row.starts and row.place and row.chair_id):
            raise Refused("还没有定时间、主会场和主持人，请先修改安排。", field="units")
        units = list(member_units(by.township_id).filter(pk__in=unit_ids, is_office=False).order_by("order", "pk"))
        if not units:
            raise Refused("请勾选要报告的单位。", field="units")
        _check_minutes(minutes)
        row.session = _convened(row, [unit.pk for unit in units], requirement, by, at)
        row.reports_due_on = reports_due(row.day, turn.today, work_calendar(by.township_id))
        known = set(row.reports.values_list("unit_id", flat=True))
        held = set(Holding.objects.filter(matter=row.matter, ended_on__isnull=True).values_list("unit_id", flat=True))
        for order, unit in enumerate(units, start=1):
            if unit.pk not in held:
                hold(matter=row.matter, unit=unit, part=Holding.Part.ASSIST, at=at)
            if unit.pk not in known:
                DispatchReport.objects.create(dispatch=row, unit=unit, order=order, minutes=minutes)
        due = full_date(row.reports_due_on)
        finish(turn, move, text=f"通知{len(units)}个单位报告，{due}前报送", detail={"units": len(units)})
        tell(
            turn,
            liaisons_of([unit.pk for unit in units], turn.today),
            kind="dispatch_call",
            text=f"请于{due}前报送视频调度情况",
            key=str(row.revision),
        )
        return row


def arrange_slots(
    *, dispatch_id: int, revision: int, slots: Mapping[int, tuple[int, int]], by: Actor, at: datetime
) -> Dispatch:
    """Order and minutes of the units. slots: slot id -> (order, minutes); equal numbers keep their present order."""
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=revision, capability=PLAN_DISPATCH, by=by, at=at)
        move = turn.move("arrange")
        rows = list(turn.row.reports.order_by("order", "pk"))
        if {row.pk for row in rows} != set(slots):
            raise Refused("汇报单位有变动，请刷新页面后重填。")
        for row in rows:
            row.minutes = _check_minutes(slots[row.pk][1])
        for order, row in enumerate(sorted(rows, key=lambda row: slots[row.pk][0]), start=1):
            row.order = order
            row.save(update_fields=["order", "minutes"])
        finish(turn, move, text="调整汇报顺序和时长")
        return turn.row


def plan_tasks(*, dispatch_id: int, revision: int, text: str, by: Actor, at: datetime) -> Dispatch:
    """The next tasks as the pack shows them, one a line. What is decided becomes resolutions through the minutes."""
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=revision, capability=PLAN_DISPATCH, by=by, at=at)
        move = turn.move("plan_tasks")
        turn.row.tasks = check_words("下步工作", text, field="text", least=0, most=2000)
        finish(turn, move, text="修改下步工作")
        return turn.row


def lapse(*, dispatch_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Dispatch:
    """The dispatch of a month that is over was not held: closed with the reason. The duty of the month stays as it is, undone.

    Refused while the month runs.
    """
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=revision, capability=PLAN_DISPATCH, by=by, at=at)
        move = turn.move("lapse")
        check_over(turn.row.period_label, turn.row.last, turn.today)
        why = check_words("未召开的原因", reason, field="reason", least=4, most=200)
        finish(turn, move, text=f"{turn.row.period_label}没有召开：{why}")
        return turn.row


def _convened(row: Dispatch, unit_ids: list[int], requirement: str, by: Actor, at: datetime):
    starts_at = moment_on(row.day, row.starts)
    data = SessionData(KIND, row.title, row.chair_id, row.place, starts_at, requirement=requirement)
    session = plan_session(data=data, by=by, at=at)
    invite(session_id=session.pk, part="member", unit_ids=unit_ids, by=by, at=at)
    session.refresh_from_db(fields=["revision"])
    return convene(session_id=session.pk, revision=session.revision, by=by, at=at)


def _set_link(row: Dispatch, link: str, note: str) -> None:
    row.video_link = check_link(check_words("视频会议链接", link, field="video_link", least=0, most=300))
    row.video_note = check_words("会议号和说明", note, field="video_note", least=0, most=100)


def _check_minutes(minutes: int) -> int:
    if not 1 <= minutes <= 60:
        raise Refused("每个单位的汇报时长填 1 到 60 分钟。", field="minutes")
    return minutes
