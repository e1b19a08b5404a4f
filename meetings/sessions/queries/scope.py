"""Need-to-know on an agenda: whoever is shut out of a matter sees neither the item about it nor a word of its minutes.

The spine (records.matters.queries.scope) answers for each matter by itself. Here two questions are put together: may the actor
see the session, and are they shut out of the topic or of anything the topic is linked to. The answer is worked out anew each
time, so that an implication entered after the meeting still holds.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Model, Q, QuerySet

from meetings.permissions import (
    HEAR_ITEM,
    READ_DRAFT_MINUTES,
    VIEW_RESOLUTION,
    VIEW_SESSION,
    VIEW_TOPIC,
)
from meetings.sessions.models.minutes import Minutes, MinutesItem
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import DISCUSSES, Topic
from meetings.sessions.rules.minutes import DROPPED, ISSUED
from records.matters.models.matters import Matter, Reference
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.directory.queries.actors import actors_of
from township.sight import row_in_sight


def barred_topics(actor: Actor) -> QuerySet[Topic]:
    """Topics of the township that this actor is shut out of: by themselves, or by a matter they are linked to."""
    if actor.township_id is None:
        return Topic.objects.none()
    linked = Reference.objects.filter(relation=DISCUSSES, source__kind="topic", source__township_id=actor.township_id)
    near = visible_to(actor, Matter.objects.filter(pk__in=linked.values("target_id")), HEAR_ITEM)
    rows = Topic.objects.filter(township_id=actor.township_id)
    own_near = visible_to(actor, rows, HEAR_ITEM)
    far = linked.exclude(target_id__in=near.values("pk"))
    return rows.filter(Q(pk__in=far.values("source_id")) | ~Q(pk__in=own_near.values("pk")))


def sessions_visible_to(actor: Actor) -> QuerySet[Session]:
    """Sessions the actor may see: the office all of them, others those they were asked to."""
    return visible_to(actor, Session.objects.all(), VIEW_SESSION)


def topics_visible_to(actor: Actor) -> QuerySet[Topic]:
    """Own topics, those of sessions one is asked to, or for the office all; never one the actor is shut out of."""
    own = visible_to(actor, Topic.objects.all(), VIEW_TOPIC)
    on_agenda = Topic.objects.filter(session_id__in=sessions_visible_to(actor).values("pk"))
    rows = Topic.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=on_agenda.values("pk")))
    return rows.exclude(pk__in=barred_topics(actor).values("pk"))


def resolutions_visible_to(actor: Actor) -> QuerySet[Resolution]:
    """Resolutions in the actor's reach whose topic they are not shut out of."""
    rows = visible_to(actor, Resolution.objects.all(), VIEW_RESOLUTION)
    return rows.exclude(topic_id__in=barred_topics(actor).values("pk"))


def items_visible_to(actor: Actor, minutes: Minutes) -> QuerySet[MinutesItem]:
    """Items of the minutes the actor may read; ask for sight of the minutes first."""
    return minutes.items.exclude(topic_id__in=barred_topics(actor).values("pk"))


def sees_whole(actor: Actor, minutes: Minutes) -> bool:
    """Whether no item of these minutes is closed to the actor."""
    return not minutes.items.filter(topic_id__in=barred_topics(actor).values("pk")).exists()


def hears(actor: Actor, topic_id: int | None) -> bool:
    """Whether the actor is not shut out of one topic; what belongs to no topic is open to everybody in sight."""
    return topic_id is None or not barred_topics(actor).filter(pk=topic_id).exists()


SESSION_PARTS = ("matter", "chair", "township", "in_series__series", "minutes__document", "minutes__approved_by")


def get_session(actor: Actor, session_id: int) -> Session:
    """The session, or OutOfScope."""
    return _one(sessions_visible_to(actor).select_related(*SESSION_PARTS), session_id)


def get_topic(actor: Actor, topic_id: int) -> Topic:
    """The topic, or OutOfScope."""
    rows = topics_visible_to(actor).select_related(
        "matter", "unit", "session", "proposed_by", "opinion_by", "decided_by"
    )
    return _one(rows, topic_id)


def get_resolution(actor: Actor, resolution_id: int) -> Resolution:
    """The resolution, or OutOfScope."""
    return _one(resolutions_visible_to(actor).select_related("matter", "unit", "session", "topic"), resolution_id)


def get_minutes(actor: Actor, minutes_id: int) -> Minutes:
    """The minutes of a session in sight; unissued ones only for the office. Which items: `items_visible_to`.

    item_count: how many items there are, whoever asks.
    """
    rows = Minutes.objects.filter(session_id__in=sessions_visible_to(actor).values("pk"))
    if not actor.may(READ_DRAFT_MINUTES):
        rows = rows.filter(state=ISSUED)
    rows = rows.exclude(state=DROPPED).annotate(item_count=Count("items"))
    return _one(
        rows.select_related("matter", "session__chair", "session__matter", "document", "approved_by"), minutes_id
    )


def may_hear(person_ids: list[int], topic_id: int | None, township_id: int, on: date) -> list[int]:
    """Those of the persons who are not shut out of the topic: nobody else is told about it."""
    if topic_id is None or not person_ids:
        return person_ids
    return [actor.person_id for actor in actors_of(person_ids, township_id, on) if hears(actor, topic_id)]


def _one(rows: QuerySet, pk: int):
    return row_in_sight(rows, pk=pk)


def is_open_to(actor: Actor, row: Model) -> bool:
    """Whether no topic behind the row, or what it is linked to, shuts the actor out (records.matters.kinds.Kind.hears)."""
    return hears(actor, topic_behind(row))


def open_to(people: list[int], row: Model, on: date) -> list[int]:
    """Those of the persons who may be told of the row (records.matters.kinds.Kind.hearers)."""
    return may_hear(people, topic_behind(row), row.township_id, on)


def topic_behind(row: Model) -> int | None:
    """The topic whose linked matters decide who is shut out of the row."""
    return row.pk if isinstance(row, Topic) else row.topic_id


def resolutions_of(matter_ids: Collection[int]) -> QuerySet:
    """Numbers of the resolutions of these topics: who is shut out of the topic is shut out of what was decided on it."""
    return Resolution.objects.filter(topic_id__in=list(matter_ids)).values_list("pk", flat=True)


def topics_of(matter_ids: Collection[int]) -> QuerySet:
    """The topics that these resolutions were decided on."""
    return Resolution.objects.filter(pk__in=matter_ids, topic__isnull=False).values_list("topic_id", flat=True)
