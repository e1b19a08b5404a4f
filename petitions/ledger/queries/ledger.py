"""The ledger (台账): the cases an actor may see, narrowed by one filter object, with totals in 件 and 人次.

A page is two statements however many cases there are: one for the totals, one for its rows. Both run on the case's own
table; identity columns are never read, only the masked name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from petitions.cases.models.assignments import Assignment
from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.queries.categories import category_paths
from petitions.cases.rules import cases as states
from petitions.cases.rules.cases import STATE_LABELS
from petitions.cases.rules.channels import CHANNELS, CLASSES
from petitions.ledger.queries.filters import filtered, own_tasks
from petitions.ledger.rules.ledger import LedgerFilters, LedgerRow
from petitions.permissions import VIEW_CASE
from records.clocks.rules.lights import Colour, light, yellow_until
from records.ledgers.queries import Reader
from records.ledgers.rules.words import Figure
from records.matters.models.matters import Secrecy
from records.matters.queries.scope import matters_kept_from
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.copies import copy_of
from township.frame.slips import ALTOGETHER, about, gather_known, slip
from township.permissions import Reach
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
    return filtered(cases_visible_to(actor), actor, filters, span)


def in_order(actor: Actor, filters: LedgerFilters, today: date) -> QuerySet[Case]:
    """The same rows in the order of the view."""
    return ledger(actor, filters, horizon(actor.township_id, today)).order_by(*_ORDERS[filters.sort])


def totals(rows: QuerySet[Case], reader: Reader) -> Totals:
    """Both figures of a view in one statement."""
    if _is_whole(reader):
        found = gather_known((about(reader.actor), "case_people"), lambda: _whole_and_kept(reader.actor))
        (whole,), (kept,) = found["whole"], found["kept"]
        return Totals(whole["cases"] - kept["cases"], whole["people"] - kept["people"])
    found = rows.order_by().aggregate(cases=Count("pk"), people=Sum("visitors"))
    return Totals(found["cases"], found["people"] or 0)


def _is_whole(reader: Reader) -> bool:
    """Whether a reader of the whole township asks for everything: how the ledger is opened, and the most there is to count."""
    actor = reader.actor
    is_open = not actor.is_system and actor.reach(VIEW_CASE) == Reach.TOWNSHIP
    return is_open and replace(reader.wanted, sort="new") == LedgerFilters()


def _whole_and_kept(actor: Actor) -> list[QuerySet]:
    """件 and 人次 of the township, from an index that knows no single case, and of the few cases that are kept from the reader: to
    ask of each case whether it is one of them takes twice as long."""
    rows = Case.objects.filter(township_id=actor.township_id)
    kept = rows.filter(pk__in=matters_kept_from(actor, restricted=True).values("pk"))
    sums = {"cases": Count("*"), "people": Coalesce(Sum("visitors"), 0)}
    return [slip(name, part, *ALTOGETHER, **sums) for name, part in (("whole", rows), ("kept", kept))]


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
    task = own_tasks(actor).filter(case=OuterRef("pk")).order_by("part").values
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
