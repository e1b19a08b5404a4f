"""Papers of inspections: who sees which, and what their texts are made of."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from records.matters.queries.scope import visible_to
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.queries.inspections import ratings_by_unit
from supervision.inspections.rules import findings as finding_rules
from supervision.inspections.rules.papers import UNISSUED, FindingText, InspectionText
from supervision.permissions import READ_WHOLE_INSPECTION, VIEW_INSPECTION_PAPER
from township.actors import Actor
from township.sight import row_in_sight


def papers_visible_to(actor: Actor) -> QuerySet[InspectionPaper]:
    """Those in sight; those not issued only for the office."""
    rows = visible_to(actor, InspectionPaper.objects.all(), VIEW_INSPECTION_PAPER)
    return rows if actor.may(READ_WHOLE_INSPECTION) else rows.exclude(state__in=sorted(UNISSUED))


def get_paper(actor: Actor, paper_id: int) -> InspectionPaper:
    """The paper, or OutOfScope."""
    related = ("matter", "document__drafted_by", "unit", "township", "inspection__matter", "finding__matter")
    return row_in_sight(papers_visible_to(actor).select_related(*related), pk=paper_id)


def papers_of(actor: Actor, row: Inspection) -> list[InspectionPaper]:
    """The papers of an inspection in sight, oldest first."""
    return list(
        papers_visible_to(actor).filter(inspection=row).select_related("unit", "document", "matter").order_by("pk")
    )


def about(row: Inspection) -> InspectionText:
    """What every paper says of the inspection."""
    units = list(row.inspected.order_by("pk").values_list("unit__name", flat=True))
    return InspectionText(
        row.title,
        row.get_kind_display(),
        row.started_on or row.first_on,
        row.ended_on or row.last_on,
        units,
        ratings_by_unit(row),
    )


def finding_text(row: Finding) -> FindingText:
    """A finding as a paper tells it."""
    return FindingText(
        unit=row.unit.name,
        is_practice=row.nature == finding_rules.PRACTICE,
        text=row.text,
        evidence=_evidence(row),
        statement=row.statement,
        answer=row.answer,
        disposal=row.get_disposal_display(),
        demand=row.demand,
        due_on=row.due_on,
        state=row.get_state_display(),
    )


def _evidence(row: Finding) -> list[str]:
    """Lines of evidence as a letter lists them: photos are counted, their file names say nothing."""
    rows = list(row.evidence.all())
    photos = sum(one.file_id is not None for one in rows)
    return [one.text for one in rows if one.file_id is None] + ([f"现场照片{photos}张"] if photos else [])


def finding_texts(rows: Iterable[Finding]) -> list[FindingText]:
    """Upheld findings in their order; what was handed over is left out: no paper of the township tells of it."""
    return [
        finding_text(row)
        for row in rows
        if row.state in finding_rules.UPHELD and row.disposal != finding_rules.TRANSFER
    ]


def upheld(row: Inspection, unit_id: int | None = None) -> QuerySet[Finding]:
    """Upheld findings of an inspection, of one unit where it is named."""
    rows = row.findings.filter(state__in=sorted(finding_rules.UPHELD))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    return rows.select_related("unit").prefetch_related("evidence").order_by("seq")


def papers_on(matter_ids: Collection[int]) -> QuerySet:
    """Numbers of the papers of these inspections or on these findings: who is shut out of one is shut out of them."""
    wanted = Q(inspection_id__in=list(matter_ids)) | Q(finding_id__in=list(matter_ids))
    return InspectionPaper.objects.filter(wanted).values_list("pk", flat=True)
