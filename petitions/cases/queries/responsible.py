"""Who is first responsible for what the units of a township have in hand (分级处理, A4)."""

from datetime import date

from petitions.cases.models.cases import Case
from petitions.cases.rules.responsible import (
    GRID,
    SECRETARY,
    TOWNSHIP,
    VILLAGE,
    FirstResponsible,
    level_of,
    responsible_post,
)
from township.copies import copy_of
from township.directory.models.people import Role
from township.directory.models.units import Unit
from township.directory.queries.actors import posts_in_effect
from township.directory.rules.posts import LEADERSHIP

KEPT_SECONDS = 60
_LEVELS = {
    GRID: {"role": Role.GRID_MEMBER},
    VILLAGE: {"person__title__contains": SECRETARY},
}


def names_by_unit(level: str, on: date, township_id: int) -> dict[int, str]:
    """Unit id → who bears it at this level on that day. Officials' names, kept for a minute: every page of a case asks."""
    key = f"petitions.responsible.{township_id}.{level}.{on:%Y%m%d}"
    return copy_of(key, KEPT_SECONDS, lambda: _read(level, on, township_id))


def _read(level: str, on: date, township_id: int) -> dict[int, str]:
    if level == TOWNSHIP:
        posts = posts_in_effect(on, role__in=LEADERSHIP, unit__township_id=township_id, portfolio_units__isnull=False)
        unit = "portfolio_units"
    else:
        posts, unit = posts_in_effect(on, unit__township_id=township_id, **_LEVELS[level]), "unit_id"
    found: dict[int, str] = {}
    for unit_id, name in posts.order_by("order", "pk").values_list(unit, "person__name"):
        found.setdefault(unit_id, name)
    return found


def first_responsible(level: str, unit_id: int, holder: str, on: date, township_id: int) -> FirstResponsible:
    """Who is first responsible for what this unit handles at this level."""
    return FirstResponsible(responsible_post(level, holder), names_by_unit(level, on, township_id).get(unit_id, ""))


def case_responsible(case: Case, on: date) -> FirstResponsible | None:
    """By the unit that has the case in hand, before that by the place it is about, else of the township; None for an accusation."""
    if case.is_accusation:
        return None
    unit = case.unit or case.place_unit
    known = (unit.pk, unit.kind, unit.label) if unit else (None, "", "")
    return holder_responsible(*known, on, case.township_id)


def holder_responsible(unit_id: int | None, kind: str, label: str, on: date, township_id: int) -> FirstResponsible:
    """By the unit in whose hands a matter is, or in which it arose; None: of the township."""
    if unit_id is None:
        return township_responsible(on, township_id)
    return first_responsible(level_of(kind), unit_id, label, on, township_id)


def township_responsible(on: date, township_id: int, *, about: int = 0) -> FirstResponsible:
    """For what the office itself has in hand: the leader in charge of the office, else of the unit it is about, as `about`."""
    names = names_by_unit(TOWNSHIP, on, township_id)
    office = _office(township_id)
    return FirstResponsible(responsible_post(TOWNSHIP, ""), names.get(office) or names.get(about, ""))


def _office(township_id: int) -> int:
    rows = Unit.objects.filter(township_id=township_id, is_office=True).values_list("pk", flat=True)
    return copy_of(f"petitions.office.{township_id}", KEPT_SECONDS, lambda: rows.first() or 0)
