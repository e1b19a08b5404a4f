"""Counters of a page in its own statement, each the size of its own list."""

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def size_of(rows: QuerySet) -> Coalesce:
    """The number of rows as a scalar sub-select, to annotate another row with."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(size=Count("pk")).values("size")
    return Coalesce(Subquery(counted), 0)
