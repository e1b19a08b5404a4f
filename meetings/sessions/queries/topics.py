"""Topics as lists, and the matters a topic is linked to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meetings.sessions.models.topics import DISCUSSES, Topic
from meetings.sessions.queries.scope import topics_visible_to
from meetings.sessions.rules.topics import APPROVED, OPEN_STATES
from records.matters.kinds import KINDS
from records.matters.models.matters import Matter, Reference
from records.matters.queries.scope import matters_visible_to
from township.actors import Actor


@dataclass(frozen=True)
class LinkedMatter:
    """What a topic is about, as the reader may see it: without sight of the matter only that there is one."""

    matter: Matter
    kind_label: str
    is_open_to_reader: bool


@dataclass(frozen=True)
class TopicFilter:
    """What narrows the list. text: in title or number; state: a state, or "open" for all that are not finished."""

    text: str = ""
    state: str = ""
    unit: int | None = None


def register(actor: Actor, wanted: TopicFilter, today: date) -> QuerySet[Topic]:
    """Topics in sight, latest first."""
    rows = topics_visible_to(actor)
    if wanted.text:
        rows = rows.filter(Q(title__contains=wanted.text) | Q(matter__number__contains=wanted.text))
    if wanted.state == "open":
        rows = rows.filter(state__in=OPEN_STATES)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        rows = rows.filter(unit_id=wanted.unit)
    return rows.select_related("unit", "session", "matter", "decided_by").order_by("-pk")


def linked_matters(actor: Actor, topic: Topic) -> list[LinkedMatter]:
    """The matters of one topic (two queries). The reader is not shut out of them, else they would not see the topic."""
    rows = Reference.objects.filter(source=topic.matter, relation=DISCUSSES).select_related("target")
    matters = [row.target for row in rows]
    open_ids = set(matters_visible_to(actor).filter(pk__in=[m.pk for m in matters]).values_list("pk", flat=True))
    return [LinkedMatter(m, KINDS[m.kind].label if m.kind in KINDS else "事项", m.pk in open_ids) for m in matters]


def linked_targets(topic_id: int) -> list[Matter]:
    """The matters themselves, for an action that has asked for leave."""
    return [
        row.target for row in Reference.objects.filter(source_id=topic_id, relation=DISCUSSES).select_related("target")
    ]


def matter_by_number(actor: Actor, number: str) -> Matter | None:
    """A matter in the actor's sight by its number, of whatever kind; None when there is none or several."""
    rows = list(matters_visible_to(actor).filter(number=number.strip()).exclude(kind__in=("topic", "session"))[:2])
    return rows[0] if len(rows) == 1 else None


def schedulable(actor: Actor) -> QuerySet[Topic]:
    """Topics the convenor agreed to that wait for an agenda."""
    return topics_visible_to(actor).filter(state=APPROVED).select_related("unit").order_by("pk")
