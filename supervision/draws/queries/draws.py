"""Spot checks: who sees which, the register, lists and picks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from records.duties.models.duties import Duty
from records.matters.queries.scope import visible_to
from supervision.draws.models.draws import Draw, DrawPick, DrawUnit
from supervision.draws.rules.draws import DONE, DRAWN, DROPPED, SEEDS, UNPUBLISHED
from supervision.draws.rules.records import Line, Population, Stratum, record
from supervision.draws.rules.sampler import Pick
from supervision.permissions import VIEW_DRAW
from township.actors import Actor
from township.dates import full_date
from township.directory.models.people import Person
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.units import units_of
from township.permissions import Reach
from township.sight import row_in_sight

GROUPS = ((UnitKind.VILLAGE, "村（社区）"), (UnitKind.MEMBER, "成员单位"))


@dataclass(frozen=True)
class DrawFilter:
    """What narrows the register. year: of the period, "" = all."""

    year: str = ""
    state: str = ""


def is_office(actor: Actor) -> bool:
    """Whether the actor reads drafts and every result at once."""
    return actor.reach(VIEW_DRAW) == Reach.TOWNSHIP


def draws_visible_to(actor: Actor) -> QuerySet[Draw]:
    """Those in sight; a unit sees them from the day they are published."""
    rows = visible_to(actor, Draw.objects.all(), VIEW_DRAW)
    return rows if is_office(actor) else rows.exclude(state__in=UNPUBLISHED)


def get_draw(actor: Actor, draw_id: int) -> Draw:
    """The draw, or OutOfScope."""
    related = ("matter", "document__drafted_by", "township", "earlier", "drawn_by", "sheet")
    return row_in_sight(draws_visible_to(actor).select_related(*related), pk=draw_id)


def register(actor: Actor, wanted: DrawFilter, today: date) -> QuerySet[Draw]:
    """The register, the latest quarter first, with how many were drawn and how many of them fell short."""
    rows = draws_visible_to(actor)
    if wanted.year:
        rows = rows.filter(period__startswith=wanted.year)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    n_poor = Count(
        "picks", filter=Q(picks__rating="poor", state=DONE) if not is_office(actor) else Q(picks__rating="poor")
    )
    rows = rows.select_related("matter").defer("population", "summary").annotate(n_picks=Count("picks"), n_poor=n_poor)
    return rows.order_by("-period", "-pk")


def listed_units(township_id: int, kind: str) -> list[Unit]:
    """Units that belong into a group now; the office itself is not drawn."""
    return [unit for unit in units_of(township_id, kind) if not unit.is_office]


def entries_of(row: Draw) -> list[DrawUnit]:
    """Every unit of every group, in order; those left out last in their group."""
    rows = DrawUnit.objects.filter(group__draw=row).select_related("group", "unit")
    return list(rows.order_by("group__seq", F("place").asc(nulls_last=True), "pk"))


def strata_of(row: Draw, entries: Sequence[DrawUnit]) -> list[Stratum]:
    """The groups as the rules take them."""
    return [
        Stratum(
            group.seq,
            group.name,
            group.wanted,
            tuple(one.label for one in entries if one.group_id == group.pk and one.place is not None),
        )
        for group in row.groups.all()
    ]


def excluded_of(entries: Sequence[DrawUnit]) -> list[tuple[str, str]]:
    return [(one.label, one.reason) for one in entries if one.place is None]


def population_of(row: Draw, entries: Sequence[DrawUnit]) -> Population:
    """What is fixed and published."""
    before = f"{row.earlier.number}，{row.reason}" if row.earlier_id else ""
    strata, excluded = tuple(strata_of(row, entries)), tuple(excluded_of(entries))
    return Population(row.township.office_name, row.period_label, row.topic, strata, excluded, before)


def has_changed(row: Draw, entries: Sequence[DrawUnit]) -> bool:
    """Whether the units of the township are others than those listed."""
    for group in row.groups.all():
        now = {(unit.pk, unit.label) for unit in listed_units(row.township_id, group.kind)}
        if now != {(one.unit_id, one.label) for one in entries if one.group_id == group.pk}:
            return True
    return False


def picks_of(row: Draw) -> list[DrawPick]:
    return list(row.picks.select_related("entry__group", "entry__unit", "recorded_by"))


def shown_picks(actor: Actor, row: Draw) -> list[tuple[DrawPick, bool]]:
    """(pick, whether this reader may read its result): the office, the unit itself, everybody once results are circulated."""
    everything = is_office(actor) or row.state == DONE
    return [(one, everything or one.entry.unit_id in actor.unit_ids) for one in picks_of(row)]


def waiting_picks(row: Draw) -> list[DrawPick]:
    """Picks without a result while they are being checked."""
    return [one for one in picks_of(row) if not one.rating] if row.state == DRAWN else []


def lines_of(picks: Sequence[DrawPick]) -> list[Line]:
    """The picks as the rules repeat them."""
    return [
        Line(one.entry.group.seq, one.nth, Pick(one.counter, one.text, one.digest, one.remainder), one.entry.label)
        for one in picks
    ]


def record_of(row: Draw) -> str:
    """The draw as the file that `check_draw` reads."""
    more = {
        "organ": row.township.office_name,
        "published_at": row.published_at.isoformat(),
        "seed_kind": SEEDS[row.seed_kind],
        "seed_source": row.seed_source,
        "seed_on": row.seed_on.isoformat(),
        "witness": f"{row.witness}（{row.witness_is}）",
        "drawn_at": row.drawn_at.isoformat(),
        "earlier": f"{row.earlier.number}：{row.reason}" if row.earlier_id else "",
    }
    return record(number=row.number, population=row.population, seed=row.seed, lines=lines_of(picks_of(row)), more=more)


def next_of(row: Draw) -> Draw | None:
    """The draw that takes the place of this one, in any state but given up."""
    return row.later.exclude(state=DROPPED).first()


def involved_names(row: Draw, entering: int | None, on: date) -> set[str]:
    """Names of who drew up, approved and enters the draw, and of the people of the units on its list."""
    document = row.document
    hands = {document.drafted_by_id, document.approved_by_id, entering} - {None}
    units = DrawUnit.objects.filter(group__draw=row).values("unit_id")
    posts = posts_in_effect(on, township_id=row.township_id, unit_id__in=units)
    return set(Person.objects.filter(pk__in=hands).values_list("name", flat=True)) | set(
        posts.values_list("person__name", flat=True)
    )


def draw_of_duty(duty: Duty) -> int | None:
    """The latest draw of the duty's quarter."""
    rows = Draw.objects.filter(township_id=duty.township_id, period=duty.period).exclude(state=DROPPED)
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def words_of(row: Draw) -> str:
    """What a draw is found by beside number and title."""
    return f"{row.period_label} {row.topic} {full_date(row.due_on)}"
