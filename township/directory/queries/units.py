"""The unit tree as pages show it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from township.actors import Actor
from township.directory.models.people import Post, Role
from township.directory.models.units import OutsideKind, Unit, UnitKind
from township.directory.queries.actors import posts_in_effect

ATTENDING = (UnitKind.MEMBER, UnitKind.VILLAGE)
SHOWN_ROLES = (Role.LIAISON, Role.GRID_MEMBER)


@dataclass(frozen=True)
class TreeRow:
    """A unit with its depth (0 = top) and the names of its liaison or grid member."""

    unit: Unit
    depth: int
    holders: str


def label_of(unit: str) -> Coalesce:
    """`Unit.label` as an expression; unit: the way to it."""
    return Coalesce(NullIf(F(f"{unit}__short_name"), Value("")), F(f"{unit}__name"))


def active_units(township_id: int) -> QuerySet[Unit]:
    return Unit.objects.filter(township_id=township_id, is_active=True).order_by("path")


def units_of(township_id: int, *kinds: UnitKind) -> QuerySet[Unit]:
    """Units in use of these kinds, in the office's order."""
    return Unit.objects.filter(township_id=township_id, kind__in=kinds, is_active=True).order_by("order", "pk")


def member_units(township_id: int) -> QuerySet[Unit]:
    """Member units, villages and communities: who attends, reports and is given tasks."""
    return units_of(township_id, *ATTENDING)


def invitable_units(township_id: int) -> QuerySet[Unit]:
    """The same and organs outside the township: who may be asked to a session and written to."""
    return units_of(township_id, *ATTENDING, UnitKind.OUTSIDE)


def district_offices(township_id: int) -> list[Unit]:
    """The district's petition office, to which minutes are copied (抄送)."""
    return list(Unit.objects.filter(township_id=township_id, outside_kind=OutsideKind.DISTRICT_OFFICE, is_active=True))


def inside_units(township_id: int) -> QuerySet[Unit]:
    """Units of the township itself, outside organs left out."""
    return active_units(township_id).exclude(kind=UnitKind.OUTSIDE)


def parents_for(township_id: int) -> QuerySet[Unit]:
    """Units that may have others under them."""
    return active_units(township_id).filter(kind__in=(UnitKind.TOWNSHIP, UnitKind.MEMBER, UnitKind.VILLAGE))


def own_units(actor: Actor) -> QuerySet[Unit]:
    return active_units(actor.township_id).filter(pk__in=actor.unit_ids)


def unit_tree(township_id: int, *, on: date) -> list[TreeRow]:
    """Every unit, parents before children, siblings by order and id; outside organs last. Two queries."""
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(township_id=township_id).order_by("order", "id"):
        children[unit.parent_id].append(unit)
    holders = _holders(township_id, on)
    rows: list[TreeRow] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for unit in sorted(children[parent_id], key=lambda unit: unit.kind == UnitKind.OUTSIDE):
            rows.append(TreeRow(unit, depth, "、".join(holders[unit.pk])))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return rows


def _holders(township_id: int, on: date) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    posts: QuerySet[Post] = posts_in_effect(on, township_id=township_id, role__in=SHOWN_ROLES)
    for unit_id, name in posts.values_list("unit_id", "person__name"):
        names[unit_id].append(name)
    return names


def sendable_units(township_id: int) -> QuerySet[Unit]:
    """Units a paper may be sent to: members, villages, organs outside; the office itself left out."""
    rows = invitable_units(township_id).exclude(is_office=True)
    is_outside = Case(When(kind=UnitKind.OUTSIDE, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(is_outside=is_outside).order_by("is_outside", "kind", "order", "pk")


def inside_sendable(township_id: int) -> list[Unit]:
    """Those of them inside the township: whom a circular goes to."""
    return [unit for unit in sendable_units(township_id) if unit.kind != UnitKind.OUTSIDE]
