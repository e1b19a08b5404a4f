"""The inbox: a notice is shown only while its reader may see the matter it speaks of."""

from datetime import date

from django.db.models import Q, QuerySet

from records.models import Notice
from records.queries.scope import in_sight
from township.actors import Actor
from township.models import Account, Person
from township.queries.actors import actor_for


def inbox(actor: Actor) -> QuerySet[Notice]:
    """The actor's notices, newest first; those on matters he may no longer see are left out."""
    if actor.person_id is None:
        return Notice.objects.none()
    rows = Notice.objects.filter(recipient_id=actor.person_id, township_id=actor.township_id)
    return rows.filter(Q(matter__isnull=True) | in_sight(actor, "matter_id"))


def unread_count(actor: Actor) -> int:
    """How many of them are unread (one query)."""
    return inbox(actor).filter(read_at__isnull=True).count()


def actors_of(person_ids: list[int], township_id: int, on: date) -> list[Actor]:
    """The actors behind persons of one township, with the posts they hold on the day `on`, account or no account."""
    people = Person.objects.filter(pk__in=person_ids, township_id=township_id, is_active=True).order_by("pk")
    return [actor_for(Account(person=person, township_id=township_id), on=on) for person in people]
