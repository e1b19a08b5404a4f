"""Who hears of a duty: the unit's liaisons (or grid members), the leader himself, the clerks and the director for the
office; the director and the convenors when it is overdue."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from records.duties.models.duties import Duty
from township.directory.models.people import Role
from township.directory.queries.actors import posts_in_effect

REPORTING = (Role.LIAISON, Role.GRID_MEMBER)
HEADS = (Role.DIRECTOR, Role.CONVENOR, Role.CHIEF_CONVENOR)
OFFICE = (Role.CLERK, Role.DIRECTOR)


@dataclass(frozen=True)
class Desk:
    """Person ids by unit, of the office, and of those above; each once, in the order of the posts."""

    units: dict[int, list[int]]
    office: list[int]
    heads: list[int]

    def of(self, duty: Duty) -> list[int]:
        """Whom to remind of this duty; a unit without anybody falls to the office."""
        if duty.person_id:
            return [duty.person_id]
        return (self.units.get(duty.unit_id) if duty.unit_id else None) or self.office


def desk(township_id: int, on: date) -> Desk:
    """The people of one township on a day (one query)."""
    liaisons, grid = defaultdict(list), defaultdict(list)
    office, heads = [], []
    rows = posts_in_effect(on, township_id=township_id, person__is_active=True).order_by("order", "pk")
    for person, unit, role in rows.values_list("person_id", "unit_id", "role"):
        if role in REPORTING:
            (liaisons if role == Role.LIAISON else grid)[unit].append(person)
        if role in OFFICE:
            office.append(person)
        if role in HEADS:
            heads.append(person)
    units = {**grid, **liaisons}
    return Desk(units, list(dict.fromkeys(office)), list(dict.fromkeys(heads)))
