"""Runs: who sees what, the facts of every unit from the frozen rows, the result, and the rows behind a figure.

A run counts everything of the township, whoever looks; opening a row asks again whether the reader may see it, and what may not
be seen is counted and said to be withheld.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects

from assessment.permissions import READ_ALL_SCORES, VIEW_RUN
from assessment.schemes.models.runs import Entry, Run, RunUnit, ScoreObjection
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.schemes import content_of, in_force
from assessment.schemes.rules.schemes import BONUS, HAND, VETO, Content, Indicator
from assessment.schemes.rules.scoring import NOTHING, Facts, Leaf, Place, Result, decimal_words, places, scored
from assessment.schemes.rules.states import DRAFT, DROPPED, ISSUED, PUBLISHED, SETTLED, SUBMITTED, RunWork, run_owed
from records.duties.models.duties import Duty
from records.figures.rules import FigurePeriod
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from supervision.accountability.rules.measures import STANDING
from township.actors import Actor
from township.directory.models.units import Unit
from township.sight import row_in_sight

OPEN_RUNS = (DRAFT, PUBLISHED, SETTLED, SUBMITTED)
SHOWN_PLACES = 4
UNITS = Prefetch("units", RunUnit.objects.select_related("unit").defer("report"))  # the lines of a run with their units


@dataclass(frozen=True)
class RunFilter:
    """What narrows the list of runs."""

    year: int | None = None
    stage: str = ""
    state: str = ""


def runs_visible_to(actor: Actor) -> QuerySet[Run]:
    """The office sees all; a unit those that were opened to it: published ones, and a draft that asks for its report."""
    return visible_to(actor, Run.objects.all(), VIEW_RUN)


def get_run(actor: Actor, run_id: int) -> Run:
    """The run with its units and what was put into it, or OutOfScope (three queries): a page asks for both many times."""
    related = ("matter", "township", "scheme__earlier", "document", "approved_by", "earlier")
    rows = runs_visible_to(actor).select_related(*related).prefetch_related("entries", UNITS)
    return row_in_sight(rows, pk=run_id)


def register(actor: Actor, wanted: RunFilter, today: date) -> QuerySet[Run]:
    """The latest first."""
    rows = runs_visible_to(actor)
    if wanted.year:
        rows = rows.filter(first__year=wanted.year)
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.select_related("scheme").order_by("-last", "-pk")


def units_in_sight(actor: Actor, run: Run) -> list[Unit]:
    """The assessed units whose points the actor may open: all, or one's own."""
    prefetch_related_objects([run], UNITS)
    own, sees_all = actor.unit_ids | actor.portfolio_unit_ids, actor.may(READ_ALL_SCORES)
    return [line.unit for line in run.units.all() if sees_all or line.unit_id in own]


def period_of_run(run: Run) -> FigurePeriod:
    """The days the run speaks of."""
    return FigurePeriod(run.first, run.last)


Tally = Mapping[tuple[int, str], tuple[int, int]]


def tallies(run: Run) -> Tally:
    """(unit, figure) → n and d of the kept rows, in one grouped query."""
    rows = run.rows.filter(is_out=False).order_by().values("unit_id", "figure")
    counted = rows.annotate(d=Count("pk"), n=Count("pk", filter=Q(is_counted=True)))
    return {(row["unit_id"], row["figure"]): (row["n"], row["d"]) for row in counted}


def facts_of(content: Content, unit_id: int, tally: Tally, entries: Iterable[Entry]) -> dict[str, Facts]:
    """What every leaf of one unit is computed from."""
    mine: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        mine[entry.item].append(entry)
    return {item.key: _facts(item, unit_id, tally, mine[item.key]) for item in content.items()}


def _facts(item: Indicator, unit_id: int, tally: Tally, entries: list[Entry]) -> Facts:
    given = tuple(Fraction(entry.points) for entry in entries)
    if item.kind == HAND:
        return Facts(marks=given)
    if item.kind == BONUS:
        return Facts(awards=given)
    if item.kind == VETO:
        return Facts(vetoes=len(entries))
    n, d = tally.get((unit_id, item.figure), (0, 0))
    return Facts(n, d, events={key: tally.get((unit_id, key), (0, 0))[1] for key in item.costs})


