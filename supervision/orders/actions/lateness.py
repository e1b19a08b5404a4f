"""Orders whose limit has passed without a reply: a line in the timeline of every matter they rest on, once for each limit.

Source: the chain from case to supervision; who reads the case sees that what was demanded did not come.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from records.matters.actions.events import add_event
from records.matters.models.events import Event
from supervision.orders.models.orders import Order
from supervision.orders.queries.orders import sources_of
from supervision.orders.rules.orders import WORKING
from township.actors import Actor, system_actor
from township.dates import full_date
from township.journal.actions import write_entry

MOVE = "order_late"
LOOKS_BACK = timedelta(days=60)  # natural days: a site that stood still catches up


def townships_with_late(at: datetime) -> list[int]:
    """Townships in which an order passed its limit and no timeline says so yet."""
    return list(_untold(at.date()).order_by().values_list("township_id", flat=True).distinct())


def tell_late(township_ids: Iterable[int], at: datetime) -> int:
    """Write the lines; run twice = once. Returns how many orders were told of."""
    done = 0
    for township_id in township_ids:
        by = system_actor(township_id, "定时任务·督办逾期", on=at.date())
        for pk in list(_untold(at.date()).filter(township_id=township_id).order_by("pk").values_list("pk", flat=True)):
            done += _told(pk, by, at)
    return done


def _untold(today: date) -> QuerySet[Order]:
    """Late orders that rest on a matter whose timeline has no line of this limit."""
    told = Event.objects.filter(
        matter__candidates__orders__order=OuterRef("pk"),
        move=MOVE,
        on=OuterRef("due_on"),
        text__contains=OuterRef("number"),
    )
    late = Order.objects.filter(state=WORKING, due_on__lt=today, due_on__gte=today - LOOKS_BACK)
    return late.filter(grounds__candidate__matter__isnull=False).exclude(Exists(told)).distinct()


def _told(pk: int, by: Actor, at: datetime) -> bool:
    """One order, under its lock: it may have been answered or extended in this very moment."""
    with transaction.atomic():
        row = Order.objects.select_for_update().filter(pk=pk, state=WORKING, due_on__lt=at.date()).first()
        if row is None or not _untold(at.date()).filter(pk=pk).exists():
            return False
        text = f"督办单{row.number}{full_date(row.due_on)}到期，没有回复"
        for source in sources_of(row):
            add_event(matter=source, by=by, at=at, move=MOVE, text=text, unit=row.unit, on=row.due_on)
        write_entry(
            by=by, at=at, action="order.late", subject_kind="order", subject_id=row.pk, subject_label=row.number
        )
        return True
