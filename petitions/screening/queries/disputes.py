"""The ledger of disputes: filters, counts, one dispute with what hangs on it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, DateField, F, IntegerField, Q, QuerySet, Sum, Value, When

from petitions.permissions import VIEW_DISPUTE
from petitions.screening.models.disputes import Dispute, DisputeNote, Mediation
from petitions.screening.rules.disputes import STRUCK, UNSTRUCK
from records.ledgers.queries import Reader
from records.ledgers.rules.words import Figure, Totals
from records.matters.models.matters import Matter, Reference
from records.matters.queries.scope import matters_visible_to, visible_to
from township.actors import Actor
from township.sight import row_in_sight

FROM_DISPUTE = "from_dispute"


@dataclass(frozen=True)
class DisputeFilter:
    """What narrows the ledger; empty fields do not. state: a state, "open" (not struck off) or "overdue"."""

    text: str = ""
    unit: int | None = None
    level: str = ""
    cause: str = ""
    state: str = ""
    round: int | None = None
    found_from: date | None = None
    found_to: date | None = None


def disputes_visible_to(actor: Actor) -> QuerySet[Dispute]:
    """The office sees all; units what they hold or reported, leaders their portfolio, grid members their own reports."""
    return visible_to(actor, Dispute.objects.all(), VIEW_DISPUTE)


def get_dispute(actor: Actor, dispute_id: int) -> Dispute:
    """The dispute, or OutOfScope."""
    rows = disputes_visible_to(actor).select_related(
        "matter", "unit", "grid", "holder__parent", "round", "reported_by", "proposed_by", "checked_by", "township"
    )
    return row_in_sight(rows, "没有找到这件纠纷，或者它不在您能查看的范围内。", pk=dispute_id)


def dispute_ledger(actor: Actor, wanted: DisputeFilter, today: date) -> QuerySet[Dispute]:
    """Disputes in sight: those not struck off first by their limit, then the others, latest first."""
    rows = disputes_visible_to(actor)
    if wanted.text:
        rows = rows.filter(
            Q(title__contains=wanted.text) | Q(number__contains=wanted.text) | Q(place__contains=wanted.text)
        )
    if wanted.unit:
        rows = rows.filter(Q(unit_id=wanted.unit) | Q(holder_id=wanted.unit))
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.cause:
        rows = rows.filter(cause=wanted.cause)
    if wanted.round:
        rows = rows.filter(round_id=wanted.round)
    if wanted.found_from:
        rows = rows.filter(found_on__gte=wanted.found_from)
    if wanted.found_to:
        rows = rows.filter(found_on__lte=wanted.found_to)
    rows = _in_state(rows, wanted.state, today)
    is_done = Case(When(state__in=UNSTRUCK, then=Value(0)), default=Value(1), output_field=IntegerField())
    open_due = Case(When(state__in=UNSTRUCK, then=F("due_on")), default=None, output_field=DateField())
    rows = rows.annotate(is_done=is_done, open_due=open_due)
    return rows.order_by("is_done", "open_due", "-found_on", "-pk").select_related("unit", "grid", "holder")


def _in_state(rows: QuerySet[Dispute], state: str, today: date) -> QuerySet[Dispute]:
    if state == "open":
        return rows.filter(state__in=UNSTRUCK)
    if state == "overdue":
        return rows.filter(state__in=UNSTRUCK, due_on__lt=today)
    return rows.filter(state=state) if state else rows


def totals(rows: QuerySet[Dispute], reader: Reader) -> Totals:
    """What these rows come to: how many, people, not struck off, late. One query."""
    open_ones = Q(state__in=UNSTRUCK)
    found = rows.order_by().aggregate(
        all=Count("pk"),
        people=Sum("people"),
        open=Count("pk", filter=open_ones),
        late=Count("pk", filter=open_ones & Q(due_on__lt=reader.today)),
    )
    figures = (
        Figure(found["all"], "件"),
        Figure(found["people"] or 0, "人次"),
        Figure(found["open"], "件", "未销号"),
        Figure(found["late"], "件", "超期"),
    )
    return Totals(found["all"], figures)


def lateness(row: Dispute, today: date) -> str:
    """按期, 超期 for what is struck off (by the day it was asked for); 已超期 while it is open and late."""
    if row.state in UNSTRUCK:
        return "已超期" if row.due_on < today else ""
    if row.state == STRUCK:
        return "按期" if (row.proposed_on or row.struck_on) <= row.due_on else "超期"
    return ""


def notes_of(dispute: Dispute) -> list[DisputeNote]:
    """Reports and answers, latest first."""
    return list(dispute.notes.select_related("by").order_by("-pk"))


def mediations_of(dispute: Dispute) -> list[Mediation]:
    """Mediations in order, with their documents (without the texts)."""
    rows = dispute.mediations.select_related("document", "recorded_by")
    return list(rows.defer("document__body", "document__facts"))


@dataclass(frozen=True)
class CaseLink:
    """The case a dispute became; its number may be told, the case itself only to who may see it."""

    matter: Matter
    is_open_to_reader: bool


def case_of(actor: Actor, dispute: Dispute) -> CaseLink | None:
    """The case this dispute was turned into, if it was."""
    link = Reference.objects.filter(target=dispute.matter, relation=FROM_DISPUTE).select_related("source").first()
    if link is None:
        return None
    return CaseLink(link.source, matters_visible_to(actor).filter(pk=link.source_id).exists())
