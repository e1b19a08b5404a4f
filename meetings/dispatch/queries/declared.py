"""The declared figure of the monthly dispatch: 调度报告按期报送率."""

from datetime import date

from django.db.models import F, Q, QuerySet

from meetings.dispatch.models.dispatches import DispatchReport
from meetings.dispatch.queries.dispatches import dispatches_visible_to
from records.figures.declared import Declaration, seen_in, yes_if

# The first time decides: a report that the office gave back is not made late by it.
IN_TIME = Q(submitted_at__isnull=False, submitted_at__date__lte=F("dispatch__reports_due_on"))


def rows(township_id: int, as_of: date) -> QuerySet[DispatchReport]:
    """A row for each unit that was asked for a report, once it is there or its day has passed."""
    asked = DispatchReport.objects.filter(
        dispatch__township_id=township_id, dispatch__session__isnull=False, dispatch__reports_due_on__isnull=False
    )
    found = asked.filter(Q(submitted_at__isnull=False) | Q(dispatch__reports_due_on__lt=as_of))
    return found.annotate(unit_of=F("unit_id"), is_counted=yes_if(IN_TIME), basis_on=F("dispatch__reports_due_on"))


REPORTED = Declaration(
    key="meetings.dispatch_reports",
    label="调度报告按期报送率",
    numerator="截止日期以前（含当日）报送的单位",
    denominator="通知报告、已报送或者截止日期已过的单位",
    basis="按报告截止日期归期",
    population="通知召开的视频调度",
    source="联席会议制度：每月视频调度",
    rows=rows,
    sight=seen_in(dispatches_visible_to, "dispatch_id"),
    matter="dispatch_id",
)