@dataclass(frozen=True)
class Score:
    """One unit of a run: its result, its place, what the group adjusted."""

    unit: Unit
    result: Result
    place: Place
    adjust: Fraction

    def frozen(self) -> dict:
        """As it is kept: every input and result, exact numbers as fractions."""
        result = self.result
        return {
            "unit": self.unit.pk,
            "name": self.unit.name,
            "leaves": [_leaf_kept(leaf) for leaf in result.leaves],
            "adjust": str(self.adjust),
            "exact": "" if result.exact is None else str(result.exact),
            "total": result.shown,
            "rank": self.place.rank,
            "grade": self.place.grade,
        }


def _leaf_kept(leaf: Leaf) -> dict:
    facts = leaf.facts
    return {
        "item": leaf.item.key,
        "n": facts.n,
        "d": facts.d,
        "events": dict(facts.events),
        "marks": [str(one) for one in facts.marks],
        "awards": [str(one) for one in facts.awards],
        "vetoes": facts.vetoes,
        "points": "" if leaf.points is None else str(leaf.points),
        "weight": str(leaf.weight),
    }


FALLEN = Q(kind=Entry.Kind.VETO, about__measure__isnull=False) & ~Q(about__measure__state__in=STANDING)


def counting_entries(run: Run) -> QuerySet[Entry]:
    """What people put into the run and still counts: until it is frozen, a veto falls with the measure it rests on."""
    return run.entries.all() if run.result else run.entries.exclude(FALLEN)


def results(
    run: Run,
    content: Content | None = None,
    *,
    tally: Tally | None = None,
    counting: Iterable[Entry] | None = None,
) -> list[Score]:
    """Every unit by the rows as they are kept, three queries however many units; content: another version to compare with;
    tally, counting: the tallies and `counting_entries` of the run, where they were read before."""
    content = content or content_of(run.scheme)
    tally = tallies(run) if tally is None else tally
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in counting_entries(run) if counting is None else counting:
        entries[entry.unit_id].append(entry)
    half = half_results(run)
    prefetch_related_objects([run], UNITS)
    units = [row.unit for row in run.units.all()]
    found, adjusts = {}, {}
    for unit in units:
        mine = entries[unit.pk]
        adjusts[unit.pk] = sum((Fraction(one.points) for one in mine if one.kind == Entry.Kind.ADJUST), Fraction(0))
        scoring = [one for one in mine if one.kind != Entry.Kind.ADJUST]
        facts = facts_of(content, unit.pk, tally, scoring)
        found[unit.pk] = scored(content, facts, adjust=adjusts[unit.pk], half=half.get(unit.pk))
    where = places(content, found)
    return [Score(unit, found[unit.pk], where[unit.pk], adjusts[unit.pk]) for unit in units]


@dataclass(frozen=True)
class Moved:
    """How one unit would stand under another text of the scheme. why: (leaf, points now, points then) where they differ."""

    unit: Unit
    now: str
    then: str
    rank_now: int | None
    rank_then: int | None
    why: tuple[tuple[str, str, str], ...]


def latest_published(scheme: Scheme) -> Run | None:
    """The latest run of the same group that has been published: what a draft is tried on."""
    rows = Run.objects.filter(township_id=scheme.township_id, scheme__group=scheme.group).exclude(
        state__in=(DRAFT, DROPPED)
    )
    return rows.select_related("scheme").order_by("-last", "-pk").first()


