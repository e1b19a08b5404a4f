"""The register of incoming documents."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.rules.incoming import ASSIGNED, HANDLED, OPINED, UNFINISHED
from meetings.permissions import CLOSE_INCOMING, DECIDE_INCOMING, HANDLE_INCOMING, VIEW_INCOMING
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope
from township.permissions import Reach


@dataclass(frozen=True)
class IncomingFilter:
    """What narrows the register. state: a state, "unfinished" or "overdue"; dates are dates of receipt."""

    text: str = ""
    state: str = ""
    unit: int | None = None
    first: date | None = None
    last: date | None = None


def incoming_visible_to(actor: Actor) -> QuerySet[IncomingPaper]:
    return visible_to(actor, IncomingPaper.objects.all(), VIEW_INCOMING)


def get_incoming(actor: Actor, incoming_id: int) -> IncomingPaper:
    """The document, or OutOfScope."""
    rows = incoming_visible_to(actor).select_related("matter", "unit", "opinion_by", "ordered_by", "handled_by")
    row = rows.filter(pk=incoming_id).first()
    if row is None:
        raise OutOfScope()
    return row


def register(actor: Actor, wanted: IncomingFilter, today: date) -> QuerySet[IncomingPaper]:
    """Documents of this view, latest received first, without their words."""
    rows = incoming_visible_to(actor)
    if wanted.text:
        rows = rows.filter(
            Q(title__contains=wanted.text)
            | Q(number__contains=wanted.text)
            | Q(sender__contains=wanted.text)
            | Q(their_number__contains=wanted.text)
        )
    if wanted.unit:
        rows = rows.filter(unit_id=wanted.unit)
    if wanted.first:
        rows = rows.filter(received_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(received_on__lte=wanted.last)
    if wanted.state == "unfinished":
        rows = rows.filter(state__in=UNFINISHED)
    elif wanted.state == "overdue":
        rows = rows.filter(state__in=UNFINISHED - {HANDLED}, due_on__lt=today)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.select_related("unit").defer("demand", "opinion", "order", "result")


def incoming_to_decide(actor: Actor) -> QuerySet[IncomingPaper]:
    """Documents that wait for this actor's decision."""
    rows = incoming_visible_to(actor).filter(state=OPINED).exclude(opinion_by_id=actor.person_id)
    return (rows if actor.may(DECIDE_INCOMING) else rows.none()).order_by("due_on", "pk")


def incoming_to_handle(actor: Actor) -> QuerySet[IncomingPaper]:
    """Documents in the hands of the actor's own units."""
    if actor.reach(HANDLE_INCOMING) != Reach.OWN:
        return IncomingPaper.objects.none()
    return incoming_visible_to(actor).filter(state=ASSIGNED, unit_id__in=actor.unit_ids).order_by("due_on", "pk")


def incoming_in(actor: Actor, state: str) -> QuerySet[IncomingPaper]:
    """Documents in one state, for the counters of the office."""
    return (incoming_visible_to(actor) if actor.may(CLOSE_INCOMING) else IncomingPaper.objects.none()).filter(
        state=state
    )
