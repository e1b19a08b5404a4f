"""What is counted for 办理情况: six statements however many cases. Rates go by the due date of the clock (see the rules)."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from petitions.analysis.queries.analysis import LINKED_UNITS, countable, span, units_by_id
from petitions.analysis.rules.analysis import NO_UNIT, Windows
from petitions.analysis.rules.handling import HandlingFacts, Ratio, Ratios, UnitGrades, UnitLoad, handling_section
from petitions.analysis.rules.texts import handling_text
from petitions.cases.models.assignments import Assignment
from petitions.cases.models.deliveries import Evaluation
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.rules.cases import OPEN_STATES
from petitions.cases.rules.channels import VISITORS_MAX
from petitions.cases.rules.clock_moves import ACCEPTANCE
from petitions.cases.rules.terms import CONCLUDE, EVALUATE, SIMPLE_CLOSE, UNIT_LIMIT
from petitions.ledger.rules.ledger import LedgerFilters
from records.clocks.models import Clock
from records.duties.models.candidates import Candidate
from records.figures.sources import FigurePeriod, FigureSection
from township.actors import Actor
from township.directory.models.units import Unit

ACCEPTED = [term.code for term in ACCEPTANCE]
CONCLUDED = [CONCLUDE.code, SIMPLE_CLOSE.code]
LITIGATION = 1
PENDING_CANDIDATES = ("open", "urged")


def handling_facts(actor: Actor, period: FigurePeriod, as_of: date) -> HandlingFacts:
    """Everything the handling part speaks of, for what the actor may count. as_of: the day lateness is judged on."""
    windows = Windows.of(period)
    rates = _rates(actor, windows, as_of)
    graded = _graded(actor, windows)
    units = units_by_id(actor)
    loads, late = _loads(actor, windows, as_of, units)
    return HandlingFacts(
        windows,
        as_of,
        acceptance=_ratios(lambda name: Ratio(rates[f"accepted_{name}"], rates[f"accept_{name}"])),
        conclusion=_ratios(lambda name: Ratio(rates[f"concluded_{name}"], rates[f"conclude_{name}"])),
        participation=_ratios(lambda name: Ratio(rates[f"evaluated_{name}"], rates[f"evaluate_{name}"])),
        content_office=_content(graded, "office"),
        content_unit=_content(graded, "unit"),
        grades=tuple(
            UnitGrades(units[row.unit].label, row.content_now, row.all_now - row.content_now)
            for row in graded
            if row.about == "unit" and row.unit in units and row.all_now
        ),
        loads=loads,
        late=late,
        late_url=_late_url(),
    )


def provide_handling(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The section 办理情况 of any report (records.figures.sources)."""
    facts = handling_facts(actor, period, actor.on)
    return handling_section(facts, handling_text(facts))


def _population(actor: Actor):
    """Ids of the cases the rates speak of: first petitions, no accusation, no litigation, no telephone."""
    rows = countable(actor).filter(is_repeat=False, visitors__gte=1, visitors__lte=VISITORS_MAX)
    return rows.exclude(channel="call").exclude(path31=LITIGATION)


def _rates(actor: Actor, windows: Windows, as_of: date) -> dict[str, int]:
    """n and d of acceptance, conclusion and participation in each span, in one statement over the clocks."""
    evaluated = Exists(Evaluation.objects.filter(case_id=OuterRef("matter_id")))
    rows = Clock.objects.filter(
        township_id=actor.township_id,
        code__in=[*ACCEPTED, *CONCLUDED, EVALUATE.code],
        matter_id__in=_population(actor).values("pk"),
    ).annotate(is_evaluated=evaluated)
    in_time, over = Q(stopped_on__lte=F("due_on")), Q(stopped_on__isnull=False) | Q(due_on__lt=as_of)
    wanted = {}
    for name, period in windows.items():
        due = span(period, "due_on")
        for n, d, codes in (("accepted", "accept", ACCEPTED), ("concluded", "conclude", CONCLUDED)):
            inside = due & Q(code__in=codes) & over
            wanted[f"{n}_{name}"] = Count("pk", filter=inside & in_time)
            wanted[f"{d}_{name}"] = Count("pk", filter=inside)
        asked = due & Q(code=EVALUATE.code)
        wanted[f"evaluated_{name}"] = Count("pk", filter=asked & Q(is_evaluated=True))
        wanted[f"evaluate_{name}"] = Count("pk", filter=asked & (Q(is_evaluated=True) | Q(due_on__lt=as_of)))
    first = min(period.first for _, period in windows.items())
    last = max(period.last for _, period in windows.items())
    return rows.filter(due_on__gte=first, due_on__lte=last).aggregate(**wanted)


def _graded(actor: Actor, windows: Windows) -> list:
    """Evaluations by what they are about and by unit: all, and those that were content; rows of one statement."""
    wanted = {}
    for name, period in windows.items():
        window = Clock.objects.filter(span(period, "due_on"), matter_id=OuterRef("case_id"), code=EVALUATE.code)
        wanted[f"in_{name}"] = Exists(window)
    counted = {}
    for name, _ in windows.items():
        inside = Q(**{f"in_{name}": True})
        counted[f"all_{name}"] = Count("pk", filter=inside)
        counted[f"content_{name}"] = Count("pk", filter=inside & Q(grade__in=("good", "fair")))
    rows = Evaluation.objects.filter(case_id__in=_population(actor).values("pk")).annotate(
        unit=F("case__unit_id"), **wanted
    )
    grouped = rows.values("about", "unit").order_by("about", "unit").annotate(**counted)
    return list(grouped.values_list("about", "unit", *counted, named=True))


def _content(graded: list, about: str) -> Ratios:
    rows = [row for row in graded if row.about == about]
    return _ratios(
        lambda name: Ratio(
            sum(getattr(row, f"content_{name}") for row in rows), sum(getattr(row, f"all_{name}") for row in rows)
        )
    )


def _ratios(ratio: Callable[[str], Ratio]) -> Ratios:
    return Ratios(ratio("now"), ratio("previous"), ratio("last_year"))


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
