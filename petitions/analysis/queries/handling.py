"""What is counted for 办理情况: a dozen statements however many cases. The rates are the declared ones (petitions.cases)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from petitions.analysis.queries.analysis import LINKED_UNITS, countable, span, units_by_id
from petitions.analysis.rules.analysis import NO_UNIT, Windows
from petitions.analysis.rules.handling import HandlingFacts, Ratios, UnitGrades, UnitLoad, handling_section
from petitions.analysis.rules.texts import handling_text
from petitions.cases.models.assignments import Assignment
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.queries.figures import ACCEPTED, CONCLUDED, CONTENT_OFFICE, CONTENT_UNIT, TAKEN_PART, TASKS
from petitions.cases.rules.cases import OPEN_STATES
from petitions.cases.rules.terms import UNIT_LIMIT
from petitions.ledger.rules.ledger import LedgerFilters
from records.clocks.models import Clock
from records.duties.models.candidates import Candidate
from records.figures.declared import Declaration, by_unit, spans
from records.figures.sources import FigurePeriod, FigureSection
from township.actors import Actor
from township.directory.models.units import Unit

PENDING_CANDIDATES = ("open", "urged")


def handling_facts(actor: Actor, period: FigurePeriod, as_of: date) -> HandlingFacts:
    """Everything the handling part speaks of, for what the actor may count. as_of: the day lateness is judged on."""
    windows = Windows.of(period)
    grades = by_unit(CONTENT_UNIT.seen_by(actor, as_of), windows.now)
    units = units_by_id(actor)
    loads, late = _loads(actor, windows, as_of, units)
    return HandlingFacts(
        windows,
        as_of,
        acceptance=_ratios(ACCEPTED, actor, windows, as_of),
        conclusion=_ratios(CONCLUDED, actor, windows, as_of),
        tasks=_ratios(TASKS, actor, windows, as_of),
        participation=_ratios(TAKEN_PART, actor, windows, as_of),
        content_office=_ratios(CONTENT_OFFICE, actor, windows, as_of),
        content_unit=_ratios(CONTENT_UNIT, actor, windows, as_of),
        grades=tuple(
            UnitGrades(units[unit].label, ratio.n, ratio.d - ratio.n) for unit, ratio in grades.items() if unit in units
        ),
        loads=loads,
        late=late,
        late_url=_late_url(),
    )


def provide_handling(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The section 办理情况 of any report (records.figures.sources)."""
    facts = handling_facts(actor, period, actor.on)
    return handling_section(facts, handling_text(facts))


def _ratios(declared: Declaration, actor: Actor, windows: Windows, as_of: date) -> Ratios:
    """The declared figure in the three spans, in one statement."""
    found = spans(declared.seen_by(actor, as_of), [period for _, period in windows.items()])
    return Ratios(*found, label=declared.label, formula=declared.formula)


def _loads(actor: Actor, windows: Windows, as_of: date, units: Mapping[int, Unit]) -> tuple[tuple[UnitLoad, ...], int]:
    """What each unit has: late matters, tasks, supervision proposals (three statements); and all late matters."""
    open_late = countable(actor).filter(state__in=sorted(OPEN_STATES), next_due_on__lt=as_of)
    late = Counter({row["unit_id"]: row["n"] for row in _grouped(open_late, "unit_id")})
    tasks = {row["unit_id"]: row for row in _tasks(actor, windows, as_of)}
    found = Candidate.objects.filter(
        township_id=actor.township_id, state__in=PENDING_CANDIDATES, matter__kind="case", unit__isnull=False
    )
    found = found.filter(matter_id__in=cases_visible_to(actor).values("pk"))
    supervised = Counter({row["unit_id"]: row["n"] for row in _grouped(found, "unit_id")})
    loads = []
    for unit_id in {*late, *tasks, *supervised}:
        unit, task = units.get(unit_id), tasks.get(unit_id, {})
        loads.append(
            UnitLoad(
                unit.label if unit else NO_UNIT,
                late[unit_id],
                _late_url(unit_id) if unit and unit.kind in LINKED_UNITS else "",
                task.get("assigned", 0),
                task.get("reported", 0),
                task.get("late", 0),
                supervised[unit_id],
            )
        )
    return tuple(sorted(loads, key=lambda load: load.label)), sum(late.values())


def _tasks(actor: Actor, windows: Windows, as_of: date):
    """Tasks that the office gave to units (交办). A task taken back or objected to with success is none."""
    rows = Assignment.objects.filter(township_id=actor.township_id, case_id__in=countable(actor).values("pk"))
    rows = rows.exclude(state=Assignment.State.WITHDRAWN)
    given = span(windows.now, "arrived_on")
    running = Q(ended_on__isnull=True) & ~Q(state=Assignment.State.REPORTED) & Q(case__state__in=sorted(OPEN_STATES))
    overdue = (running & Q(due_on__lt=as_of)) | (given & Q(is_done_late=True))
    clocks = Clock.objects.filter(matter_id=OuterRef("case_id"), unit_id=OuterRef("unit_id"), code=UNIT_LIMIT.code)
    return (
        rows.annotate(is_done_late=Exists(clocks.filter(stopped_on__gt=F("due_on"))))
        .values("unit_id")
        .order_by("unit_id")
        .annotate(
            assigned=Count("pk", filter=given),
            reported=Count("pk", filter=given & Q(state=Assignment.State.REPORTED)),
            late=Count("pk", filter=overdue),
        )
    )


def _grouped(rows, column: str):
    return rows.values(column).order_by(column).annotate(n=Count("pk"))


def _late_url(unit_id: int | None = None) -> str:
    return LedgerFilters(light="late", unit=unit_id, ordinary=True).address(reverse("petitions:ledger"))
