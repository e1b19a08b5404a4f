"""Schemes in sight, the one in force, and which units a group has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from assessment.permissions import FIX_SCHEME, VIEW_SCHEME, WRITE_SCHEME
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.rules.schemes import Content, read_scheme
from assessment.schemes.rules.states import DRAFT, DROPPED, FIXED, SUBMITTED, scheme_owed
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import units_of
from township.sight import row_in_sight

KINDS_OF = {"member": UnitKind.MEMBER, "village": UnitKind.VILLAGE}


@dataclass(frozen=True)
class SchemeFilter:
    """What narrows the list of schemes."""

    year: int | None = None
    state: str = ""


def schemes_visible_to(actor: Actor) -> QuerySet[Scheme]:
    """Schemes in sight; drafts only for who writes them."""
    rows = visible_to(actor, Scheme.objects.all(), VIEW_SCHEME)
    if actor.may(WRITE_SCHEME) or actor.may(FIX_SCHEME):
        return rows
    return rows.exclude(state__in=(DRAFT, SUBMITTED, DROPPED))


def get_scheme(actor: Actor, scheme_id: int) -> Scheme:
    """The scheme, or OutOfScope."""
    rows = schemes_visible_to(actor).select_related("matter", "edited_by", "fixed_by", "earlier")
    return row_in_sight(rows, pk=scheme_id)


def register(actor: Actor, wanted: SchemeFilter, today: date) -> QuerySet[Scheme]:
    """The latest year first."""
    rows = schemes_visible_to(actor)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.order_by("-year", "group", "-version")


def content_of(scheme: Scheme) -> Content:
    """What the scheme says."""
    return read_scheme(scheme.content)


def in_force(township_id: int, year: int | None = None) -> QuerySet[Scheme]:
    """The schemes in force (of a year)."""
    rows = Scheme.objects.filter(township_id=township_id, state=FIXED)
    return rows.filter(year=year) if year else rows


def has_next(scheme: Scheme) -> bool:
    """Whether a newer version is being prepared."""
    return scheme.later.exclude(state=DROPPED).exists()


def assessed_units(scheme: Scheme) -> list[Unit]:
    """The units of its group; the office itself is not assessed by itself."""
    rows = units_of(scheme.township_id, KINDS_OF[scheme.group])
    return [unit for unit in rows if not unit.is_office]


def scheme_work(row: Scheme) -> Iterator[Owed]:
    """Who owes the next step of a scheme."""
    return scheme_owed(row.state, row.edited_by_id)
