"""Findings: who sees which, the rectification list (整改清单), the facts of the doors."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from records.duties.rules.candidates import LIVE
from records.matters.queries.scope import visible_to
from supervision.inspections.models.checklists import EntryPhoto
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Member
from supervision.inspections.queries.inspections import ON_TEAM, leader_of
from supervision.inspections.rules import finding_work
from supervision.inspections.rules import findings as rules
from supervision.permissions import READ_WHOLE_INSPECTION, VIEW_FINDING
from township.actors import Actor
from township.sight import row_in_sight


@dataclass(frozen=True)
class FindingFilter:
    """What narrows the list. state: a state, "open" (not closed) or "overdue"; inspection: its number; dates: limits."""

    text: str = ""
    state: str = ""
    nature: str = ""
    unit: int | None = None
    first: date | None = None
    last: date | None = None


def findings_visible_to(actor: Actor) -> QuerySet[Finding]:
    """Those in sight; what was not put to the unit only for the office and the team."""
    rows = visible_to(actor, Finding.objects.all(), VIEW_FINDING)
    if actor.may(READ_WHOLE_INSPECTION) or actor.is_system:
        return rows
    teams = Member.objects.filter(ON_TEAM, person_id=actor.person_id or 0).values("inspection_id")
    hidden = Q(state__in=sorted(rules.UNPUT)) | Q(state=rules.WITHDRAWN, statement_due_on__isnull=True)
    return rows.filter(Q(inspection_id__in=teams) | ~hidden)


def photos_of(row: Finding) -> dict[int, int]:
    """file → photo of its entry, of the photos the finding rests on."""
    files = row.evidence.filter(file__isnull=False).values("file_id")
    return dict(EntryPhoto.objects.filter(file_id__in=files).values_list("file_id", "pk"))


def get_finding(actor: Actor, finding_id: int) -> Finding:
    """The finding, or OutOfScope."""
    related = (
        "matter",
        "unit",
        "township",
        "inspection__matter",
        "entry__item",
        "raised_by",
        "stated_by",
        "upheld_by",
        "reported_by",
        "verified_by",
        "looked_by",
    )
    return row_in_sight(findings_visible_to(actor).select_related(*related), pk=finding_id)


def register(actor: Actor, wanted: FindingFilter, today: date) -> QuerySet[Finding]:
    """The findings of this view, the earliest limit first, then those without one."""
    rows = findings_visible_to(actor)
    if wanted.text:
        rows = rows.filter(Q(matter__number__contains=wanted.text) | Q(inspection__title__contains=wanted.text))
    if wanted.nature:
        rows = rows.filter(nature=wanted.nature)
    if wanted.unit:
        rows = rows.filter(unit_id=wanted.unit)
    if wanted.first:
        rows = rows.filter(due_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(due_on__lte=wanted.last)
    if wanted.state == "open":
        rows = rows.exclude(state__in=sorted(rules.CLOSED))
    elif wanted.state == "overdue":
        rows = rows.filter(state=rules.RECTIFYING, due_on__lt=today)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.select_related("matter", "unit", "inspection").order_by(F("due_on").asc(nulls_last=True), "-pk")


def failure_key(row: Finding) -> str:
    """The failure that a candidate would rest on now: late on this limit, given back, opened again; raised once each."""
    return f"{row.due_on}:{row.returns}:{row.reopened}"


def is_in_supervision(row: Finding) -> bool:
    """Whether a finding of the system or of the office about it waits for its decision already: one failure, one candidate."""
    return row.matter.candidates.filter(state__in=sorted(LIVE)).exists()


def finding_facts(actor: Actor, row: Finding, may: frozenset[str]) -> rules.FindingFacts:
    """What the doors of a finding look at. may: codes of the rights on it."""
    teams = Member.objects.filter(ON_TEAM, inspection_id=row.inspection_id, declared_on__isnull=False)
    mine = teams.filter(person_id=actor.person_id or 0).first()
    has_failed = _has_failed_now(row, actor.on)
    return rules.FindingFacts(
        state=row.state,
        may=may,
        nature=row.nature,
        is_unit=row.unit_id in actor.unit_ids,
        is_leader=mine is not None and mine.is_leader,
        is_member=mine is not None,
        is_over=row.statement_due_on is not None and actor.on > row.statement_due_on,
        has_plan=row.planned_on is not None,
        is_reporter=row.reported_by_id == actor.person_id,
        has_failed=has_failed,
        was_supervised=has_failed and (row.supervised == failure_key(row) or is_in_supervision(row)),
        was_extended=row.extended_on is not None,
    )


def _has_failed_now(row: Finding, today: date) -> bool:
    return rules.has_failed(state=row.state, due_on=row.due_on, returns=row.returns, reopened=row.reopened, today=today)


def work_of(row: Finding) -> finding_work.FindingWork:
    """The facts of who owes the next step."""
    columns = (
        "state",
        "nature",
        "raised_on",
        "statement_due_on",
        "stated_on",
        "upheld_on",
        "disposed_on",
        "due_on",
        "reported_on",
        "look_back_on",
    )
    waits = row.state in (rules.ASKED, rules.TOLD)
    return finding_work.FindingWork(
        unit=row.unit_id,
        raised_by=row.raised_by_id,
        leader=leader_of(row.inspection_id) if waits else None,
        has_plan=row.planned_on is not None,
        reported_by=row.reported_by_id,
        **{name: getattr(row, name) for name in columns},
    )


def findings_on(matter_ids: Collection[int]) -> QuerySet:
    """Numbers of the findings of these inspections: who is shut out of the whole is shut out of its parts."""
    return Finding.objects.filter(inspection_id__in=list(matter_ids)).values_list("pk", flat=True)
