"""Figures of the compliance ledger: one grouped query each by clause, by unit and by person, and the duties behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from assessment.compliance.rules import Tally, stretch_of
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.duties.queries.duties import duties_visible_to
from records.duties.rules.duties import DONE, EXCUSED, OPEN, Period, standing
from records.matters.queries.scope import matters_visible_to
from records.permissions import VIEW_DUTY
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.permissions import Reach
from township.profiles.models.profiles import RuleClause
from township.profiles.rules.clauses import ClauseValues, next_due_after
from township.words import whole_number

OFFICE = "office"  # the debtor without a unit and a person


@dataclass(frozen=True)
class Line:
    """One line of the ledger. key: clause key, "unit:3", "person:5" or "office"; note: citation, or what the debtor is;
    next_on: when a clause with nothing due in the stretch is due next."""

    key: str
    label: str
    note: str = ""
    institution: str = ""
    tally: Tally = field(default_factory=Tally)
    next_on: date | None = None


@dataclass(frozen=True)
class DutyFilter:
    """What narrows the duties behind a figure; empty fields do not. kind, period: of the stretch, by default this month;
    debtor: "unit:3", "person:5" or "office"."""

    kind: str = "month"
    period: str = ""
    clause: str = ""
    debtor: str = ""
    standing: str = ""


def duties_of(actor: Actor, period: Period) -> QuerySet[Duty]:
    """The duties in sight whose due date lies in the stretch."""
    return duties_visible_to(actor).filter(due_on__gte=period.first, due_on__lte=period.last)


def by_clause(actor: Actor, period: Period, today: date) -> list[Line]:
    """A line for every clause in force in the stretch, in the order of the institutions; those with nothing due too
    for who sees the whole township.

    Words are those the duties carry, so that a later change of the rules leaves the past alone. Three queries.
    """
    rows = duties_of(actor, period).order_by().values("clause", "label", "citation", "institution")
    lines: dict[str, Line] = {}
    for row in rows.annotate(**_counts(today)):
        known = lines.get(row["clause"])
        tally = _tally(row) + (known.tally if known else Tally())
        lines[row["clause"]] = Line(row["clause"], row["label"], row["citation"], row["institution"], tally)
    if actor.reach(VIEW_DUTY) != Reach.TOWNSHIP:
        return sorted(lines.values(), key=lambda line: _order(line.institution, line.key))
    calendar = work_calendar(actor.township_id)
    for clause in _clauses(actor.township_id, period):
        if clause.key not in lines:
            lines[clause.key] = _idle(clause, period, calendar)
    return sorted(lines.values(), key=lambda line: _order(line.institution, line.key))


def _clauses(township_id: int, period: Period) -> QuerySet[RuleClause]:
    """Versions of clauses in force on some day of the stretch, the newest of a key last."""
    rows = RuleClause.objects.filter(township_id=township_id, valid_from__lte=period.last)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=period.first)).order_by("-valid_from")


def _idle(clause: RuleClause, period: Period, calendar: WorkCalendar) -> Line:
    """A clause with nothing due in the stretch, and when it is due next."""
    values = ClauseValues.of_row(clause)
    next_on = None if clause.valid_to else next_due_after(values, clause.valid_from, period.last, calendar)
    return Line(clause.key, clause.label, clause.citation, clause.institution, next_on=next_on)


def by_unit(actor: Actor, period: Period, today: date) -> list[Line]:
    """A line for every unit that owed something, and for the office: the fewest missing last. One query."""
    rows = duties_of(actor, period).filter(person__isnull=True).order_by()
    rows = rows.values("unit_id", name=Coalesce(F("unit__short_name"), F("unit__name")), full=F("unit__name"))
    found = [
        Line(
            f"unit:{row['unit_id']}" if row["unit_id"] else OFFICE,
            row["name"] or row["full"] or "联席办",
            tally=_tally(row),
        )
        for row in rows.annotate(**_counts(today))
    ]
    return _worst_first(found)


def by_person(actor: Actor, period: Period, today: date) -> list[Line]:
    """A line for every leader who owed something. One query."""
    rows = duties_of(actor, period).filter(person__isnull=False).order_by()
    rows = rows.values("person_id", name=F("person__name"), title=F("person__title")).annotate(**_counts(today))
    return _worst_first(
        [Line(f"person:{row['person_id']}", row["name"], row["title"], tally=_tally(row)) for row in rows]
    )


def total(lines: list[Line]) -> Tally:
    return sum((line.tally for line in lines), Tally())


@dataclass(frozen=True)
class DutyLine:
    """A duty as the ledger shows it. standing: done, late, missing, open or excused; is_proposed: stands among the candidates
    for supervision; may_open: its evidence is in sight."""

    duty: Duty
    standing: str
    is_proposed: bool = False
    may_open: bool = False

    @property
    def pk(self) -> int:
        return self.duty.pk


def duties_behind(actor: Actor, wanted: DutyFilter, today: date) -> QuerySet[Duty]:
    """The duties behind a figure, the latest due first."""
    rows = duties_of(actor, stretch_of(wanted.kind, wanted.period, today))
    if wanted.clause:
        rows = rows.filter(clause=wanted.clause)
    kind, _, number = wanted.debtor.partition(":")
    if wanted.debtor == OFFICE:
        rows = rows.filter(unit__isnull=True, person__isnull=True)
    elif kind in ("unit", "person") and (pk := whole_number(number, 9)) is not None:
        rows = rows.filter(**{f"{kind}_id": pk})
    if wanted.standing in STANDINGS:
        rows = rows.filter(STANDINGS[wanted.standing](today))
    return rows.select_related("unit", "person", "evidence").order_by("-due_on", "clause", "pk")


def duty_lines(duties: Iterable[Duty], actor: Actor, today: date) -> list[DutyLine]:
    """The duties with where each stands (two queries)."""
    found = list(duties)
    proposed, seen = proposed_keys(found), evidence_seen(actor, found)
    return [
        DutyLine(
            duty,
            standing(duty.state, duty.done_on, duty.due_on, today),
            duty.pk in proposed,
            duty.evidence_id in seen,
        )
        for duty in found
    ]


def debtor_words(debtor: str) -> str:
    """The name of "unit:3", "person:5" or "office"; empty for anything else."""
    kind, _, number = debtor.partition(":")
    if debtor == OFFICE:
        return "联席办"
    model, pk = {"unit": Unit, "person": Person}.get(kind), whole_number(number, 9)
    if model is None or pk is None:
        return ""
    row = model.objects.filter(pk=pk).first()
    return "" if row is None else row.label if kind == "unit" else row.name


def missing_duties(actor: Actor, period: Period, today: date) -> QuerySet[Duty]:
    """What is missing in the stretch, earliest due first: the list at the end of the printed ledger."""
    rows = duties_of(actor, period).filter(STANDINGS["missing"](today))
    return rows.select_related("unit", "person").order_by("due_on", "clause", "pk")


def proposed_keys(duties: list[Duty]) -> set[int]:
    """Ids of those duties that already stand in the list of candidates for supervision (one query)."""
    keys = {f"duty:{duty.pk}": duty.pk for duty in duties}
    if not keys:
        return set()
    township_id = duties[0].township_id
    found = Candidate.objects.filter(township_id=township_id, key__in=keys).values_list("key", flat=True)
    return {keys[key] for key in found}


def evidence_seen(actor: Actor, duties: list[Duty]) -> set[int]:
    """Ids of the matters proving these duties that the actor may open (one query)."""
    ids = {duty.evidence_id for duty in duties if duty.evidence_id}
    if not ids:
        return set()
    return set(matters_visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


STANDINGS = {
    "done": lambda today: Q(state=DONE, done_on__lte=F("due_on")),
    "late": lambda today: Q(state=DONE, done_on__gt=F("due_on")),
    "missing": lambda today: Q(state=OPEN, due_on__lt=today),
    "open": lambda today: Q(state=OPEN, due_on__gte=today),
    "excused": lambda today: Q(state=EXCUSED),
}


def _counts(today: date) -> dict:
    return {f"n_{name}": Count("pk", filter=condition(today)) for name, condition in STANDINGS.items()}


def _tally(row: dict) -> Tally:
    return Tally(row["n_done"], row["n_late"], row["n_missing"], row["n_open"], row["n_excused"])


def _worst_first(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.tally.missing, -line.tally.late, line.label))


def _order(institution: str, key: str) -> tuple:
    digits = institution[1:]
    return institution[:1], int(digits) if digits.isdigit() else 0, key
