"""A visitor received by a leader becomes a case with one click: what the registration page is filled with (D5).

The name goes over in clear, because it is registered there; that is a look at identity data and stands in the journal.
"""

from datetime import datetime

from django.utils import timezone

from meetings.permissions import RECORD_RECEPTION
from meetings.receptions.actions.visitors import link_case
from meetings.receptions.models.receptions import Visitor
from meetings.receptions.queries.receptions import NOT_FOUND, get_visitor
from meetings.receptions.rules.receptions import PENDING
from records.matters.actions.reveal import note_reveal
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from township.actors import Actor, OutOfScope
from township.words import whole_number


def prefill(actor: Actor, matter_id: int, ref: str) -> dict:
    """Initial values of the registration form; OutOfScope when the visit is not in sight or has its outcome."""
    visitor = _visitor(actor, matter_id, ref)
    ensure(actor, RECORD_RECEPTION, visitor.reception.matter)
    if visitor.outcome != PENDING:
        raise OutOfScope(NOT_FOUND)
    if visitor.name:
        note_reveal(
            matter=visitor.reception.matter,
            whose=visitor.pk,
            fields=["name", "phone"],
            reason="登记为信访事项",
            by=actor,
            at=timezone.localtime(),
        )
    reception = visitor.reception
    people = [{"role": "petitioner", "name": visitor.name, "phone": visitor.phone}] if visitor.name else []
    return {
        "channel": "reception",
        "leader": reception.leader_id,
        "session_on": reception.held_on,
        "raised_on": reception.held_on,
        "received_on": timezone.localdate(),
        "visitors": visitor.headcount,
        "words": visitor.words,
        "people": people,
    }


def linked(*, matter_id: int, ref: str, case: Matter, by: Actor, at: datetime) -> None:
    """The case is registered: the visit has its outcome."""
    link_case(matter_id=matter_id, visitor_id=_number(ref), case=case, by=by, at=at)


def _visitor(actor: Actor, matter_id: int, ref: str) -> Visitor:
    visitor = get_visitor(actor, _number(ref))
    if visitor.reception_id != matter_id:
        raise OutOfScope(NOT_FOUND)
    return visitor


def _number(ref: str) -> int:
    number = whole_number(ref)
    if number is None:
        raise OutOfScope(NOT_FOUND)
    return number
