"""Edits proposed to draft minutes."""

from django.db.models import QuerySet

from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.minutes import Minutes, MinutesItem
from meetings.sessions.queries.scope import barred_topics
from meetings.sessions.rules.edits import OPEN
from township.actors import Actor


def edits_of(actor: Actor, minutes: Minutes) -> QuerySet[ProposedEdit]:
    """Edits of the items this actor may read, the waiting ones first."""
    rows = ProposedEdit.objects.filter(item__minutes=minutes)
    rows = rows.exclude(item__topic_id__in=barred_topics(actor).values("pk"))
    return rows.select_related("item", "proposed_by", "decided_by").order_by("decided_at", "item__order", "pk")


def edits_of_item(item: MinutesItem) -> list[ProposedEdit]:
    """All edits of one item, latest last."""
    return list(item.edits.select_related("proposed_by", "decided_by"))


def open_edits(minutes: Minutes) -> int:
    """How many wait for the writer."""
    return ProposedEdit.objects.filter(item__minutes=minutes, state=OPEN).count()
