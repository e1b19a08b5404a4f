"""What is counted for 办理情况: two statements however many cases. The rates are the declared ones (petitions.cases)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from petitions.analysis.queries.analysis import LINKED_UNITS, UnitName, countable, read_units, span, units_slip
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
from records.figures.declared import by_unit_slip, read_by_unit, read_spans, spans_slip
from records.figures.sources import FigurePeriod, FigureSection
from township.actors import Actor
from township.frame.addresses import address
from township.frame.slips import Rows, about, gather_known, slip

PENDING_CANDIDATES = ("open", "urged")
RATES = {
    "acceptance": ACCEPTED,
    "conclusion": CONCLUDED,
    "tasks": TASKS,
    "participation": TAKEN_PART,
    "content_office": CONTENT_OFFICE,
    "content_unit": CONTENT_UNIT,
}  # by their place among the facts


def handling_facts(actor: Actor, period: FigurePeriod, as_of: date) -> HandlingFacts:
    """Everything the handling part speaks of, for what the actor may count. as_of: the day lateness is judged on."""
    windows = Windows.of(period)
    periods = [one for _, one in windows.items()]

    def ask() -> list[QuerySet]:
        questions = [spans_slip(name, one.seen_by(actor, as_of), periods) for name, one in RATES.items()]
        questions.append(by_unit_slip("grades", CONTENT_UNIT.seen_by(actor, as_of), windows.now))
        return [*questions, *_load_questions(actor, windows, as_of), units_slip(actor)]

    found = gather_known((about(actor), "handling", windows, as_of), ask)
    grades, units = read_by_unit("grades", found), read_units(found)
    loads, late = _loads(found, units)
    return HandlingFacts(
        windows,
        as_of,
        **{name: Ratios(*read_spans(name, found), label=one.label, formula=one.formula) for name, one in RATES.items()},
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


def _load_questions(actor: Actor, windows: Windows, as_of: date) -> list[QuerySet]:
    """Late matters, tasks and supervision proposals by unit."""
    open_late = countable(actor).filter(state__in=sorted(OPEN_STATES), next_due_on__lt=as_of)
    found = Candidate.objects.filter(
        township_id=actor.township_id, state__in=PENDING_CANDIDATES, matter__kind="case", unit__isnull=False
    )
    found = found.filter(matter_id__in=cases_visible_to(actor).values("pk"))
    return [_grouped("late", open_late), _tasks(actor, windows, as_of), _grouped("supervised", found)]


def _loads(rows: Rows, units: Mapping[int, UnitName]) -> tuple[tuple[UnitLoad, ...], int]:
    """What each unit has; and all late matters."""
    late = Counter({row["unit"]: row["n"] for row in rows.get("late", ())})
    tasks = {row["unit"]: row for row in rows.get("task_loads", ())}
    supervised = Counter({row["unit"]: row["n"] for row in rows.get("supervised", ())})
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


def _tasks(actor: Actor, windows: Windows, as_of: date) -> QuerySet:
    """Tasks that the office gave to units (交办). A task taken back or objected to with success is none."""
    rows = Assignment.objects.filter(township_id=actor.township_id, case_id__in=countable(actor).values("pk"))
    rows = rows.exclude(state=Assignment.State.WITHDRAWN)
    given = span(windows.now, "arrived_on")
    running = Q(ended_on__isnull=True) & ~Q(state=Assignment.State.REPORTED) & Q(case__state__in=sorted(OPEN_STATES))
    overdue = (running & Q(due_on__lt=as_of)) | (given & Q(is_done_late=True))
    clocks = Clock.objects.filter(matter_id=OuterRef("case_id"), unit_id=OuterRef("unit_id"), code=UNIT_LIMIT.code)
    return slip(
        "task_loads",
        rows.annotate(is_done_late=Exists(clocks.filter(stopped_on__gt=F("due_on")))),
        "unit_id",
        unit=F("unit_id"),
        assigned=Count("pk", filter=given),
        reported=Count("pk", filter=given & Q(state=Assignment.State.REPORTED)),
        late=Count("pk", filter=overdue),
    )


def _grouped(name: str, rows: QuerySet) -> QuerySet:
    return slip(name, rows, "unit_id", unit=F("unit_id"), n=Count("pk"))


def _late_url(unit_id: int | None = None) -> str:
    return LedgerFilters(light="late", unit=unit_id, ordinary=True).address(address("petitions:ledger"))
