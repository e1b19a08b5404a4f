"""Supervision orders: who sees what, the register, the board of units, the facts of the doors."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from records.matters.models.events import Event
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.scope import visible_to
from records.matters.queries.timeline import timeline_rows
from records.papers.queries.flows import PaperRows
from supervision.orders.models.orders import Order, OrderGround, OrderPoint, OrderReport
from supervision.orders.rules.orders import DROPPED, REPLACED, RUNNING, SECOND, UNISSUED, WORKING, board_colour
from supervision.permissions import READ_DRAFT_ORDER, VIEW_ORDER
from township.actors import Actor
from township.sight import row_in_sight
from township.together import together


@dataclass(frozen=True)
class OrderFilter:
    """What narrows the register. state: a state, "running" or "overdue"; dates are dates of issue."""

    text: str = ""
    kind: str = ""
    state: str = ""
    unit: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class BoardRow:
    """A unit on the board: orders in hand, of them late, given back, ordered a second time; done in all."""

    unit: str
    unit_id: int
    running: int
    late: int
    returned: int
    second: int
    done: int

    @property
    def colour(self) -> str:
        return board_colour(late=self.late, second=self.second, returned=self.returned)


def orders_visible_to(actor: Actor) -> QuerySet[Order]:
    """Orders in sight; those not issued only for the office."""
    rows = visible_to(actor, Order.objects.all(), VIEW_ORDER)
    return rows if actor.may(READ_DRAFT_ORDER) else rows.exclude(state__in=UNISSUED)


def get_order(actor: Actor, order_id: int) -> Order:
    """The order, or OutOfScope."""
    related = (
        "matter",
        "document__drafted_by",
        "unit",
        "township",
        "approved_by",
        "replied_by",
        "verified_by",
        "earlier",
    )
    return row_in_sight(orders_visible_to(actor).select_related(*related), pk=order_id)


def register(actor: Actor, wanted: OrderFilter, today: date) -> QuerySet[Order]:
    """Orders of this view, unissued first, then the latest issued, without their words."""
    rows = orders_visible_to(actor)
    if wanted.text:
        rows = rows.filter(number__contains=wanted.text)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unit:
        rows = rows.filter(unit_id=wanted.unit)
    if wanted.first:
        rows = rows.filter(issued_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(issued_on__lte=wanted.last)
    if wanted.state == "running":
        rows = rows.filter(state__in=RUNNING)
    elif wanted.state == "overdue":
        rows = rows.filter(state=WORKING, due_on__lt=today)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    rows = rows.select_related("unit").defer("facts", "done_when", "reply", "verdict")
    return rows.order_by(F("issued_on").desc(nulls_first=True), "-pk")


def board(actor: Actor, today: date) -> list[BoardRow]:
    """Units with issued orders in sight of the actor, the worst first. Counts orders, never petitions."""
    rows = orders_visible_to(actor).exclude(state__in=UNISSUED).order_by().values("unit_id", "unit__name")
    counted = rows.annotate(
        running=Count("pk", filter=Q(state__in=RUNNING)),
        late=Count("pk", filter=Q(state=WORKING, due_on__lt=today)),
        returned=Count("pk", filter=Q(state__in=RUNNING, returns__gt=0)),
        second=Count("pk", filter=Q(state__in=RUNNING, kind=SECOND)),
        done=Count("pk", filter=Q(state="done")),
    )
    names = {field.name for field in fields(BoardRow)}
    found = [BoardRow(**{k: v for k, v in row.items() if k in names}, unit=row["unit__name"]) for row in counted]
    rank = {"red": 0, "yellow": 1, "green": 2}
    return sorted(found, key=lambda row: (rank[row.colour], -row.late, -row.running, row.unit_id))


def is_failed(row: Order, today: date) -> bool:
    """Late, or given back at least once: what a second order may follow."""
    return row.state == WORKING and (row.returns > 0 or row.due_on < today)


def failed(today: date) -> Q:
    """Issued orders in which something went wrong: given back, ordered a second time, late with the reply or late now."""
    late = Q(replied_on__gt=F("due_on")) | Q(state=WORKING, due_on__lt=today)
    return Q(returns__gt=0) | Q(kind=SECOND) | Q(state=REPLACED) | late


def has_failed(row: Order, today: date) -> bool:
    """Whether that is so of this order, and accountability may rest on it: not of a restricted one."""
    if row.state in UNISSUED or row.matter.secrecy != Secrecy.ORDINARY:
        return False
    is_late = row.due_on < (row.replied_on or date.min) or row.state == WORKING and row.due_on < today
    return row.returns > 0 or row.kind == SECOND or row.state == REPLACED or is_late


@dataclass(frozen=True)
class OrderRows:
    """An order as its page reads it. later: the second order that follows it, given up ones left out."""

    points: list[OrderPoint]
    grounds: list[OrderGround]
    later: list[Order]
    events: list[Event]
    paper: PaperRows


def order_rows(actor: Actor, row: Order) -> OrderRows:
    """All of it, in one query."""
    parts = {
        "points": row.points.all(),
        "grounds": row.grounds.select_related("candidate__matter"),
        "later": row.later.exclude(state=DROPPED),
        "events": timeline_rows(row.matter.pk, row.matter.kind, actor),
        **PaperRows.parts(row.document, "order"),
    }
    read = together(parts)
    return OrderRows(read["points"], read["grounds"], read["later"], read["events"], PaperRows.of(read))


def sources_of(row: Order) -> list[Matter]:
    """The matters that the findings of an order are about, each once."""
    return list(Matter.objects.filter(candidates__orders__order=row).distinct().order_by("pk"))


def has_report(row: Order) -> bool:
    """Whether the unit has written its 办结报告."""
    return OrderReport.objects.filter(order_id=row.pk).exists()


def report_of(actor: Actor, row: Order) -> OrderReport | None:
    """The 办结报告 for who may read of the petitioner in it: the office and the unit in charge, not who merely assists."""
    if not reads_report(actor, row):
        return None
    return OrderReport.objects.select_related("written_by", "document").filter(order_id=row.pk).first()


def reads_report(actor: Actor, row: Order) -> bool:
    return actor.may(READ_DRAFT_ORDER) or row.unit_id in actor.unit_ids


def about_of(row: Order) -> str:
    """What the report is about: the one matter the order rests on, else the order itself."""
    numbers = {
        one.candidate.matter.number for one in row.grounds.select_related("candidate__matter") if one.candidate.matter
    }
    return numbers.pop() if len(numbers) == 1 else row.number


def next_of(row: Order) -> Order | None:
    """The second order that follows this one, in any state but given up."""
    return row.later.exclude(state=DROPPED).first()


def orders_on(matter_ids: Collection[int]) -> QuerySet:
    """Numbers of the orders that rest on findings about these matters, or follow an order that is one of them."""
    wanted = Q(grounds__candidate__matter_id__in=list(matter_ids)) | Q(earlier_id__in=list(matter_ids))
    return Order.objects.filter(wanted).values_list("pk", flat=True)


def matters_behind(matter_ids: Collection[int]) -> list[int]:
    """The matters that the findings of these orders are about, of the orders before them as well."""
    orders = Order.objects.filter(pk__in=matter_ids)
    near = orders.values_list("grounds__candidate__matter_id", "earlier_id", "earlier__grounds__candidate__matter_id")
    return [pk for row in near for pk in row if pk]
