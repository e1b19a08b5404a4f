"""Evaluations and listings: who sees which, the registers, what a unit reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from records.figures.declared import DECLARED, by_unit
from records.figures.rules import FigurePeriod
from records.matters.queries.scope import visible_to
from supervision.listing.models.listings import Listing, ListingCheck
from supervision.listing.models.rounds import ListingRound, RoundResult, RoundUnit
from supervision.listing.rules import listings as listing_rules
from supervision.listing.rules import rounds as rules
from supervision.listing.rules.rounds import Criterion, is_failed
from supervision.permissions import VIEW_LISTING
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.permissions import Reach
from township.sight import row_in_sight


@dataclass(frozen=True)
class RoundFilter:
    """What narrows the register of evaluations."""

    state: str = ""


@dataclass(frozen=True)
class ListingFilter:
    """What narrows the register. state: a state, or "standing"; unit: its number."""

    state: str = ""
    unit: int | None = None


def is_office(actor: Actor) -> bool:
    return actor.reach(VIEW_LISTING) == Reach.TOWNSHIP


def evaluated_units(township_id: int) -> list[Unit]:
    """Units that are evaluated: members and villages, the office itself left out."""
    return [unit for unit in member_units(township_id) if not unit.is_office]


def rounds_visible_to(actor: Actor) -> QuerySet[ListingRound]:
    rows = visible_to(actor, ListingRound.objects.all(), VIEW_LISTING)
    return rows if is_office(actor) else rows.exclude(state__in=rules.UNPUBLISHED)


def get_round(actor: Actor, round_id: int) -> ListingRound:
    """The evaluation, or OutOfScope."""
    related = ("matter", "document__drafted_by", "township", "evaluated_by")
    return row_in_sight(rounds_visible_to(actor).select_related(*related), pk=round_id)


def rounds_register(actor: Actor, wanted: RoundFilter, today: date) -> QuerySet[ListingRound]:
    """Evaluations, the latest half-year first, with how many units failed."""
    rows = rounds_visible_to(actor)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    n_failed = Count("units", filter=Q(units__failed__gte=1))
    return rows.select_related("matter").annotate(n_failed=n_failed).order_by("-period", "-pk")


def criteria_of(row: ListingRound) -> list[Criterion]:
    return [Criterion(one.key, one.label, one.limit) for one in row.criteria.all()]


def formulas_of(criteria: Iterable[Criterion]) -> list[str]:
    return [DECLARED[one.key].formula for one in criteria]


def reached(
    township_id: int, criterion: Criterion, period: FigurePeriod, as_of: date
) -> dict[int, tuple[int, int, str, bool]]:
    """Unit → (n, d, value as shown, whether the criterion is failed) of every unit with rows in the period."""
    declared = DECLARED[criterion.key]
    found = by_unit(declared.rows(township_id, as_of), period)
    return {
        unit: (one.n, one.d, declared.value(one), is_failed(criterion.key, criterion.limit, one.n, one.d))
        for unit, one in found.items()
        if unit is not None
    }


def units_of_round(actor: Actor, row: ListingRound) -> list[RoundUnit]:
    """Every unit for the office, the own ones for a unit."""
    rows = row.units.select_related("unit", "passed_by").prefetch_related("results__criterion", "listings")
    if not is_office(actor):
        rows = rows.filter(unit_id__in=actor.unit_ids | actor.portfolio_unit_ids)
    return list(rows)


def waiting_units(row: ListingRound) -> list[RoundUnit]:
    """Units that failed as much as is needed and are neither proposed nor passed over."""
    if row.state != rules.EVALUATED:
        return []
    dealt = Listing.objects.filter(basis__round=row).exclude(state=listing_rules.DROPPED).values("basis_id")
    rows = row.units.filter(failed__gte=row.needed, reason="").exclude(pk__in=dealt)
    return list(rows.select_related("unit"))


def failed_results(basis: RoundUnit) -> list[RoundResult]:
    """What the unit did not reach."""
    return list(basis.results.filter(is_failed=True).select_related("criterion"))


def failed_words(basis: RoundUnit) -> tuple[str, ...]:
    """The same in words, with the figures of the day of the evaluation."""
    found = []
    for one in failed_results(basis):
        criterion = Criterion(one.criterion.key, one.criterion.label, one.criterion.limit)
        share = f"（{one.n}/{one.d}）" if rules.SENSES[criterion.key] == rules.BELOW else ""
        found.append(f"{criterion.words}：{one.value}{share}。")
    return tuple(found)


def listings_visible_to(actor: Actor) -> QuerySet[Listing]:
    """The office all; the unit itself from its hearing on; every other unit what is in force or was."""
    rows = visible_to(actor, Listing.objects.all(), VIEW_LISTING)
    if is_office(actor):
        return rows
    own = Q(unit_id__in=actor.unit_ids | actor.portfolio_unit_ids, state__in=listing_rules.ASKING)
    return rows.filter(own | Q(state__in=listing_rules.PUBLIC))


def get_listing(actor: Actor, listing_id: int) -> Listing:
    """The listing, or OutOfScope."""
    related = (
        "matter",
        "document__drafted_by",
        "township",
        "unit",
        "basis__round",
        "sponsor",
        "stated_by",
        "proposed_by",
        "decided_by",
        "delisted_by",
    )
    return row_in_sight(listings_visible_to(actor).select_related(*related), pk=listing_id)


def reads_all(actor: Actor, row: Listing) -> bool:
    """Whether the reader sees hearing, plan and checks: the office and the unit itself."""
    return is_office(actor) or row.unit_id in actor.unit_ids or row.sponsor_id == actor.person_id


def register(actor: Actor, wanted: ListingFilter, today: date) -> QuerySet[Listing]:
    """The register, latest first, without its words."""
    rows = listings_visible_to(actor)
    if wanted.state == "standing":
        rows = rows.filter(state__in=listing_rules.STANDING)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        rows = rows.filter(unit_id=wanted.unit)
    rows = rows.select_related("matter", "unit", "basis__round", "sponsor")
    return rows.defer("facts", "statement", "answer", "demand", "plan", "closing").order_by("-pk")


def last_check(row: Listing) -> ListingCheck | None:
    return row.checks.first()


def standing_now(row: Listing, today: date) -> tuple[list[str], list[str]]:
    """(lines, those of them that still fail): the criteria the unit did not reach, by the figures since it was listed."""
    period = FigurePeriod(row.listed_on, max(today, row.listed_on))
    lines, failing = [], []
    for one in failed_results(row.basis):
        criterion = Criterion(one.criterion.key, one.criterion.label, one.criterion.limit)
        n, d, value, fails = reached(row.township_id, criterion, period, today).get(
            row.unit_id, (0, 0, "还没有数据", False)
        )
        words = f"{criterion.label}：{value}" + (
            f"（{n}/{d}）" if d and rules.SENSES[criterion.key] == rules.BELOW else ""
        )
        lines.append(words)
        if fails:
            failing.append(f"{criterion.words}（现在{value}）")
    return lines, failing
