"""Recorded failures of a unit that accountability may rest on: findings, supervision orders, decided causes.

Nothing of a restricted matter is offered: the subject has a right to read the ground, and material of an accusation never
reaches whom it accuses (条例第三十条第三款、第四十六条第五项).
"""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from records.duties.queries.candidates import candidates_visible_to
from records.matters.models.access import Implication
from records.matters.models.matters import Secrecy
from supervision.accountability.models.causes import CauseSide
from supervision.accountability.queries.causes import causes_visible_to
from supervision.accountability.rules.causes import DECIDED, NONE, SIDES
from supervision.accountability.rules.grounds import ACCOUNTABLE, Failure, finding_words, order_faults
from supervision.orders.models.orders import Order
from supervision.orders.queries.orders import failed, orders_visible_to
from supervision.orders.rules.orders import REPLACED, SECOND, UNISSUED, WORKING
from township.actors import Actor
from township.dates import full_date
from township.directory.models.units import Unit

MOST = 60


def failures_of(actor: Actor, unit: Unit, today: date) -> list[Failure]:
    """Failures of the unit in the actor's sight that were on record by that day, the latest first."""
    found = [*_findings(actor, unit), *_orders(actor, unit, today), *_causes(actor, unit)]
    found = [failure for failure in found if failure.on <= today]
    return sorted(found, key=lambda failure: (failure.on, failure.key), reverse=True)[:MOST]


def _findings(actor: Actor, unit: Unit) -> list[Failure]:
    accused = Implication.objects.filter(unit_id__in=[*unit.ancestor_ids, unit.pk], lifted_at__isnull=True)
    rows = candidates_visible_to(actor).filter(unit=unit, ground__in=ACCOUNTABLE).exclude(state="dismissed")
    rows = rows.filter(Q(matter__isnull=True) | Q(matter__secrecy=Secrecy.ORDINARY))
    rows = rows.exclude(matter_id__in=accused.values("matter_id"))[:MOST]
    return [
        Failure(
            f"candidate:{row.pk}",
            finding_words(row.ground, row.text, row.matter.number if row.matter_id else "", row.raised_at.date()),
            row.raised_at.date(),
            reverse("records:matter", args=[row.matter_id]) if row.matter_id else reverse("records:candidates"),
        )
        for row in rows
    ]


def _orders(actor: Actor, unit: Unit, today: date) -> list[Failure]:
    rows = orders_visible_to(actor).filter(failed(today), unit=unit, matter__secrecy=Secrecy.ORDINARY)
    rows = rows.exclude(state__in=UNISSUED).order_by("-issued_on", "-pk")[:MOST]
    return [
        Failure(f"order:{row.pk}", order_line(row, today), row.issued_on, reverse("supervision:order", args=[row.pk]))
        for row in rows
    ]


def order_line(row: Order, today: date) -> str:
    """An issued order as a ground: number, day of issue and what went wrong."""
    is_late = row.replied_on > row.due_on if row.replied_on else row.state == WORKING and row.due_on < today
    faults = order_faults(
        is_second=row.kind == SECOND, returns=row.returns, is_late=is_late, is_replaced=row.state == REPLACED
    )
    return f"{full_date(row.issued_on)}印发{row.get_kind_display()}单{row.number}，{'、'.join(faults)}"


def _causes(actor: Actor, unit: Unit) -> list[Failure]:
    seen = causes_visible_to(actor).filter(state=DECIDED, matter__secrecy=Secrecy.ORDINARY)
    sides = CauseSide.objects.filter(cause__in=seen.values("pk"), unit=unit).exclude(kind=NONE)
    found: dict[int, list[CauseSide]] = {}
    for side in sides.select_related("cause__about").order_by("cause_id", "side"):
        found.setdefault(side.cause_id, []).append(side)
    return [
        Failure(f"cause:{pk}", _cause_line(rows), rows[0].cause.decided_on, reverse("supervision:cause", args=[pk]))
        for pk, rows in found.items()
    ]


def _cause_line(sides: list[CauseSide]) -> str:
    cause = sides[0].cause
    found = "；".join(f"{SIDES[side.side]}：{side.kind_words}" for side in sides)
    return f"{full_date(cause.decided_on)}审定{cause.number}（{cause.about.number}），{found}"
