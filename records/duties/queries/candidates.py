"""Candidates for supervision that somebody may see: those on matters in his sight, and those on no matter at all."""

from datetime import date

from django.db.models import Q, QuerySet

from records.duties.models.candidates import Candidate
from records.duties.rules.candidates import LIVE
from records.matters.queries.scope import in_sight
from records.permissions import VIEW_CANDIDATE
from township.actors import Actor
from township.directory.models.people import Role
from township.directory.models.units import Unit
from township.directory.queries.actors import posts_in_effect


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
    return rows.select_related("matter", "unit", "decided_by").order_by("-pk")


def liaisons_of_unit(unit: Unit, on: date) -> list[int]:
    """Person ids of the unit's liaisons on a day."""
    rows = posts_in_effect(on, township_id=unit.township_id).filter(unit=unit, role=Role.LIAISON)
    return list(rows.order_by("pk").values_list("person_id", flat=True))
