"""Who is here and which posts they hold or held."""

from datetime import date

from django.db.models import QuerySet

from township.models import Post
from township.queries.actors import posts_in_effect


def posts_of(person_id: int, *, on: date) -> QuerySet[Post]:
    """The posts a person holds on a day, with unit and portfolio."""
    return posts_in_effect(on, person_id=person_id).select_related("unit").prefetch_related("portfolio_units")
