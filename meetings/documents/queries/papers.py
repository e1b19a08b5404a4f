"""The register of outgoing documents: who sees what, filters, receipts, what waits for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet

from meetings.documents.models.papers import OfficePaper
from meetings.documents.rules.papers import (
    BY_CONVENOR,
    ISSUED,
    OPEN_STATES,
    PaperKind,
)
from meetings.permissions import APPROVE_CIRCULAR, APPROVE_PAPER, READ_DRAFT_PAPER, VIEW_PAPER
from records.matters.queries.scope import visible_to
from records.papers.models.recipients import Recipient
from township.actors import Actor
from township.counts import size_of
from township.directory.models.units import Unit
from township.directory.queries.units import district_offices
from township.permissions import Capability
from township.sight import row_in_sight


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


def papers_open_to(actor: Actor) -> QuerySet[OfficePaper] | None:
    """Of the papers in reach those that open to the actor; None = all of them."""
    return None if actor.may(READ_DRAFT_PAPER) else OfficePaper.objects.filter(state=ISSUED)


def get_paper(actor: Actor, paper_id: int) -> OfficePaper:
    """The paper, or OutOfScope."""
    rows = papers_visible_to(actor).select_related("matter", "document__drafted_by", "approved_by", "township")
    return row_in_sight(rows, pk=paper_id)


def register(actor: Actor, wanted: PaperFilter, today: date) -> QuerySet[OfficePaper]:
    """Papers of this view, unissued first, then the latest issued; each with n_units and n_received."""
    rows = papers_visible_to(actor)
    if wanted.text:
        rows = rows.filter(Q(title__contains=wanted.text) | Q(number__contains=wanted.text))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unit:
        rows = rows.filter(document__in=Recipient.objects.filter(unit_id=wanted.unit).values("document_id"))
    if wanted.first:
        rows = rows.filter(issued_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(issued_on__lte=wanted.last)
    rows = _in_state(rows, wanted.state)
    sent = Recipient.objects.filter(document=OuterRef("document"), sent_on__isnull=False)
    rows = rows.annotate(n_units=size_of(sent), n_received=size_of(sent.filter(received_at__isnull=False)))
    rows = rows.select_related("document__drafted_by").defer("document__body", "document__facts")
    return rows.order_by(F("issued_on").desc(nulls_first=True), "-pk")


def _in_state(rows: QuerySet[OfficePaper], state: str) -> QuerySet[OfficePaper]:
    if state == "open":
        return rows.filter(state__in=OPEN_STATES)
    if state == "unreceived":
        missing = Recipient.objects.filter(sent_on__isnull=False, received_at__isnull=True)
        return rows.filter(document__in=missing.values("document_id"))
    return rows.filter(state=state) if state else rows


def default_copies(township_id: int) -> list[Unit]:
    """抄送 by default: the district's petition office."""
    return district_offices(township_id)


def approving(kind: PaperKind) -> Capability:
    """The right that approves this kind."""
    return APPROVE_CIRCULAR if kind.approver == BY_CONVENOR else APPROVE_PAPER


def paper_words(paper: OfficePaper) -> str:
    """What of a paper is searchable beside number and title: its text, once it is issued. A draft's words are the office's."""
    return f"{paper.title}\n{paper.document.body}" if paper.number else ""
