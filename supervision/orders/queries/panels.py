"""Orders on pages of others: how a unit stands on the unit's page, what went wrong on the page of the session ahead.

Restricted orders stand on neither: a session has many readers, and a unit's page has more readers than the order.
"""

from datetime import date

from django.db.models import Q, QuerySet

from records.matters.models.matters import Matter, Secrecy
from records.matters.origins import topic_url
from supervision.orders.models.orders import Order
from supervision.orders.queries.orders import failed, orders_visible_to
from supervision.orders.rules.orders import RUNNING, SECOND, WORKING
from supervision.permissions import VIEW_ORDER
from township.actors import Actor
from township.frame.slips import about
from township.together import together_known

MOST = 10


def _running(actor: Actor) -> QuerySet[Order]:
    rows = orders_visible_to(actor).filter(state__in=RUNNING, matter__secrecy=Secrecy.ORDINARY)
    return rows.select_related("matter", "unit").order_by("due_on", "pk")


def faults_of(row: Order, today: date) -> str:
    """逾期、退回2次、二次督办; "" where nothing went wrong."""
    words = ["逾期"] if row.state == WORKING and row.due_on < today else []
    words += [f"退回{row.returns}次"] if row.returns else []
    words += ["二次督办"] if row.kind == SECOND else []
    return "、".join(words)


def orders_on_unit(actor: Actor, unit, today: date) -> dict | None:
    """The unit's running orders in sight with what went wrong (one query); None for who sees no orders, or where there is none."""
    if not actor.may(VIEW_ORDER):
        return None
    rows = list(_running(actor).filter(unit=unit))
    if not rows:
        return None
    lines = [(row, faults_of(row, today), "") for row in rows]
    return {"title": "督办单", "count": len(rows), "bad": sum(bool(one[1]) for one in lines), "lines": lines[:MOST]}


def orders_on_session(actor: Actor, session, today: date) -> dict | None:
    """Late, returned and second orders in sight, each with the address that proposes it as a topic (one query)."""
    if not actor.may(VIEW_ORDER):
        return None
    key = ("orders on session", about(actor), today)
    rows = together_known(key, lambda: {"orders": _gone_wrong(actor, today)})["orders"]
    lines = [
        (row, faults_of(row, today), topic_url(actor, row.matter.number, f"关于{row.unit.label}督办事项落实情况"))
        for row in rows
    ]
    return (
        {"title": "督办中逾期、退回、二次督办的", "count": len(rows), "bad": len(rows), "lines": lines}
        if rows
        else None
    )


def _gone_wrong(actor: Actor, today: date) -> QuerySet[Order]:
    first = orders_visible_to(actor).filter(failed(today) | Q(kind=SECOND), state__in=RUNNING)
    first = first.exclude(
        pk__in=Matter.objects.filter(township_id=actor.township_id, secrecy=Secrecy.RESTRICTED).values("pk")
    )
    # The earliest are found in the index order_running before anything is joined: an office has thousands that run.
    return _running(actor).filter(pk__in=first.order_by("due_on", "pk").values("pk")[:MOST])
