"""Seeing name and telephone of a visitor in clear: a reason first, and a line in the journal (个人信息保护法 51)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import REVEAL_VISITOR
from meetings.receptions.models.receptions import Visitor
from records.matters.actions.reveal import note_reveal
from records.matters.queries.scope import ensure
from township.actors import Actor


def reveal_visitor(*, visitor: Visitor, reason: str, by: Actor, at: datetime) -> dict:
    """{"name": …, "phone": …, "before": corrections of either, oldest first}; the caller has found the visitor by `get_visitor`."""
    with transaction.atomic():
        matter = visitor.reception.matter
        ensure(by, REVEAL_VISITOR, matter)
        note_reveal(matter=matter, whose=visitor.pk, fields=["name", "phone"], reason=reason, by=by, at=at)
        return {
            "name": visitor.name or "（未留姓名）",
            "phone": visitor.phone or "（未留电话）",
            "before": [one for one in visitor.corrections.all() if one.names_people],
        }
