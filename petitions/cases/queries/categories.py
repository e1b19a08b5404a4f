"""The content categories in use, with their full paths: for the picker, the filter, proposals and every ledger row."""

from datetime import date

from django.core.cache import cache
from django.db.models import Q, QuerySet

from petitions.cases.models.categories import Category
from petitions.cases.rules.proposals import CategoryName

KEPT_SECONDS = 300  # the table changes once in years, and only by an administrator's import


def categories_in_use(on: date) -> tuple[CategoryName, ...]:
    """Every category valid on the day `on`, all three levels, in the order of the table."""
    return tuple(entry for entry, valid in _all_paths() if valid[0] <= on and (valid[1] is None or on <= valid[1]))


def category_paths() -> dict[int, tuple[str, ...]]:
    """Path of every category ever used, old editions included: id -> names from the first level down."""
    return {entry.id: entry.path for entry, _ in _all_paths()}


def below(category_id: int) -> QuerySet:
    """The ids of this category and of everything below it, for `category_id__in`."""
    tree = Q(pk=category_id) | Q(parent_id=category_id) | Q(parent__parent_id=category_id)
    return Category.objects.filter(tree).values("pk")


def forget_categories() -> None:
    """Call after the table was changed, so that no page shows the old one for minutes."""
    cache.delete("petitions.categories")


def _all_paths() -> list[tuple[CategoryName, tuple[date, date | None]]]:
    found = cache.get("petitions.categories")
    if found is None:
        rows = list(Category.objects.values_list("pk", "parent_id", "name", "valid_from", "valid_to", named=True))
        by_id = {row.pk: row for row in rows}

        def path(row) -> tuple[str, ...]:
            above = by_id.get(row.parent_id)
            return (*path(above), row.name) if above else (row.name,)

        found = [(CategoryName(row.pk, path(row)), (row.valid_from, row.valid_to)) for row in rows]
        cache.set("petitions.categories", found, KEPT_SECONDS)
    return found
