"""Duties in somebody's sight: the office and the auditor see all, units and leaders their own."""

from datetime import date

from django.db.models import Q, QuerySet

from records.duties.models.duties import Duty
from records.duties.rules.duties import OPEN
from records.permissions import NOTE_DUTY, VIEW_DUTY
from township.actors import Actor
from township.permissions import Reach


def duties_visible_to(actor: Actor) -> QuerySet[Duty]:
    """The duties the actor may see, earliest due first."""
    reach = actor.reach(VIEW_DUTY)
    if reach is None or actor.township_id is None:
        return Duty.objects.none()
    rows = Duty.objects.filter(township_id=actor.township_id)
    return rows if reach == Reach.TOWNSHIP else rows.filter(_own(actor))


def duties_owed(actor: Actor, *, until: date | None = None) -> QuerySet[Duty]:
    """Open duties of the actor's own units, of themselves, and (for who works in the office) of the office.

    until: due by that day at the latest.
    """
    mine = _own(actor)
    if actor.reach(NOTE_DUTY) == Reach.TOWNSHIP:
        mine |= Q(unit__isnull=True, person__isnull=True)
    rows = Duty.objects.filter(mine, township_id=actor.township_id, state=OPEN)
    if until:
        rows = rows.filter(due_on__lte=until)
    return rows.select_related("unit", "person").order_by("due_on", "pk")


def _own(actor: Actor) -> Q:
    return Q(unit_id__in=actor.unit_ids) | Q(person_id=actor.person_id or 0)
