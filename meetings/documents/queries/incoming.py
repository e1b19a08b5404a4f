"""The register of incoming documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.rules.incoming import HANDLED, UNFINISHED, IncomingFacts, IncomingWork, incoming_owed
from meetings.permissions import (
    CLOSE_INCOMING,
    DECIDE_INCOMING,
    HANDLE_INCOMING,
    OPINE_INCOMING,
    REGISTER_INCOMING,
    VIEW_INCOMING,
)
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor
from township.permissions import Reach
from township.sight import row_in_sight


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
    return row_in_sight(rows, pk=incoming_id)


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


def incoming_facts(actor: Actor, row: IncomingPaper) -> IncomingFacts:
    """What the doors of an incoming document look at."""
    by_office = actor.reach(HANDLE_INCOMING) == Reach.TOWNSHIP
    return IncomingFacts(
        state=row.state,
        may=rights_on(
            actor, row.matter, (REGISTER_INCOMING, OPINE_INCOMING, DECIDE_INCOMING, HANDLE_INCOMING, CLOSE_INCOMING)
        ),
        is_writer=row.opinion_by_id == actor.person_id,
        is_unit=by_office or row.unit_id in actor.unit_ids,
        is_handler=row.handled_by_id == actor.person_id,
    )


def incoming_work(row: IncomingPaper) -> Iterator[Owed]:
    """Who owes the next step: for the work of its kind."""
    work = IncomingWork(
        state=row.state,
        sender=row.sender,
        due_on=row.due_on,
        unit=row.unit_id,
        opinion_by=row.opinion_by_id,
        handled_by=row.handled_by_id,
    )
    return incoming_owed(work)
