"""Cause analyses: who sees which, what a side may rest on, figures by cause."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from records.duties.models.candidates import Candidate
from records.duties.queries.candidates import candidates_visible_to
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.queries.denies import denies_of
from records.matters.queries.scope import visible_to
from records.matters.queries.timeline import timeline
from supervision.accountability.models.causes import Cause, CauseSide
from supervision.accountability.rules.causes import ASKED, ASKING, CAUSING, DECIDED, KIND_WORDS, NONE, SIDES
from supervision.permissions import VIEW_CAUSE
from township.actors import Actor
from township.dates import full_date
from township.directory.models.units import UnitKind
from township.permissions import Reach
from township.sight import row_in_sight

MOST_LINES = 40


@dataclass(frozen=True)
class CauseFilter:
    """What narrows the register. unit: on either side; dates: of the decision."""

    text: str = ""
    state: str = ""
    unit: int | None = None
    first: date | None = None
    last: date | None = None


def is_office(actor: Actor) -> bool:
    """Whether the actor reads causes of the whole township; a unit reads its own side only."""
    return actor.reach(VIEW_CAUSE) == Reach.TOWNSHIP


def causes_visible_to(actor: Actor) -> QuerySet[Cause]:
    """Those in sight; a unit sees them from the day it is asked."""
    rows = visible_to(actor, Cause.objects.all(), VIEW_CAUSE)
    return rows if is_office(actor) else rows.filter(state__in=ASKING)


def get_cause(actor: Actor, cause_id: int) -> Cause:
    """The analysis, or OutOfScope."""
    related = ("matter", "about", "township", "document__drafted_by", "written_by", "decided_by")
    return row_in_sight(causes_visible_to(actor).select_related(*related), pk=cause_id)


def sides_of(actor: Actor, row: Cause) -> list[CauseSide]:
    """Both sides for the office, its own for a unit."""
    rows = row.sides.select_related("unit", "stated_by").prefetch_related("evidence")
    if not is_office(actor):
        rows = rows.filter(unit_id__in=actor.unit_ids | actor.portfolio_unit_ids)
    return list(rows)


def waiting_sides(row: Cause) -> list[CauseSide]:
    """Sides whose unit has not spoken yet."""
    if row.state != ASKED:
        return []
    return list(row.sides.filter(stated_on__isnull=True).select_related("unit"))


def tellable(actor: Actor, row: Cause) -> frozenset[int]:
    """Sides of the actor's own units that have not spoken yet."""
    return frozenset(side.pk for side in waiting_sides(row) if side.unit_id in actor.unit_ids)


def notable(row: Cause) -> frozenset[int]:
    """Sides of units outside, which answer on paper: the office notes what came."""
    return frozenset(side.pk for side in waiting_sides(row) if side.unit.kind == UnitKind.OUTSIDE)


def evidence_lines(actor: Actor, about: Matter) -> list[tuple[str, str]]:
    """(key, words) of the rows a side may rest on: the matter's timeline, latest first, and the findings on it."""
    events = timeline(about, actor)[:MOST_LINES]
    found = candidates_visible_to(actor).filter(matter_id=about.pk)[:MOST_LINES]
    lines = [(f"candidate:{one.pk}", candidate_line(one)) for one in found]
    return lines + [(f"event:{event.pk}", event_line(event)) for event in events]


def event_line(event: Event) -> str:
    """A line of the timeline, without its note: that may speak of people."""
    return f"{full_date(event.on)}，{event.text}"[:600]


def candidate_line(candidate: Candidate) -> str:
    return f"{full_date(candidate.raised_at.date())}，{candidate.get_ground_display()}：{candidate.text}"[:600]


def register(actor: Actor, wanted: CauseFilter, today: date) -> QuerySet[Cause]:
    """The register, latest first, without its words."""
    rows = causes_visible_to(actor)
    if wanted.text:
        named = rows.filter(about__number__contains=wanted.text).exclude(about_id__in=denies_of(actor).shut)
        rows = rows.filter(number__contains=wanted.text) | named
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        rows = rows.filter(pk__in=CauseSide.objects.filter(unit_id=wanted.unit).values("cause_id"))
    if wanted.first:
        rows = rows.filter(decided_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(decided_on__lte=wanted.last)
    rows = rows.select_related("about", "matter").prefetch_related("sides__unit")
    return rows.defer("conclusion", "advice", "closing").order_by("-pk")


@dataclass(frozen=True)
class CauseCount:
    """How often one kind, or one unit, was found on one side."""

    side: str
    label: str
    count: int


@dataclass(frozen=True)
class CauseFigures:
    """Decided analyses of a period. by_kind and by_unit: most first; a side without fault is not a fault of its unit."""

    total: int
    by_kind: list[CauseCount]
    by_unit: list[CauseCount]


def cause_figures(actor: Actor, first: date, last: date) -> CauseFigures:
    """Counts of decided causes in sight, both days included; counts causes, never petitioners or petitions."""
    rows = causes_visible_to(actor).filter(state=DECIDED, decided_on__gte=first, decided_on__lte=last)
    sides = list(CauseSide.objects.filter(cause__in=rows.values("pk")).select_related("unit"))
    kinds = Counter((side.side, side.kind) for side in sides)
    units = Counter((side.side, side.unit.label) for side in sides if side.kind != NONE)
    return CauseFigures(
        rows.count(),
        _counts({(side, KIND_WORDS[kind]): count for (side, kind), count in kinds.items()}),
        _counts(units),
    )


def _counts(found: dict[tuple[str, str], int]) -> list[CauseCount]:
    rank = {CAUSING: 0}
    rows = sorted(found.items(), key=lambda one: (rank.get(one[0][0], 1), -one[1], one[0][1]))
    return [CauseCount(SIDES[side], label, count) for (side, label), count in rows]
