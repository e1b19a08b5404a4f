"""Who is told: the people behind a role or a unit on a day. Whether they may see the matter is asked by the notice itself."""

from collections.abc import Iterable
from datetime import date

from township.directory.models.people import Role
from township.directory.queries.actors import posts_in_effect
from township.permissions import Capability


def people_with(capability: Capability, township_id: int, on: date) -> list[int]:
    """Person ids of everybody who has the right on that day, whatever its reach."""
    rows = posts_in_effect(on, township_id=township_id, role__in=list(capability.reach))
    return sorted(set(rows.values_list("person_id", flat=True)))


def people_in(roles: Iterable[str], township_id: int, on: date) -> list[int]:
    """Person ids of the holders of these roles."""
    rows = posts_in_effect(on, township_id=township_id, role__in=list(roles))
    return sorted(set(rows.values_list("person_id", flat=True)))


def liaisons_of(unit_ids: Iterable[int], on: date) -> list[int]:
    """Person ids of the liaisons of these units."""
    rows = posts_in_effect(on, unit_id__in=list(unit_ids), role=Role.LIAISON)
    return sorted(set(rows.values_list("person_id", flat=True)))
