"""The petition part of 今日, for each role: counters that open exactly their rows, and what falls due first.

A counter is a filter of the ledger: the number and the link come from the same object, so they cannot disagree.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse

from petitions.cases.models.cases import Case
from petitions.cases.rules.cases import OPEN_STATES
from petitions.ledger.queries.ledger import Horizon, counts, horizon, ledger, rows_of
from petitions.ledger.rules.ledger import LedgerFilters, LedgerRow
from petitions.permissions import VIEW_CASE, VIEW_CASE_IDS
from records.matters.queries.scope import visible_to
from records.papers.queries.approvals import approvals_waiting
from township.actors import Actor

SHOWN = 8


@dataclass(frozen=True)
class Counter:
    """One figure of the home page. tone: "late" colours it red unless it is nought."""

    label: str
    number: int
    url: str
    tone: str = ""


@dataclass(frozen=True)
class UnitLoad:
    """A unit with its late and soon matters, each figure with its link."""

    name: str
    late: int
    soon: int
    late_url: str
    soon_url: str


@dataclass(frozen=True)
class DueDay:
    """How many decisions and answers fall due on one day."""

    on: date
    decisions: int
    answers: int
    decisions_url: str
    answers_url: str


@dataclass(frozen=True)
class ProposalLine:
    """A proposal that waits for this reader, with the page on which it is read and decided."""

    number: str
    title: str
    what: str
    who: str
    at: datetime
    url: str


def _url(filters: LedgerFilters) -> str:
    return filters.address(reverse("petitions:ledger"))


def _counters(actor: Actor, wanted: dict[str, tuple[str, LedgerFilters]], span: Horizon) -> list[Counter]:
    """Label and filter of each -> the counters, in one statement."""
    sizes = counts(actor, {key: filters for key, (_, filters) in wanted.items()}, span)
    return [
        Counter(label, sizes[key], _url(filters), "late" if "late" in filters.light else "")
        for key, (label, filters) in wanted.items()
    ]


def _first_due(actor: Actor, filters: LedgerFilters, span: Horizon) -> list[LedgerRow]:
    return rows_of(ledger(actor, filters, span), actor, filters, span, 0, SHOWN)


def _headline(late: int, today: int) -> str:
    """今天有 5 件事到期，1 件已超期."""
    due = f"今天有 {today} 件事到期" if today else "今天没有到期的事"
    return f"{due}，{late} 件已超期" if late else due


def _by_number(counters: list[Counter], label: str) -> int:
    return next(counter.number for counter in counters if counter.label == label)


def _proposals(actor: Actor) -> list[ProposalLine]:
    """What waits for my decision, oldest first: one tap to read, one to decide."""
    rows = approvals_waiting(actor).filter(matter__kind="case")[:SHOWN]
    return [
        ProposalLine(
            number=row.matter.number,
            title=row.matter.title,
            what=row.summary,
            who=row.proposed_by.name,
            at=row.proposed_at,
            url=reverse("petitions:decide", args=[row.matter_id, row.pk]),
        )
        for row in rows
    ]


def clerk_home(actor: Actor, today: date) -> dict:
    """Clerk: decisions and answers due, what waits for delivery, drafts that came back."""
    span = horizon(actor.township_id, today)
    wanted = {
        "late_decision": ("超期未告知受理", LedgerFilters(stage="undecided", light="late")),
        "late": ("已超期", LedgerFilters(light="late")),
        "today": ("今天到期", LedgerFilters(due_from=today, due_to=today)),
        "soon": ("快到期", LedgerFilters(light="soon")),
        "undecided": ("待受理", LedgerFilters(stage="undecided")),
        "to_deliver": ("待送达", LedgerFilters(stage="to_deliver")),
        "returned": ("退回重拟", LedgerFilters(waiting="returned")),
    }
    counters = _counters(actor, wanted, span)
    due = LedgerFilters(stage="open", due_within=7, sort="due")
    return {
        "headline": _headline(_by_number(counters, "已超期"), _by_number(counters, "今天到期")),
        "counters": counters,
        "rows": _first_due(actor, due, span),
        "all_url": _url(due),
        "days": _due_days(actor, span),
    }


def director_home(actor: Actor, today: date) -> dict:
    """Director: proposals waiting, red and yellow matters by unit."""
    span = horizon(actor.township_id, today)
    wanted = {
        "my_approval": ("等我审批", LedgerFilters(waiting="my_approval")),
        "objection": ("异议待核实", LedgerFilters(waiting="objection")),
        "late": ("已超期", LedgerFilters(light="late")),
        "today": ("今天到期", LedgerFilters(due_from=today, due_to=today)),
        "soon": ("快到期", LedgerFilters(light="soon")),
        "execution": ("支持未落实", LedgerFilters(waiting="execution")),
    }
    counters = _counters(actor, wanted, span)
    return {
        "headline": _headline(_by_number(counters, "已超期"), _by_number(counters, "今天到期")),
        "counters": counters,
        "proposals": _proposals(actor),
        "proposals_url": _url(LedgerFilters(waiting="my_approval")),
        "units": _unit_loads(actor, span),
    }


def convenor_home(actor: Actor, today: date) -> dict:
    """Convenor: one tap to read, one to decide."""
    span = horizon(actor.township_id, today)
    wanted = {
        "my_approval": ("等我审批", LedgerFilters(waiting="my_approval")),
        "objection": ("异议待核实", LedgerFilters(waiting="objection")),
        "late": ("已超期", LedgerFilters(light="late")),
        "group": ("未办结集体访", LedgerFilters(stage="open", group=True)),
    }
    counters = _counters(actor, wanted, span)
    number = _by_number(counters, "等我审批")
    return {
        "headline": f"有 {number} 件等您审批" if number else "没有等您审批的事项",
        "counters": counters,
        "proposals": _proposals(actor),
        "proposals_url": _url(LedgerFilters(waiting="my_approval")),
        "units": _unit_loads(actor, span),
    }


def liaison_home(actor: Actor, today: date) -> dict:
    """Liaison: what came to my unit, what is in hand, what falls due, what came back."""
    span = horizon(actor.township_id, today)
    wanted = {
        "sent": ("待签收", LedgerFilters(task="sent")),
        "in_hand": ("办理中", LedgerFilters(task="received")),
        "late": ("已超期", LedgerFilters(light="late")),
        "soon": ("快到期", LedgerFilters(light="soon")),
        "returned": ("退回重拟", LedgerFilters(waiting="returned")),
        "execution": ("待落实", LedgerFilters(waiting="execution")),
    }
    counters = _counters(actor, wanted, span)
    sent, late = _by_number(counters, "待签收"), _by_number(counters, "已超期")
    due = LedgerFilters(stage="open", sort="due")
    parts = ([f"{sent} 件待签收"] if sent else []) + ([f"{late} 件已超期"] if late else [])
    return {
        "headline": "本单位有 " + "，".join(parts) if parts else "本单位没有待签收和超期的事项",
        "counters": counters,
        "rows": _first_due(actor, due, span),
        "all_url": _url(due),
    }


def leader_home(actor: Actor, today: date) -> dict:
    """Leader: the matters of my portfolio and my own, and their next step."""
    span = horizon(actor.township_id, today)
    wanted = {
        "open": ("分管和本人的未办结", LedgerFilters(stage="open")),
        "mine": ("本人接访、包案的", LedgerFilters(stage="open", mine=True)),
        "late": ("已超期", LedgerFilters(light="late")),
        "soon": ("快到期", LedgerFilters(light="soon")),
    }
    due = LedgerFilters(stage="open", sort="due")
    counters = _counters(actor, wanted, span)
    return {
        "headline": _headline(_by_number(counters, "已超期"), _today_number(actor, span)),
        "counters": counters,
        "rows": _first_due(actor, due, span),
        "all_url": _url(due),
        "may_register": True,
    }


def grid_home(actor: Actor, today: date) -> dict:
    """Grid member: report a matter on one page; what became of my reports."""
    span = horizon(actor.township_id, today)
    mine = LedgerFilters(mine=True)
    return {"headline": "报告一件事", "rows": _first_due(actor, mine, span), "all_url": _url(mine)}


def auditor_home(actor: Actor, today: date) -> dict:
    """Auditor: numbers only, each leading to its trail."""
    return {"numbers": list(case_numbers(actor)[:SHOWN]), "all_url": reverse("petitions:numbers")}


def case_numbers(actor: Actor):
    """Case numbers with the day of registration, newest first, and nothing else of the case."""
    return visible_to(actor, Case.objects.all(), VIEW_CASE_IDS).order_by("-pk").values("pk", "number", "registered_on")


def _today_number(actor: Actor, span: Horizon) -> int:
    return counts(actor, {"today": LedgerFilters(due_from=span.today, due_to=span.today)}, span)["today"]


def _unit_loads(actor: Actor, span: Horizon) -> list[UnitLoad]:
    """Units with late or soon matters, the most late first; one statement."""
    late, soon = LedgerFilters(light="late"), LedgerFilters(light="soon")
    rows = (
        visible_to(actor, Case.objects.filter(state__in=sorted(OPEN_STATES), unit__isnull=False), VIEW_CASE)
        .filter(next_due_on__lte=span.yellow_until)
        .values("unit_id", "unit__name", "unit__short_name")
        .annotate(
            late=Count("pk", filter=Q(next_due_on__lt=span.today)),
            soon=Count("pk", filter=Q(next_due_on__gte=span.today)),
        )
        .order_by("-late", "-soon", "unit_id")
    )
    return [
        UnitLoad(
            row["unit__short_name"] or row["unit__name"],
            row["late"],
            row["soon"],
            _url(LedgerFilters(light=late.light, unit=row["unit_id"])),
            _url(LedgerFilters(light=soon.light, unit=row["unit_id"])),
        )
        for row in rows
    ]


def _due_days(actor: Actor, span: Horizon, ahead: int = 7) -> list[DueDay]:
    """Decisions (受理) and answers due by day, today and the days after it; one statement."""
    week = LedgerFilters(due_from=span.today, due_within=ahead)
    undecided, in_hand = LedgerFilters(stage="undecided").state_set, LedgerFilters(stage="in_hand").state_set
    rows = (
        ledger(actor, week, span)
        .values("next_due_on")
        .annotate(
            decisions=Count("pk", filter=Q(state__in=undecided)), answers=Count("pk", filter=Q(state__in=in_hand))
        )
        .order_by("next_due_on")
    )
    return [
        DueDay(
            row["next_due_on"],
            row["decisions"],
            row["answers"],
            _url(LedgerFilters(stage="undecided", due_from=row["next_due_on"], due_to=row["next_due_on"])),
            _url(LedgerFilters(stage="in_hand", due_from=row["next_due_on"], due_to=row["next_due_on"])),
        )
        for row in rows
        if row["decisions"] or row["answers"]
    ]
