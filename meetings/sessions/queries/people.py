"""Who holds which post on a day: chairs, liaisons, who is in charge of a unit, who is told."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from meetings.sessions.rules.sessions import KINDS, SessionKind
from township.directory.models.people import Person, Role
from township.directory.models.units import OutsideKind, Unit, UnitKind
from township.directory.queries.actors import posts_in_effect
from township.permissions import CHIEF_CONVENOR, CONVENOR, LEADER, Capability

IN_CHARGE = (CHIEF_CONVENOR, CONVENOR, LEADER)
ATTENDING = (UnitKind.MEMBER, UnitKind.VILLAGE)


def people_with(capability: Capability, township_id: int, on: date) -> list[int]:
    """Person ids of everybody who has the right on that day, whatever its reach."""
    rows = posts_in_effect(on, township_id=township_id, role__in=list(capability.reach))
    return sorted(set(rows.values_list("person_id", flat=True)))


def liaisons_of(unit_ids: Iterable[int], on: date) -> list[int]:
    """Person ids of the liaisons of these units."""
    rows = posts_in_effect(on, unit_id__in=list(unit_ids), role=Role.LIAISON)
    return sorted(set(rows.values_list("person_id", flat=True)))


def roles_of(person_id: int, on: date) -> frozenset[str]:
    """The roles a person holds on a day."""
    return frozenset(posts_in_effect(on, person_id=person_id).values_list("role", flat=True))


def possible_chairs(township_id: int, on: date, kinds: Mapping[str, SessionKind] = KINDS) -> QuerySet[Person]:
    """People who may chair some of these kinds of session on a day, by rank."""
    chairs = set().union(*(kind.chairs for kind in kinds.values()))
    posts = posts_in_effect(on, township_id=township_id, role__in=chairs)
    return Person.objects.filter(pk__in=posts.values("person_id"), is_active=True).order_by("pk")


def leaders(township_id: int, on: date) -> QuerySet[Person]:
    """Convenors and members of the leadership: who is asked to a session by name."""
    posts = posts_in_effect(on, township_id=township_id, role__in=IN_CHARGE)
    return Person.objects.filter(pk__in=posts.values("person_id"), is_active=True).order_by("pk")


def in_charge_of(unit_ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """Unit id → ids of those in whose portfolio it stands on that day (one query)."""
    found: dict[int, set[int]] = {}
    rows = posts_in_effect(on, role__in=IN_CHARGE, portfolio_units__in=list(unit_ids))
    for unit_id, person_id in rows.values_list("portfolio_units", "person_id"):
        found.setdefault(unit_id, set()).add(person_id)
    return {unit_id: sorted(people) for unit_id, people in found.items() if unit_id in set(unit_ids)}


def member_units(township_id: int) -> QuerySet[Unit]:
    """Member units, villages and communities in use."""
    return Unit.objects.filter(township_id=township_id, kind__in=ATTENDING, is_active=True)


def invitable_units(township_id: int) -> QuerySet[Unit]:
    """Units that may be asked to a session: members, villages and organs outside the township."""
    kinds = (*ATTENDING, UnitKind.OUTSIDE)
    return Unit.objects.filter(township_id=township_id, kind__in=kinds, is_active=True)


def district_offices(township_id: int) -> list[Unit]:
    """The district's petition office, to which minutes are copied (抄送)."""
    return list(Unit.objects.filter(township_id=township_id, outside_kind=OutsideKind.DISTRICT_OFFICE, is_active=True))


def representative_names(unit_ids: Iterable[int], on: date) -> dict[int, str]:
    """Unit id → name of its liaison on that day: who is expected for the unit until somebody says otherwise."""
    rows = posts_in_effect(on, unit_id__in=list(unit_ids), role=Role.LIAISON).select_related("person")
    return {post.unit_id: post.person.name for post in rows}
