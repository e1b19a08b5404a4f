"""Who may take the chair on a day."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from meetings.sessions.rules.sessions import KINDS, SessionKind
from township.directory.models.people import Person
from township.directory.queries.recipients import holders_of


def possible_chairs(township_id: int, on: date, kinds: Mapping[str, SessionKind] = KINDS) -> QuerySet[Person]:
    """People who may chair some of these kinds of session on a day."""
    return holders_of(set().union(*(kind.chairs for kind in kinds.values())), township_id, on)
