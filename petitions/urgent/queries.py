"""Urgent information in somebody's sight: the list, one report with its log, what waits for judgement."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from petitions.permissions import VIEW_URGENT
from petitions.urgent.models import UrgentEntry, UrgentReport
from petitions.urgent.rules import CLOSED, JUDGED, OPEN_STATES, REPORTED, JudgeClock, judge_clock
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import ATTENDING, units_of
from township.profiles.queries.settings import setting

STATES = (REPORTED, JUDGED, CLOSED)
SHOWN = 6


def urgent_visible_to(actor: Actor) -> QuerySet[UrgentReport]:
    """What the actor may see: the office everything, others what they reported or were told."""
    return visible_to(actor, UrgentReport.objects.all(), VIEW_URGENT)


def urgent_list(actor: Actor, state: str = "") -> QuerySet[UrgentReport]:
    """The latest first; state: one of the three, "open", or everything."""
    rows = urgent_visible_to(actor).select_related("matter", "unit", "reported_by")
    if state == "open":
        return rows.filter(state__in=sorted(OPEN_STATES))
    return rows.filter(state=state) if state in STATES else rows


def get_urgent(actor: Actor, urgent_id: int) -> UrgentReport:
    """One report with what its page shows; OutOfScope when it is not in sight."""
    rows = urgent_visible_to(actor).select_related("matter", "township", "unit", "reported_by", "judged_by", "document")
    row = rows.filter(pk=urgent_id).first()
    if row is None:
        raise OutOfScope("没有找到这条紧急信息。")
    return row


def log_of(row: UrgentReport) -> list[UrgentEntry]:
    """The log, first line first. The caller has found the report in sight."""
    return list(row.entries.select_related("unit").order_by("pk"))


def clock_of(row: UrgentReport, now: datetime, limit: int) -> JudgeClock:
    """The minutes between report and judgement."""
    return judge_clock(localtime(row.reported_at), row.judged_at, now, limit)


def limit_of(township_id: int) -> int:
    """Minutes within which the office means to judge (本办规定)."""
    return int(setting(township_id, "urgent_judge_minutes"))


def units_to_tell(township_id: int) -> QuerySet[Unit]:
    """Member units, villages and grids that may be told."""
    return units_of(township_id, *ATTENDING, UnitKind.GRID).exclude(is_office=True)


def home(actor: Actor, today: date) -> dict:
    """The open ones, for 今日."""
    rows = urgent_visible_to(actor).filter(state__in=sorted(OPEN_STATES)).select_related("matter", "unit")
    found = list(rows.order_by("state", "reported_at")[:SHOWN])
    return {"urgent": sorted(found, key=lambda row: (row.state != REPORTED, row.reported_at))}
