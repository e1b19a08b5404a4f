"""Analysis reports in somebody's sight."""

from django.db.models import QuerySet

from petitions.analysis.models import Analysis
from petitions.analysis.rules.analyses import ISSUED
from petitions.permissions import READ_ANALYSIS, VIEW_FIGURES
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope


def analyses_visible_to(actor: Actor) -> QuerySet[Analysis]:
    """The reports the actor may read: outside the office only issued ones."""
    rows = visible_to(actor, Analysis.objects.all(), READ_ANALYSIS)
    return rows if actor.may(VIEW_FIGURES) else rows.filter(state=ISSUED)


def get_analysis(actor: Actor, analysis_id: int) -> Analysis:
    """One report with its document; OutOfScope when it is not in sight."""
    rows = analyses_visible_to(actor).select_related("matter", "township", "document", "approved_by")
    row = rows.filter(pk=analysis_id).first()
    if row is None:
        raise OutOfScope("没有找到这份形势分析。")
    return row
