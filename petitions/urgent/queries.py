"""Urgent information in somebody's sight: the list, one report with its log, what is owed on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localtime

from petitions.permissions import VIEW_URGENT
from petitions.urgent.models import UrgentEntry, UrgentReport
from petitions.urgent.rules import (
    JUDGED,
    OPEN_STATES,
    REPORTED,
    JudgeClock,
    UrgentWork,
    judge_clock,
    urgent_owed,
)
from records.matters.models.access import Holding
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import ATTENDING, units_of
from township.profiles.queries.settings import setting
from township.sight import row_in_sight


def urgent_visible_to(actor: Actor) -> QuerySet[UrgentReport]:
    """What the actor may see: the office everything, others what they reported or were told."""
    return visible_to(actor, UrgentReport.objects.all(), VIEW_URGENT)


@dataclass(frozen=True)
class UrgentFilter:
    """What narrows the list. state: one of the three, or "open"."""

    state: str = ""
    level: str = ""


def urgent_list(actor: Actor, wanted: UrgentFilter, today: date) -> QuerySet[UrgentReport]:
    """The reports of this view, the latest first."""
    rows = urgent_visible_to(actor).select_related("matter", "unit", "reported_by")
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.state == "open":
        return rows.filter(state__in=sorted(OPEN_STATES))
    return rows.filter(state=wanted.state) if wanted.state else rows


def get_urgent(actor: Actor, urgent_id: int) -> UrgentReport:
    """One report with what its page shows; OutOfScope when it is not in sight."""
    rows = urgent_visible_to(actor).select_related("matter", "township", "unit", "reported_by", "judged_by", "document")
    return row_in_sight(rows, "没有找到这条紧急信息。", pk=urgent_id)


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


def is_verified(row: UrgentReport) -> bool:
    """Whether somebody has written down what the check found (one query)."""
    return row.entries.filter(kind="verify").exists()


def urgent_owed_now(row: UrgentReport) -> Iterator[Owed]:
    """What is owed on a report besides its bulletin (at most two queries)."""
    is_open = row.state == JUDGED
    held = Holding.objects.filter(matter_id=row.pk, ended_on__isnull=True).exclude(unit_id=row.unit_id)
    work = UrgentWork(
        state=row.state,
        level=row.level,
        judge_by=localtime(row.reported_at) + timedelta(minutes=limit_of(row.township_id))
        if row.state == REPORTED
        else None,
        units=tuple(held.order_by("unit_id").values_list("unit_id", flat=True)) if is_open else (),
        is_verified=is_open and is_verified(row),
        text=row.document.state if row.document_id else "",
    )
    return urgent_owed(work)
