"""What a day brings for meetings: reminders of notices, receipts and resolutions, and overdue resolutions put forward for
supervision (C5). Each point is sent once, on working days; run twice = once, run late = caught up with the latest."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from meetings.permissions import VERIFY_RESOLUTION
from meetings.sessions.actions.seats import expected_people
from meetings.sessions.models.minutes import Receipt
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Attendance
from meetings.sessions.rules.minutes import ISSUED
from meetings.sessions.rules.resolutions import WITH_UNIT
from meetings.sessions.rules.sessions import CONVENED
from meetings.sessions.rules.watch import NOTICE_AHEAD, RECEIPT_PLAN, RESOLUTION_PLAN, overdue_key
from records.acts.actions.turns import Turn, tell
from records.duties.actions.candidates import propose_supervision
from records.duties.rules.duties import due_now, reminders
from records.matters.actions.events import add_event
from township.actors import Actor, system_actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.dates import full_date
from township.directory.models.townships import Township
from township.directory.queries.recipients import liaisons_of, people_with

WATCH = "定时任务·会议落实"
log = logging.getLogger(__name__)


def watch_meetings(at: datetime) -> None:
    """All of it for every township; one that fails keeps none of the others. at: now, Asia/Shanghai. Daily work."""
    steps: tuple[Callable[[int, Actor, WorkCalendar, datetime], None], ...] = (
        remind_notices,
        remind_receipts_due,
        remind_resolutions,
        raise_overdue,
    )
    for township_id in Township.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        by, calendar = system_actor(township_id, WATCH, at.date()), work_calendar(township_id)
        if not calendar.is_working_day(at.date()):
            continue
        for step in steps:
            try:
                with transaction.atomic():
                    step(township_id, by, calendar, at)
            except Exception:  # noqa: BLE001 - logged; the next round tries again
                log.exception("%s of township %s failed", step.__name__, township_id)


def remind_notices(township_id: int, by: Actor, calendar: WorkCalendar, at: datetime) -> None:
    """On the last working day before a session: who has not receipted its notice is asked once more."""
    until = calendar.add_working(at.date(), NOTICE_AHEAD)
    rows = Attendance.objects.filter(
        session__township_id=township_id,
        session__state=CONVENED,
        session__starts_at__gt=at,
        receipt_at__isnull=True,
        session__starts_at__lt=_midnight_after(until, at),
    )
    for seat in rows.select_related("session__matter").order_by("pk"):
        turn = Turn(seat.session, by, at)
        tell(
            turn,
            expected_people(turn, [seat.pk]),
            kind="unanswered",
            text="会议临近，请签收会议通知",
            key=f"{seat.session.starts_at:%Y%m%d%H%M}",
        )


def remind_receipts_due(township_id: int, by: Actor, calendar: WorkCalendar, at: datetime) -> None:
    """Issued minutes that a unit has not receipted: on the day the two working days end, and after it."""
    rows = Receipt.objects.filter(
        minutes__township_id=township_id, minutes__state=ISSUED, part=Receipt.Part.ISSUE, received_at__isnull=True
    )
    for receipt in rows.select_related("minutes__session__matter", "minutes__matter"):
        minutes = receipt.minutes
        due_on = calendar.add_working(minutes.issued_on, RECEIPT_PLAN.days)
        for point in due_now(reminders(RECEIPT_PLAN.plan, minutes.issued_on, due_on, calendar), at.date()):
            people = liaisons_of([receipt.unit_id], at.date())
            tell(
                Turn(minutes, by, at),
                people,
                kind="receipt_due",
                text=f"会议纪要{minutes.number}还没有签收",
                key=f"{receipt.pk}:{point.key}",
            )


def remind_resolutions(township_id: int, by: Actor, calendar: WorkCalendar, at: datetime) -> None:
    """Resolutions still with their units: before, on and after the due day."""
    for row in _with_units(township_id):
        for point in due_now(reminders(RESOLUTION_PLAN, row.decided_on, row.due_on, calendar), at.date()):
            words = (
                "已过完成时限，请尽快报告落实"
                if row.due_on < at.date()
                else f"完成时限{full_date(row.due_on)}，请按期落实"
            )
            tell(
                Turn(row, by, at),
                liaisons_of([row.unit_id], at.date()),
                kind="due",
                text=words,
                key=f"{row.due_on:%Y%m%d}:{point.key}",
            )


def raise_overdue(township_id: int, by: Actor, calendar: WorkCalendar, at: datetime) -> None:
    """A resolution past its limit is put forward for supervision, once for each limit; the office is told."""
    for row in _with_units(township_id).filter(due_on__lt=at.date()):
        raised = propose_supervision(
            matter=row.matter,
            ground="overdue_resolution",
            text=f"{row.number}，完成时限{full_date(row.due_on)}，未报告落实",
            key=overdue_key(row.pk, row.due_on),
            unit=row.unit,
            by=by,
            at=at,
        )
        if raised:
            add_event(matter=row.matter, by=by, at=at, move="overdue", text="超过完成时限，列为督办建议", unit=row.unit)
            tell(
                Turn(row, by, at),
                people_with(VERIFY_RESOLUTION, township_id, at.date()),
                kind="overdue",
                text="超过完成时限，已列为督办建议",
                key=f"{row.due_on:%Y%m%d}",
            )


def _with_units(township_id: int):
    rows = Resolution.objects.filter(township_id=township_id, state__in=WITH_UNIT)
    return rows.select_related("matter", "unit").order_by("pk")


def _midnight_after(day: date, at: datetime) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=at.tzinfo)
