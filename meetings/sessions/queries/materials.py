"""Materials in sight: those of the session for who sees it, those of a topic for who may hear it."""

from django.db.models import F, Q, QuerySet

from meetings.sessions.models.materials import Material
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.scope import sessions_visible_to, topics_visible_to
from township.actors import Actor, OutOfScope


def material_rows(session_id: int, agenda: QuerySet[Topic]) -> QuerySet[Material]:
    """The question for them."""
    rows = Material.objects.filter(withdrawn_at__isnull=True)
    rows = rows.filter(Q(session_id=session_id) | Q(topic__in=agenda.order_by().values("pk")))
    order = F("topic__order").asc(nulls_first=True)
    return rows.select_related("attachment__uploaded_by", "topic").order_by(order, "pk")


def materials_of_topic(topic: Topic) -> list[Material]:
    """Files of one topic in sight (one query)."""
    rows = topic.materials.filter(withdrawn_at__isnull=True)
    return list(rows.select_related("attachment__uploaded_by").order_by("pk"))


def material_of(actor: Actor, material_id: int) -> Material:
    """The file, or OutOfScope."""
    related = ("attachment", "session__matter", "topic__matter")
    row = Material.objects.select_related(*related).filter(pk=material_id, withdrawn_at__isnull=True).first()
    if row is not None:
        of_session, of_topic = sessions_visible_to(actor), topics_visible_to(actor)
        if of_session.filter(pk=row.session_id).exists() or of_topic.filter(pk=row.topic_id).exists():
            return row
    raise OutOfScope()
