"""The ledger (台账): the cases an actor may see, narrowed by one filter object, with totals in 件 and 人次.

A page is two statements however many cases there are: one for the totals, one for its rows. Both run on the case's own
table; identity columns are never read, only the masked name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from petitions.cases.models.assignments import Assignment, Objection
from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.queries.categories import below, category_paths
from petitions.cases.rules import cases as states
from petitions.cases.rules.cases import STATE_LABELS
from petitions.cases.rules.channels import CHANNELS, CLASSES
from petitions.ledger.rules.ledger import LedgerFilters, LedgerRow
from records.clocks.rules.lights import Colour, light, yellow_until
from records.ledgers.queries import Reader
from records.ledgers.rules.words import Figure
from records.matters.models.access import Handler
from records.matters.models.matters import Secrecy
from records.matters.search import matching
from records.papers.models.approvals import Approval
from records.papers.queries.approvals import approvals_waiting
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.copies import copy_of
from township.directory.models.units import Unit
from township.directory.rules.identity import half_width
from township.profiles.queries.settings import setting

CHUNK = 1000
KEPT_SECONDS = 60
BADGES = {Colour.RED: "late", Colour.YELLOW: "soon", Colour.GREEN: "ok"}
_CONCLUSIONS = dict(Case._meta.get_field("conclusion").choices)
_TASK_LABELS = dict(Assignment.State.choices)
_ROW = (
    "pk",
    "number",
    "title",
    "state",
    "channel",
    "case_class",
    "category_id",
    "visitors",
    "involved",
    "is_group",
    "is_repeat",
    "track",
    "raised_on",
    "received_on",
    "registered_on",
    "accepted_on",
    "concluded_on",
    "conclusion",
    "next_due_on",
    "next_due_label",
    "place_text",
    "revision",
)
_ORDERS = {
    "new": ("-registered_on", "-pk"),  # an old ledger that is imported today stays where its dates put it
    "due": (F("next_due_on").asc(nulls_last=True), "-pk"),
    "received": ("-received_on", "-pk"),
}


_LACKING = {
    "unit": Q(unit__isnull=True),
    "category": Q(category__isnull=True),
    "place": Q(place_unit__isnull=True, place_text="") & ~Q(case_class="accusation"),
}


@dataclass(frozen=True)
class Totals:
    """件: number of cases; 人次: the sum of the people who came or signed."""

    cases: int
    people: int

    @property
    def rows(self) -> int:
        return self.cases

    @property
    def figures(self) -> tuple[Figure, ...]:
        return Figure(self.cases, "件"), Figure(self.people, "人次")


@dataclass(frozen=True)
class Horizon:
    """What the lights of one page are measured with."""

    today: date
    calendar: WorkCalendar
    yellow_days: int

    @property
    def yellow_until(self) -> date:
        return yellow_until(self.today, self.calendar, self.yellow_days)


def horizon(township_id: int, today: date) -> Horizon:
    """Today with the working calendar around it and the township's number of yellow days.

    Kept for a minute: nothing in it belongs to a person, and every page of a case asks for it.
    """
    key = f"petitions.horizon.{township_id}.{today:%Y%m%d}"

    def read() -> Horizon:
        years = {today.year, today.year + 1}
        return Horizon(today, work_calendar(township_id, years), int(setting(township_id, "light_yellow_days")))

    return copy_of(key, KEPT_SECONDS, read)


def ledger(actor: Actor, filters: LedgerFilters, span: Horizon) -> QuerySet[Case]:
    """The cases of this view, unordered. The same object counts a counter, fills the list and writes the sheet."""
    rows = cases_visible_to(actor)
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
        tasks = _own_tasks(actor).filter(state=filters.task)
        rows = rows.filter(pk__in=tasks.values("case_id"), state__in=sorted(states.OPEN_STATES))
    if filters.waiting:
        rows = rows.filter(_waiting(actor, filters.waiting))
    if filters.who:
        rows = rows.filter(pk__in=_petitioners(actor, filters.who))
    if filters.number:
        rows = rows.filter(_numbered(filters.number))
    return matching(rows, filters.text, township_id=actor.township_id) if filters.text else rows


def in_order(actor: Actor, filters: LedgerFilters, today: date) -> QuerySet[Case]:
    """The same rows in the order of the view."""
    return ledger(actor, filters, horizon(actor.township_id, today)).order_by(*_ORDERS[filters.sort])


def totals(rows: QuerySet[Case], today: date) -> Totals:
    """Both figures of a view in one statement."""
    found = rows.order_by().aggregate(cases=Count("pk"), people=Sum("visitors"))
    return Totals(found["cases"], found["people"] or 0)


def lines(rows: QuerySet[Case], reader: Reader) -> Iterator[LedgerRow]:
    """The lines of one page of `in_order`, or of all of it: then read in chunks, memory does not grow with the ledger.

    Of a page its numbers are taken first, so that the sub-selects of the columns run for thirty cases and no more.
    """
    is_page, span = rows.query.is_sliced, horizon(reader.actor.township_id, reader.today)
    wanted = Case.objects.filter(pk__in=rows.values("pk")) if is_page else rows
    found = _columns(wanted, reader.actor).order_by(*_ORDERS[reader.wanted.sort])
    return _lines(found if is_page else found.iterator(chunk_size=CHUNK), span)


def _columns(rows: QuerySet[Case], actor: Actor) -> QuerySet:
    petitioner = Petitioner.objects.filter(case=OuterRef("pk")).order_by("seq").values("masked_name")[:1]
    task = _own_tasks(actor).filter(case=OuterRef("pk")).order_by("part").values
    return rows.annotate(
        petitioner=Subquery(petitioner),
        task_state=Subquery(task("state")[:1]),
        task_due=Subquery(task("due_on")[:1]),
        secrecy=F("matter__secrecy"),
        unit_name=F("unit__name"),
        unit_short=F("unit__short_name"),
        place_name=F("place_unit__name"),
        holder=Coalesce("unit_id", "place_unit_id"),
        holder_kind=Coalesce("unit__kind", "place_unit__kind"),
        handler=F("first_handler__name"),
    ).values(
        *_ROW,
        "petitioner",
        "task_state",
        "task_due",
        "secrecy",
        "unit_name",
        "unit_short",
        "place_name",
        "handler",
        "holder",
        "holder_kind",
    )


def _lines(found: Iterable[dict], span: Horizon) -> Iterator[LedgerRow]:
    paths = category_paths()
    for row in found:
        yield _line(row, paths, span)


def _line(row: dict, paths: dict[int, tuple[str, ...]], span: Horizon) -> LedgerRow:
    due_on, lamp = row["next_due_on"], None
    if due_on and row["state"] not in states.CLOSED_STATES:
        lamp = light(due_on, span.today, span.calendar, yellow_days=span.yellow_days)
    return LedgerRow(
        id=row["pk"],
        number=row["number"],
        title=row["title"],
        state=row["state"],
        state_label=STATE_LABELS[row["state"]],
        channel=CHANNELS[row["channel"]].label,
        class_label=CLASSES[row["case_class"]],
        category=" / ".join(paths.get(row["category_id"], ())),
        unit=row["unit_short"] or row["unit_name"] or "",
        place=row["place_name"] or row["place_text"],
        petitioner=row["petitioner"] or "匿名",
        visitors=row["visitors"],
        involved=row["involved"],
        is_group=row["is_group"],
        is_repeat=row["is_repeat"],
        is_simple=row["track"] == "simple",
        handler=row["handler"] or "",
        raised_on=row["raised_on"],
        received_on=row["received_on"],
        registered_on=row["registered_on"],
        accepted_on=row["accepted_on"],
        concluded_on=row["concluded_on"],
        conclusion=_CONCLUSIONS.get(row["conclusion"], ""),
        due_on=due_on,
        due_label=row["next_due_label"],
        light=BADGES.get(lamp.colour, "") if lamp else "",
        light_words=lamp.words if lamp else "",
        task=_TASK_LABELS.get(row["task_state"], ""),
        task_due_on=row["task_due"],
        restricted=row["secrecy"] == Secrecy.RESTRICTED,
        revision=row["revision"],
        holder_id=row["holder"],
        holder_kind=row["holder_kind"] or "",
        is_accusation=row["case_class"] == "accusation",
    )


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


def _dates(filters: LedgerFilters, span: Horizon) -> Q:
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


def _own_tasks(actor: Actor) -> QuerySet[Assignment]:
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
