"""Analysis reports in somebody's sight."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from petitions.analysis.models import Analysis
from petitions.analysis.rules.analyses import DRAFT, ISSUED
from petitions.permissions import READ_ANALYSIS, VIEW_FIGURES
from records.duties.models.duties import Duty
from records.duties.openers import Acts, DutyAct
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.frame.slips import Rows, slip
from township.sight import row_in_sight


def analyses_visible_to(actor: Actor) -> QuerySet[Analysis]:
    """The reports the actor may read: outside the office only issued ones."""
    rows = visible_to(actor, Analysis.objects.all(), READ_ANALYSIS)
    return rows if actor.may(VIEW_FIGURES) else rows.filter(state=ISSUED)


def analyses_open_to(actor: Actor) -> QuerySet[Analysis] | None:
    """Of the reports in reach those that open to the actor; None = all of them."""
    return None if actor.may(VIEW_FIGURES) else Analysis.objects.filter(state=ISSUED)


@dataclass(frozen=True)
class AnalysisFilter:
    """What narrows the register of reports."""

    state: str = ""


def register(actor: Actor, wanted: AnalysisFilter, today: date) -> QuerySet[Analysis]:
    """The reports of this view, the latest period first."""
    rows = analyses_visible_to(actor).select_related("matter", "document", "approved_by")
    rows = rows.defer("document__body", "document__facts").order_by("-last", "-pk")
    return rows.filter(state=wanted.state) if wanted.state else rows


def _drafts(duties: list[Duty]) -> list[QuerySet]:
    rows = Analysis.objects.filter(township_id=duties[0].township_id, state=DRAFT)
    rows = rows.filter(period__in=[duty.period for duty in duties])
    return [slip("analysis_of_duty", rows, pk=F("pk"), period=F("period"))]


def _drafts_read(duties: list[Duty], rows: Rows) -> dict[int, DutyAct]:
    drafts = {row["period"]: row["pk"] for row in rows.get("analysis_of_duty", ())}
    found = ((duty.pk, drafts.get(duty.period)) for duty in duties)
    return {number: DutyAct("analysis", pk, "edit") for number, pk in found if pk}


REPORT_ACTS = Acts(
    _drafts, _drafts_read
)  # while its report is a draft, the duty of a period is done on the page of its text


def get_analysis(actor: Actor, analysis_id: int) -> Analysis:
    """One report with its document; OutOfScope when it is not in sight."""
    rows = analyses_visible_to(actor).select_related("matter", "township", "document", "approved_by")
    return row_in_sight(rows, "没有找到这份形势分析。", pk=analysis_id)