def trial(run: Run, scheme: Scheme) -> list[Moved]:
    """The rows of a run under another text of the scheme; nothing is stored. The units that move most come first."""
    before = {one.unit.pk: one for one in results(run)}
    found = []
    for one in results(run, content_of(scheme)):
        old = before[one.unit.pk]
        known = {leaf.item.key: points_words(leaf) for leaf in old.result.leaves}
        why = tuple(
            (leaf.item.label, known.get(leaf.item.key, "无此项"), points_words(leaf))
            for leaf in one.result.leaves
            if known.get(leaf.item.key) != points_words(leaf)
        )
        found.append(Moved(one.unit, old.result.shown, one.result.shown, old.place.rank, one.place.rank, why))
    return sorted(found, key=lambda line: (-abs((line.rank_now or 0) - (line.rank_then or 0)), line.rank_then or 0))


def points_words(leaf: Leaf) -> str:
    """Points of a leaf for a page, to four places; the result itself is rounded once."""
    return NOTHING if leaf.points is None else decimal_words(leaf.points, SHOWN_PLACES)


def half_results(run: Run) -> dict[int, Fraction]:
    """The exact half-year results of the same year and group, from the frozen run; once this run is frozen, those it used."""
    if run.result:
        return {int(unit): Fraction(value) for unit, value in run.result["half"].items()}
    if run.stage != "year" or not content_of(run.scheme).half_share:
        return {}
    rows = Run.objects.filter(
        township_id=run.township_id,
        stage="half",
        state=ISSUED,
        scheme__group=run.scheme.group,
        first__year=run.first.year,
    )
    row = rows.order_by("-last", "-pk").first()
    units = row.result["units"] if row else []
    return {one["unit"]: Fraction(one["exact"]) for one in units if one["exact"]}


def missing_marks(run: Run, content: Content) -> dict[int, list[str]]:
    """unit → leaves that wait for a scorer."""
    given = Counter((one.unit_id, one.item) for one in run.entries.all() if one.kind == Entry.Kind.MARK)
    hand = [item for item in content.items() if item.kind == HAND]
    found = {}
    for line in run.units.all():
        waits = [item.key for item in hand if given[line.unit_id, item.key] < item.scorers]
        if waits:
            found[line.unit_id] = waits
    return found


def missing_reports(run: Run) -> list[int]:
    """Units that were asked for a self-report and have not sent it."""
    if run.report_by is None:
        return []
    return [line.unit_id for line in run.units.all() if line.reported_on is None]


def pending_objections(run: Run) -> QuerySet[ScoreObjection]:
    """Those that wait, the oldest first."""
    return run.objections.filter(state=ScoreObjection.State.PENDING)


def scorers(run: Run) -> set[int]:
    """Everybody who gave points."""
    return {one.by_id for one in run.entries.all() if one.kind != Entry.Kind.ADJUST}


def run_work(run: Run) -> Iterator[Owed]:
    """Who owes the next step before the paper."""
    if run.state == DRAFT:
        content = content_of(run.scheme)
        reports = tuple((unit, run.report_by) for unit in missing_reports(run))
        marks = sum(len(keys) for keys in missing_marks(run, content).values())
        return run_owed(RunWork(run.state, reports, marks))
    objections = pending_objections(run).values_list("pk", flat=True) if run.state == PUBLISHED else ()
    return run_owed(RunWork(run.state, objections=tuple(objections), until=run.until))


def is_last_of_stage(run: Run) -> bool:
    """Whether every group with a scheme of this year has its result of this stage once this run is issued."""
    groups = set(in_force(run.township_id, run.scheme.year).values_list("group", flat=True)) - {run.scheme.group}
    issued = Run.objects.filter(township_id=run.township_id, stage=run.stage, last=run.last, state=ISSUED)
    return not groups - set(issued.values_list("scheme__group", flat=True))


def has_next(run: Run) -> bool:
    """Whether a correction is being prepared or issued."""
    return run.later.exclude(state=DROPPED).exists()


def run_of_duty(stage: str, duty: Duty) -> int | None:
    """The run of the duty's period that is still to be brought to its end."""
    rows = Run.objects.filter(township_id=duty.township_id, stage=stage, last__range=(duty.first, duty.last))
    return rows.filter(state__in=OPEN_RUNS).order_by("pk").values_list("pk", flat=True).first()
