"""What supervision says about a unit, as events: replies too late, replies given back, second orders. Never petitions."""

from datetime import date

from django.db.models import F, Q, QuerySet

from records.figures.declared import EVENTS, YES, Declaration, seen_in
from records.matters.models.events import Event
from supervision.orders.models.orders import Order
from supervision.orders.queries.orders import orders_visible_to
from supervision.orders.rules.orders import REPLACED, SECOND, SOURCE, UNISSUED, WORKING


def _issued(township_id: int) -> QuerySet[Order]:
    return Order.objects.filter(township_id=township_id).exclude(state__in=UNISSUED)


def late_rows(township_id: int, as_of: date) -> QuerySet[Order]:
    """Orders whose latest reply came after the (extended) limit, or that are past it without a reply."""
    replied_late = Q(replied_on__gt=F("due_on"))
    waiting = Q(state__in=(WORKING, REPLACED), due_on__lt=as_of) & (Q(replied_on__isnull=True) | replied_late)
    found = _issued(township_id).filter(replied_late | waiting)
    return found.annotate(unit_of=F("unit_id"), is_counted=YES, basis_on=F("due_on"))


def second_rows(township_id: int, as_of: date) -> QuerySet[Order]:
    """Second orders, by the day of issue."""
    found = _issued(township_id).filter(kind=SECOND, issued_on__lte=as_of)
    return found.annotate(unit_of=F("unit_id"), is_counted=YES, basis_on=F("issued_on"))


def returned_rows(township_id: int, as_of: date) -> QuerySet[Event]:
    """Every time a reply was given back, by its day."""
    found = Event.objects.filter(township_id=township_id, matter__kind="order", move="give_back", on__lte=as_of)
    return found.annotate(unit_of=F("matter__order__unit_id"), is_counted=YES, basis_on=F("on"))


def _counted(key: str, label: str, numerator: str, basis: str, rows, matter: str = "pk") -> Declaration:
    return Declaration(
        key=f"supervision.{key}",
        label=label,
        numerator=numerator,
        denominator="",
        basis=basis,
        population="印发的督办单，按责任单位",
        source=SOURCE,
        rows=rows,
        sight=seen_in(orders_visible_to, matter),
        matter=matter,
        kind=EVENTS,
    )


LATE = _counted(
    "late",
    "督办超期回复",
    "超过办理期限回复或者到期没有回复的督办单",
    "按办理期限（含同意的延期）归期",
    late_rows,
)
RETURNED = _counted("returned", "督办回复退回", "核实后退回续办", "按退回日期归期", returned_rows, "matter_id")
SECOND_ORDERS = _counted("second", "二次督办", "印发的二次督办单", "按印发日期归期", second_rows)
DECLARED = (LATE, RETURNED, SECOND_ORDERS)
