"""The register of outgoing documents: who sees what, filters, receipts, what waits for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from meetings.documents.models.papers import OfficePaper, PaperReceipt
from meetings.documents.rules.papers import (
    APPROVED,
    BY_CONVENOR,
    DRAFT,
    ISSUED,
    KINDS,
    OPEN_STATES,
    SUBMITTED,
    PaperKind,
)
from meetings.permissions import (
    APPROVE_CIRCULAR,
    APPROVE_PAPER,
    READ_DRAFT_PAPER,
    RECEIVE_PAPER,
    VIEW_PAPER,
)
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import district_offices, invitable_units
from township.permissions import Capability, Reach


@dataclass(frozen=True)
class PaperFilter:
    """What narrows the register; empty fields do not. state: a state, "open" or "unreceived"; dates are dates of issue."""

    text: str = ""
    kind: str = ""
    state: str = ""
    unit: int | None = None
    first: date | None = None
    last: date | None = None


def papers_visible_to(actor: Actor) -> QuerySet[OfficePaper]:
    """Papers in reach; unissued ones only for the office."""
    rows = visible_to(actor, OfficePaper.objects.all(), VIEW_PAPER)
    return rows if actor.may(READ_DRAFT_PAPER) else rows.filter(state=ISSUED)


def get_paper(actor: Actor, paper_id: int) -> OfficePaper:
    """The paper, or OutOfScope."""
    rows = papers_visible_to(actor).select_related("matter", "document__drafted_by", "approved_by", "township")
    row = rows.filter(pk=paper_id).first()
    if row is None:
        raise OutOfScope()
    return row


def register(actor: Actor, wanted: PaperFilter) -> QuerySet[OfficePaper]:
    """Papers of this view, unissued first, then the latest issued; each with n_units and n_received."""
    rows = papers_visible_to(actor)
    if wanted.text:
        rows = rows.filter(Q(title__contains=wanted.text) | Q(number__contains=wanted.text))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unit:
        sent = PaperReceipt.objects.filter(unit_id=wanted.unit).values("paper_id")
        rows = rows.filter(Q(pk__in=sent) | Q(pk__in=OfficePaper.units.through.objects.filter(unit_id=wanted.unit).values("officepaper_id")))  # fmt: skip
    if wanted.first:
        rows = rows.filter(issued_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(issued_on__lte=wanted.last)
    rows = _in_state(rows, wanted.state)
    received = Count("receipts", filter=Q(receipts__received_at__isnull=False))
    rows = rows.annotate(n_units=Count("receipts"), n_received=received)
    return rows.select_related("matter", "document__drafted_by").order_by(F("issued_on").desc(nulls_first=True), "-pk")


def _in_state(rows: QuerySet[OfficePaper], state: str) -> QuerySet[OfficePaper]:
    if state == "open":
        return rows.filter(state__in=OPEN_STATES)
    if state == "unreceived":
        return rows.filter(pk__in=PaperReceipt.objects.filter(received_at__isnull=True).values("paper_id"))
    return rows.filter(state=state) if state else rows


def receipts_of(paper: OfficePaper) -> list[PaperReceipt]:
    return list(paper.receipts.select_related("unit", "received_by"))


def sendable_units(township_id: int) -> QuerySet[Unit]:
    """Units a paper may be sent to: members, villages, organs outside; the office itself left out."""
    rows = invitable_units(township_id).exclude(is_office=True)
    is_outside = Case(When(kind=UnitKind.OUTSIDE, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(is_outside=is_outside).order_by("is_outside", "kind", "order", "pk")


def inside_sendable(township_id: int) -> list[Unit]:
    """Those of them inside the township: whom a circular goes to."""
    return [unit for unit in sendable_units(township_id) if unit.kind != UnitKind.OUTSIDE]


def default_copies(township_id: int) -> list[Unit]:
    """抄送 by default: the district's petition office."""
    return district_offices(township_id)


def approving(kind: PaperKind) -> Capability:
    """The right that approves this kind."""
    return APPROVE_CIRCULAR if kind.approver == BY_CONVENOR else APPROVE_PAPER


def may_approve(actor: Actor, paper: OfficePaper) -> bool:
    """Whether this actor may decide about the submitted paper: the right, and not his own draft."""
    own = paper.document.drafted_by_id == actor.person_id
    return paper.state == SUBMITTED and actor.may(approving(paper.kind_rule)) and not own


def papers_to_approve(actor: Actor) -> QuerySet[OfficePaper]:
    """Papers on this actor's desk that he did not draft."""
    kinds = [key for key, kind in KINDS.items() if actor.may(approving(kind))]
    rows = papers_visible_to(actor).filter(state=SUBMITTED, kind__in=kinds)
    return rows.exclude(document__drafted_by_id=actor.person_id).select_related("matter").order_by("pk")


def papers_to_receive(actor: Actor) -> QuerySet[PaperReceipt]:
    """Papers that the actor's own units have not receipted."""
    if actor.reach(RECEIVE_PAPER) != Reach.OWN:
        return PaperReceipt.objects.none()
    rows = PaperReceipt.objects.filter(unit_id__in=actor.unit_ids, received_at__isnull=True)
    rows = rows.filter(paper__in=papers_visible_to(actor).values("pk"))
    return rows.select_related("paper", "unit").order_by("pk")


def drafts_to_finish(actor: Actor) -> QuerySet[OfficePaper]:
    """Drafts that nobody has handed in."""
    return papers_visible_to(actor).filter(state=DRAFT)


def papers_to_issue(actor: Actor) -> QuerySet[OfficePaper]:
    """Approved papers that wait for their number."""
    return papers_visible_to(actor).filter(state=APPROVED)
