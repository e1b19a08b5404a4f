"""The people behind a right, a role or a unit on a day. Whether they may see the matter is asked by whoever tells them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db.models import QuerySet

from township.directory.models.people import Person, Role
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import posts_in_effect
from township.directory.rules.posts import LEADERSHIP
from township.permissions import Capability, Reach

_missed: ContextVar[set[int] | None] = ContextVar("missed", default=None)


@contextmanager
def unreached() -> Iterator[set[int]]:
    """Around an act: the units whose liaisons were asked for and that have none, by number. Nobody was told there, and who acted
    has to know it at once."""
    found: set[int] = set()
    token = _missed.set(found)
    try:
        yield found
    finally:
        _missed.reset(token)


def people_with(capability: Capability, township_id: int, on: date) -> list[int]:
    """Person ids of everybody who has the right on that day, whatever its reach."""
    return people_in(capability.reach, township_id, on)


def people_with_whole(capability: Capability, township_id: int, on: date) -> list[int]:
    """Person ids of those whose right reaches the whole township: the office and those above it."""
    roles = [role for role, reach in capability.reach.items() if reach == Reach.TOWNSHIP]
    return people_in(roles, township_id, on)


def people_in(roles: Iterable[str], township_id: int, on: date) -> list[int]:
    """Person ids of the holders of these roles."""
    return _ids(on, township_id=township_id, role__in=list(roles))


def liaisons_of(unit_ids: Iterable[int], on: date) -> list[int]:
    """Person ids of the liaisons of these units."""
    wanted = {pk for pk in unit_ids if pk}
    rows = list(posts_in_effect(on, unit_id__in=wanted, role=Role.LIAISON).values_list("unit_id", "person_id"))
    missed = _missed.get()
    if missed is not None:
        missed |= wanted - {unit for unit, _ in rows}
    return sorted({person for _, person in rows})


def without_liaison(unit_ids: Iterable[int], on: date) -> list[str]:
    """Labels of those of these units that nobody can be told for: they have no liaison on that day."""
    wanted = list(unit_ids)
    if not wanted:
        return []
    reached = posts_in_effect(on, unit_id__in=wanted, role=Role.LIAISON).values("unit_id")
    return [unit.label for unit in Unit.objects.filter(pk__in=wanted).exclude(pk__in=reached).order_by("order", "pk")]


def untold(unit_ids: Iterable[int], on: date) -> tuple[list[str], list[str]]:
    """Of the units that have no liaison: (labels of units of the township, labels of organs outside, who get it on paper). The
    office itself and grids have people of their own."""
    missing = without_liaison(unit_ids, on)
    units = Unit.objects.filter(pk__in=list(unit_ids), is_office=False).exclude(kind=UnitKind.GRID)
    kinds = {unit.label: unit.kind == UnitKind.OUTSIDE for unit in units}
    inside = [label for label in missing if kinds.get(label) is False]
    return inside, [label for label in missing if kinds.get(label)]


def grid_members_of(unit_ids: Iterable[int], on: date) -> list[int]:
    """Person ids of the grid members of these grids."""
    return _ids(on, unit_id__in=list(unit_ids), role=Role.GRID_MEMBER)


def in_charge_of(unit_ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """Unit id → person ids of the leadership in whose portfolio it stands on that day (one query)."""
    wanted = set(unit_ids)
    people: dict[int, set[int]] = defaultdict(set)
    posts = posts_in_effect(on, role__in=LEADERSHIP, portfolio_units__in=wanted)
    for unit_id, person_id in posts.values_list("portfolio_units", "person_id"):
        people[unit_id].add(person_id)
    return {unit_id: sorted(people[unit_id]) for unit_id in people.keys() & wanted}


def liaison_names(unit_ids: Iterable[int], on: date) -> dict[int, str]:
    """Unit id → name of its liaison on that day, the first in order where there are several."""
    posts = posts_in_effect(on, unit_id__in=list(unit_ids), role=Role.LIAISON)
    return dict(posts.order_by("-order", "-pk").values_list("unit_id", "person__name"))


def holders_of(roles: Iterable[str], township_id: int, on: date) -> QuerySet[Person]:
    """People at work who hold one of these roles on that day."""
    posts = posts_in_effect(on, township_id=township_id, role__in=list(roles))
    return Person.objects.filter(pk__in=posts.values("person_id"), is_active=True).order_by("pk")


def leaders(township_id: int, on: date) -> QuerySet[Person]:
    """Convenors and members of the leadership."""
    return holders_of(LEADERSHIP, township_id, on)


def _ids(on: date, **filters) -> list[int]:
    return sorted(set(posts_in_effect(on, **filters).values_list("person_id", flat=True)))
