"""What 今日 says about screening: the unit's return with nil in one tap, the grid member's report, what the office owes."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from petitions.permissions import APPROVE_CIRCULAR
from petitions.screening.queries.disputes import disputes_visible_to
from petitions.screening.queries.rounds import returns_owed, rounds_visible_to
from petitions.screening.rules.disputes import CHECKING, ESCALATED, GRID, UNSTRUCK
from petitions.screening.rules.rounds import CLOSED, MISSING, OPEN
from records.papers.models.approvals import Approval
from township.actors import Actor

SHOWN = 5


def liaison(actor: Actor, today: date) -> dict:
    """Returns owed, disputes to take up or to check, and those of the unit that fall due first."""
    units = actor.unit_ids - actor.reporting_unit_ids
    rows = disputes_visible_to(actor).select_related("holder")
    mine = rows.filter(Q(holder_id__in=units) | Q(holder__parent_id__in=units), state__in=UNSTRUCK)
    below = rows.filter(level=GRID, holder__parent_id__in=units)
    return {
        "owed": list(returns_owed(actor).order_by("-round__due_on", "pk")[:SHOWN]),  # the one that runs first
        "to_take_up": list(below.filter(state=ESCALATED).order_by("escalated_on", "pk")[:SHOWN]),
        "to_check": list(below.filter(state=CHECKING).exclude(proposed_by_id=actor.person_id).order_by("pk")[:SHOWN]),
        "in_hand": list(mine.order_by("due_on", "pk")[:SHOWN]),
        "today": today,
    }


def grid(actor: Actor, today: date) -> dict:
    """One large button, and what became of my reports."""
    rows = disputes_visible_to(actor).select_related("holder").order_by("closed_on", "due_on", "pk")
    return {"mine": list(rows.filter(state__in=UNSTRUCK)[:SHOWN]), "today": today}


def office(actor: Actor, today: date) -> dict:
    """Counters, each opening exactly the rows it counts; the rounds that are open with their missing units. Two or three queries."""
    ledger = reverse("petitions:disputes")
    counted = (
        disputes_visible_to(actor)
        .order_by()
        .aggregate(
            escalated=Count("pk", filter=Q(state=ESCALATED)),
            checking=Count("pk", filter=Q(state=CHECKING)),
            overdue=Count("pk", filter=Q(state__in=UNSTRUCK, due_on__lt=today)),
        )
    )
    rounds = rounds_visible_to(actor).filter(state__in=(OPEN, CLOSED))
    missing = Count("returns", filter=Q(returns__state=MISSING))
    open_rounds = list(rounds.annotate(missing=missing).order_by("-due_on", "-pk")[:SHOWN])  # the one that runs first
    approvals = []
    if actor.may(APPROVE_CIRCULAR):
        waiting = Approval.objects.filter(
            township_id=actor.township_id, kind="screening_circular", state=Approval.State.PENDING
        )
        rows = waiting.exclude(proposed_by_id=actor.person_id).select_related("matter").order_by("pk")[:SHOWN]
        approvals = [(row.matter.title, reverse("petitions:circular", args=[row.matter_id])) for row in rows]
    return {
        "counters": [
            ("上报待接收", counted["escalated"], f"{ledger}?state=escalated", ""),
            ("待核查销号", counted["checking"], f"{ledger}?state=checking", ""),
            ("纠纷超期", counted["overdue"], f"{ledger}?state=overdue", "late"),
        ],
        "rounds": open_rounds,
        "approvals": approvals,
        "today": today,
    }
