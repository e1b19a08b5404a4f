"""What a reader asked of the ledger, as conditions on its cases."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from petitions.cases.models.assignments import Assignment, Objection
from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.categories import below
from petitions.cases.rules import cases as states
from petitions.ledger.rules.ledger import LedgerFilters
from records.matters.models.access import Handler
from records.matters.search import matching
from records.papers.models.approvals import Approval
from records.papers.queries.approvals import approvals_waiting
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.rules.identity import half_width

if TYPE_CHECKING:
    from petitions.ledger.queries.ledger import Horizon

_LACKING = {
    "unit": Q(unit__isnull=True),
    "category": Q(category__isnull=True),
    "place": Q(place_unit__isnull=True, place_text="") & ~Q(case_class="accusation"),
}


def filtered(rows: QuerySet[Case], actor: Actor, filters: LedgerFilters, span: "Horizon") -> QuerySet[Case]:
    """Those of the rows that were asked for, unordered."""
    rows = rows.filter(_plain(filters))
    rows = rows.filter(_dates(filters, span))
    if filters.unit:
        rows = rows.filter(unit_id=filters.unit)
    if filters.place:
        rows = rows.filter(place_unit_id__in=_units_below(actor, filters.place))
    if filters.category:
        rows = rows.filter(category_id__in=below(filters.category))
    if filters.lacks:
        rows = rows.filter(_LACKING[filters.lacks])
    if filters.mine:
        rows = rows.filter(_mine(actor))
    if filters.task:
        tasks = own_tasks(actor).filter(state=filters.task)
        rows = rows.filter(pk__in=tasks.values("case_id"), state__in=sorted(states.OPEN_STATES))
    if filters.waiting:
        rows = rows.filter(_waiting(actor, filters.waiting))
    if filters.who:
        rows = rows.filter(pk__in=_petitioners(actor, filters.who))
    if filters.number:
        rows = rows.filter(_numbered(filters.number))
    return matching(rows, filters.text, township_id=actor.township_id) if filters.text else rows


def _plain(filters: LedgerFilters) -> Q:
    """Conditions on one column each."""
    wanted = Q()
    if filters.state_set:
        wanted &= Q(state__in=sorted(filters.state_set))
    elif filters.stage:
        wanted &= Q(pk__in=[])
    for name in ("channel", "case_class"):
        if getattr(filters, name):
            wanted &= Q(**{name: getattr(filters, name)})
    if filters.repeat:
        wanted &= Q(is_repeat=filters.repeat == "repeat")
    if filters.group:
        wanted &= Q(is_group=True)
    if filters.ordinary:
        wanted &= ~Q(case_class="accusation")
    return wanted


def _dates(filters: LedgerFilters, span: "Horizon") -> Q:
    """Received, registered and due between; a light speaks of matters that are still open."""
    wanted = Q()
    for name in ("received", "registered"):
        ends = {"gte": getattr(filters, f"{name}_from"), "lte": getattr(filters, f"{name}_to")}
        wanted &= Q(**{f"{name}_on__{end}": day for end, day in ends.items() if day})
    if filters.due_from:
        wanted &= Q(next_due_on__gte=filters.due_from)
    if last := filters.last_due(span.today):
        wanted &= Q(next_due_on__lte=last)
    if filters.light == "late":
        wanted &= Q(next_due_on__lt=span.today)
    elif filters.light == "soon":
        wanted &= Q(next_due_on__gte=span.today, next_due_on__lte=span.yellow_until)
    if filters.light or filters.due_from or last:
        wanted &= Q(state__in=sorted(states.OPEN_STATES))
    return wanted


def _units_below(actor: Actor, unit_id: int) -> QuerySet:
    """Ids of a unit of the actor's own township and of everything below it."""
    above = Unit.objects.filter(pk=unit_id, township_id=actor.township_id).values("path")[:1]
    return Unit.objects.filter(township_id=actor.township_id, path__startswith=Subquery(above)).values("pk")


def _mine(actor: Actor) -> Q:
    """Registered by me, first handled by me, or with a part of mine (sponsor, receiver, reporter)."""
    parts = Handler.objects.filter(person_id=actor.person_id).values("matter_id")
    return Q(first_handler_id=actor.person_id) | Q(registered_by_id=actor.person_id) | Q(pk__in=parts)


def own_tasks(actor: Actor) -> QuerySet[Assignment]:
    """Tasks of the actor's own units that still stand."""
    return Assignment.objects.filter(unit_id__in=actor.unit_ids, ended_on__isnull=True)


def _waiting(actor: Actor, key: str) -> Q:
    approvals = Approval.objects.filter(township_id=actor.township_id, state=Approval.State.PENDING)
    if key == "my_approval":
        return Q(pk__in=approvals_waiting(actor).order_by().values("matter_id"))
    if key == "approval":
        return Q(pk__in=approvals.values("matter_id"))
    if key == "objection":
        pending = Objection.objects.filter(state=Objection.State.PENDING, assignment__township_id=actor.township_id)
        return Q(pk__in=pending.values("assignment__case_id"))
    if key == "execution":
        owed = Claim.objects.filter(case=OuterRef("pk"), conclusion="support", executed_on__isnull=True)
        return Q(Exists(owed), state__in=(states.DELIVERED, states.EXECUTING))
    returned = Approval.objects.filter(matter_id=OuterRef("pk"), kind="reply").order_by("-pk").values("state")[:1]
    last = Case.objects.annotate(last_decision=Subquery(returned)).filter(
        township_id=actor.township_id, state=states.HANDLING, last_decision=Approval.State.RETURNED
    )
    return Q(pk__in=last.values("pk"))


def _petitioners(actor: Actor, who: str) -> QuerySet:
    """Cases with a petitioner of exactly this name, telephone or document number, given by its keyed hash."""
    kind, _, value = who.partition("-")
    return Petitioner.objects.filter(township_id=actor.township_id, **{f"{kind}_hash": value}).values("case_id")


def _numbered(typed: str) -> Q:
    """A case number as people say it: the running number alone, or any part of the whole one, or the upper system's."""
    text = half_width(typed).strip().translate(str.maketrans("[]()【】（）", "〔〕〔〕〔〕〔〕"))
    if text.isdecimal() and len(text) <= 5:
        return Q(number__endswith=f"〕{int(text)}号")
    return Q(number__contains=text) | Q(upper_number=text)
