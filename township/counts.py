"""Several counters of a page in one statement, each the size of its own list."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from township.directory.models.townships import Township


def size_of(rows: QuerySet) -> Coalesce:
    """The number of rows as a scalar sub-select, to annotate another row with."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(size=Count("pk")).values("size")
    return Coalesce(Subquery(counted), 0)


def counts_of(township_id: int, lists: Mapping[str, QuerySet]) -> dict[str, int]:
    """How many rows each of these lists has, all in one statement, each by its own index."""
    sizes = {f"n_{name}": size_of(rows) for name, rows in lists.items()}  # a township has fields of its own
    row = Township.objects.filter(pk=township_id).annotate(**sizes).values(*sizes).first() if sizes else None
    return {name: row[f"n_{name}"] if row else 0 for name in lists}
