"""Receptions in sight, their visitors, what leaders promised, and how the weekly day of each leader was kept."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from meetings.permissions import RECORD_RECEPTION, VIEW_RECEPTION
from meetings.receptions.models.receptions import CalledUnit, Reception, Visitor
from meetings.receptions.models.rosters import DutySlot
from meetings.receptions.queries.rosters import leader_posts, monday_of, week_key
from meetings.receptions.rules.receptions import (
    CASE,
    NEEDS_CASE,
    PENDING,
    RECEPTIONS,
    STATE_LABELS,
    ReceptionFacts,
    ReceptionWork,
    reception_owed,
)
from records.duties.models.duties import Duty
from records.duties.rules.duties import standing
from records.matters.models.matters import Matter, Reference
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import matters_visible_to, visible_to
from records.work.rules import Owed
from township.actors import Actor, OutOfScope
from township.directory.models.people import Person
from township.sight import row_in_sight

WEEK_CLAUSE = "reception_week"
TAKES_ALONG = "takes_along"  # relation of the reference from a reception to the matter taken along
NOT_FOUND = "没有找到这次接访。"


@dataclass(frozen=True)
class ReceptionFilter:
    """What the ledger is narrowed to."""

    leader: int | None = None
    form: str = ""
    first: date | None = None
    last: date | None = None
    state: str = ""


def receptions_visible_to(actor: Actor) -> QuerySet[Reception]:
    return visible_to(actor, Reception.objects.all(), VIEW_RECEPTION)


def ledger(actor: Actor, wanted: ReceptionFilter, today: date) -> QuerySet[Reception]:
    """One row for each reception with what became of the visits."""
    rows = receptions_visible_to(actor).select_related("matter", "leader", "unit", "slot")
    if wanted.leader:
        rows = rows.filter(leader_id=wanted.leader)
    if wanted.form:
        rows = rows.filter(form=wanted.form)
    if wanted.state in STATE_LABELS:
        rows = rows.filter(state=wanted.state)
    elif wanted.state == "unfinished":
        rows = rows.filter(pk__in=unfinished(actor).values("pk"))
    elif wanted.state in ("promise", "late"):
        promises = open_promises(actor)
        promises = promises.filter(promise_due_on__lt=today) if wanted.state == "late" else promises
        rows = rows.filter(pk__in=promises.order_by().values("reception_id"))
    if wanted.first:
        rows = rows.filter(held_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(held_on__lte=wanted.last)
    counted = {
        f"n_{outcome}": Count("visitors", filter=Q(visitors__outcome=outcome))
        for outcome in ("case", "answered", "recorded", "pending")
    }
    return rows.annotate(n_visits=Count("visitors"), **counted).order_by("-held_on", "-matter_id")


def get_reception(actor: Actor, reception_id: int) -> Reception:
    """The reception, or OutOfScope."""
    rows = receptions_visible_to(actor).select_related("matter", "leader", "unit", "slot__roster", "recorded_by")
    return row_in_sight(rows, NOT_FOUND, pk=reception_id)


def visitors_of(actor: Actor, reception: Reception) -> list[Visitor]:
    """Visits in order; `case_open` says whether the reader may open the case (two queries).

    Words of a visit that became a case are kept with the case alone: who is shut out of it reads nothing here.
    """
    rows = list(reception.visitors.select_related("case", "decided_by").prefetch_related("corrections__by"))
    cases = [row.case_id for row in rows if row.case_id]
    seen = set(matters_visible_to(actor).filter(pk__in=cases).values_list("pk", flat=True)) if cases else set()
    for row in rows:
        row.case_open = row.case_id in seen
        row.is_readable = row.case_id is None or row.case_open
    return rows


def get_visitor(actor: Actor, visitor_id: int) -> Visitor:
    """A visit of a reception in sight whose case, if any, is in sight as well; else OutOfScope."""
    row = Visitor.objects.select_related("reception__matter", "reception__leader").filter(pk=visitor_id).first()
    if row is None or not receptions_visible_to(actor).filter(pk=row.reception_id).exists():
        raise OutOfScope(NOT_FOUND)
    if row.case_id and not matters_visible_to(actor).filter(pk=row.case_id).exists():
        raise OutOfScope(NOT_FOUND)
    return row


def called_units_of(reception: Reception) -> list[CalledUnit]:
    return list(reception.called_units.select_related("unit"))


def taken_along(actor: Actor, reception: Reception) -> list[Matter]:
    """The matters taken along that the reader may open (one query)."""
    targets = Reference.objects.filter(source_id=reception.pk, relation=TAKES_ALONG).values("target_id")
    return list(matters_visible_to(actor).filter(pk__in=targets))


def facts_of(actor: Actor, row: Reception, visitors: list[Visitor], called: list[CalledUnit]) -> ReceptionFacts:
    """What the doors look at, from what the page has read."""
    may = rights_on(actor, row.matter, [RECORD_RECEPTION])
    pending = frozenset(one.pk for one in visitors if one.outcome == PENDING)
    promised = frozenset(
        one.pk for one in visitors if one.promise_due_on and not one.promise_kept_on and one.is_readable
    )
    is_open = RECEPTIONS.allows("note", row.state)
    parts = {"keep_promise": promised} if may else {}
    if may and is_open:
        parts |= {"answer": pending, "record": pending, "note_unit": frozenset(one.pk for one in called)}
    if may:
        parts["correct"] = frozenset(one.pk for one in visitors if one.outcome != CASE)
    return ReceptionFacts(
        state=row.state,
        may=may,
        pending=len(pending),
        takes_case=row.form in NEEDS_CASE,
        is_case_told=bool(row.case_told),
        parts=parts,
    )


def reception_facts(actor: Actor, row: Reception) -> ReceptionFacts:
    """The same for the page of one act."""
    return facts_of(actor, row, visitors_of(actor, row), called_units_of(row))


def reception_work(row: Reception) -> Iterator[Owed]:
    """Who owes what on it (one query)."""
    visits = list(row.visitors.values_list("pk", "seq", "outcome", "promise_due_on", "promise_kept_on"))
    facts = ReceptionWork(
        state=row.state,
        recorder=row.recorded_by_id,
        leader=row.leader_id,
        held_on=row.held_on,
        pending=sum(outcome == PENDING for _, _, outcome, _, _ in visits),
        owes_case=row.form in NEEDS_CASE and not row.case_told,
        promises=tuple((pk, seq, due_on) for pk, seq, _, due_on, kept_on in visits if due_on and not kept_on),
    )
    return reception_owed(facts)


def open_promises(actor: Actor) -> QuerySet[Visitor]:
    """Promises in sight not kept yet, the nearest first."""
    rows = Visitor.objects.filter(promise_due_on__isnull=False, promise_kept_on__isnull=True)
    rows = rows.filter(reception_id__in=receptions_visible_to(actor).values("pk"))
    return rows.select_related("reception__matter", "reception__leader").order_by("promise_due_on", "pk")


def unfinished(actor: Actor) -> QuerySet[Reception]:
    """Receptions in sight with visits that have no outcome."""
    pending = Visitor.objects.filter(outcome=PENDING).values("reception_id")
    return receptions_visible_to(actor).filter(pk__in=pending)


KEPT = ("done", "late")
JUDGED = (*KEPT, "missing")


@dataclass
class WeekCell:
    """A leader's week: turns as A, turns signed in, receptions recorded, people received; whether a reception was owed and
    whether it was kept."""

    turns: int = 0
    signed: int = 0
    receptions: int = 0
    people: int = 0
    is_owed: bool = False
    is_kept: bool = False

    def judge(self, duty: str, has_rule: bool) -> None:
        """duty: standing of what the rules owed for this week (records.duties.rules.duties.standing), "" = nothing. The judgement is
        that of the compliance ledger: what is not due yet is neither kept nor missing. Without a rule (has_rule) a week is owed
        where the leader was put down for a turn or came."""
        came = self.signed > 0 or self.receptions > 0
        self.is_owed = duty in JUDGED if has_rule else self.turns > 0 or came
        self.is_kept = duty in KEPT if duty else came


@dataclass
class CoverageRow:
    """One leader. cells: by Monday, in the order of the weeks. The weeks owed are those of the compliance ledger."""

    person: Person
    cells: list[WeekCell] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return sum(cell.is_owed and cell.is_kept for cell in self.cells)

    @property
    def owed(self) -> int:
        return sum(cell.is_owed for cell in self.cells)


def weeks_back(today: date, n: int) -> list[date]:
    """The Mondays of the last n weeks, this one last."""
    return [monday_of(today) - timedelta(weeks=back) for back in range(n - 1, -1, -1)]


def coverage(township_id: int, mondays: list[date], today: date) -> list[CoverageRow]:
    """How each leader kept the weekly day (four queries). Week keys: `week_key`."""
    first, last = mondays[0], mondays[-1] + timedelta(days=6)
    people = {post.person_id: post.person for post in leader_posts(township_id, first, last)}
    cells: dict[tuple[int, date], WeekCell] = defaultdict(WeekCell)
    slots = DutySlot.objects.filter(roster__township_id=township_id, roster__published_on__isnull=False)
    for person, day, signed in slots.filter(day__gte=first, day__lte=last).values_list("a_id", "day", "signed_in_at"):
        cell = cells[person, monday_of(day)]
        cell.turns += 1
        cell.signed += signed is not None
    rows = Reception.objects.filter(township_id=township_id, held_on__gte=first, held_on__lte=last)
    for person, day, n in rows.values_list("leader_id", "held_on", "headcount"):
        cell = cells[person, monday_of(day)]
        cell.receptions += 1
        cell.people += n
    owed = _owed(township_id, first, last, today)
    lines = [CoverageRow(person, [cells[pk, monday] for monday in mondays]) for pk, person in people.items()]
    for key, cell in cells.items():
        cell.judge(owed.get(key, ""), bool(owed))
    return lines


def _owed(township_id: int, first: date, last: date, today: date) -> dict[tuple[int, date], str]:
    """Standing of each weekly duty by leader and Monday, as the compliance ledger has it."""
    rows = Duty.objects.filter(township_id=township_id, clause=WEEK_CLAUSE, first__gte=first, first__lte=last)
    found = rows.values_list("person_id", "first", "state", "done_on", "due_on")
    return {(person, monday): standing(state, done, due, today) for person, monday, state, done, due in found}


def week_words(monday: date) -> str:
    """第48周."""
    return f"第{int(week_key(monday)[-2:])}周"


def names_at(reception_ids: list[int]) -> list[str]:
    """Names of the visitors, decrypted: for checking a text, shown to nobody."""
    return list(Visitor.objects.filter(reception_id__in=reception_ids).values_list("name", flat=True))
