"""Candidates for supervision that somebody may see: those on matters in their sight, and those on no matter at all."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from records.duties.models.candidates import Candidate
from records.duties.rules.candidates import LIVE
from records.matters.queries.scope import in_sight
from records.permissions import VIEW_CANDIDATE
from township.actors import Actor


@dataclass(frozen=True)
class CandidateFilter:
    """state: one, "live" for those still to be dealt with, "all"; ground, unit: the same as of the candidate."""

    state: str = "live"
    ground: str = ""
    unit: int | None = None


def register(actor: Actor, wanted: CandidateFilter, today: date) -> QuerySet[Candidate]:
    """The rows of the ledger."""
    rows = candidates_visible_to(actor, state="" if wanted.state == "all" else wanted.state)
    rows = rows.filter(ground=wanted.ground) if wanted.ground else rows
    return rows.filter(unit_id=wanted.unit) if wanted.unit else rows


def candidates_visible_to(actor: Actor, *, state: str = "") -> QuerySet[Candidate]:
    """Newest first. state: one state, "live" for those still to be dealt with, "" for all."""
    if not actor.may(VIEW_CANDIDATE):
        return Candidate.objects.none()
    rows = Candidate.objects.filter(township_id=actor.township_id)
    rows = rows.filter(Q(matter__isnull=True) | in_sight(actor, "matter_id"))
    if state == "live":
        rows = rows.filter(state__in=LIVE)
    elif state:
        rows = rows.filter(state=state)
    return rows.select_related("matter", "unit", "leader", "decided_by").order_by("-raised_at", "-pk")
