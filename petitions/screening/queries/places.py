"""Which units a person may report a dispute for, and which units it may be assigned to."""

from django.db.models import Q, QuerySet

from petitions.permissions import REPORT_DISPUTE, TAKE_UP_DISPUTE
from township.actors import Actor
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import ATTENDING, member_units, units_of
from township.permissions import Reach

REPORTING = (*ATTENDING, UnitKind.GRID)


def places_to_report(actor: Actor) -> QuerySet[Unit]:
    """Where the actor may report: grid members their grid, liaisons their unit and its grids, the clerk anywhere."""
    rows = units_of(actor.township_id, *REPORTING)
    if actor.reach(REPORT_DISPUTE) != Reach.TOWNSHIP:
        liaison_units = actor.unit_ids - actor.reporting_unit_ids
        rows = rows.filter(Q(pk__in=actor.unit_ids) | Q(parent_id__in=liaison_units, kind=UnitKind.GRID))
    return rows.order_by("kind", "order", "pk")


def units_to_assign(actor: Actor) -> QuerySet[Unit]:
    """Whom the actor may give a dispute to: the office any member unit or village, a village its own grids."""
    if actor.reach(TAKE_UP_DISPUTE) == Reach.TOWNSHIP:
        return member_units(actor.township_id)
    own = actor.unit_ids - actor.reporting_unit_ids
    rows = units_of(actor.township_id, UnitKind.GRID, UnitKind.VILLAGE)
    return rows.filter(Q(kind=UnitKind.GRID, parent_id__in=own) | Q(kind=UnitKind.VILLAGE, pk__in=own))
