"""The content categories in use, with their full paths: for the picker, the filter, proposals and every ledger row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import cache
from django.db.models import Q, QuerySet

from petitions.cases.models.categories import Category
from petitions.cases.rules.proposals import CategoryName
from township.copies import copy_of

KEPT, KEPT_SECONDS = (
    "petitions.categories",
    300,
)  # the table changes once in years, and only by an administrator's import


@dataclass(frozen=True)
class _Table:
    """Each category with its first and last day; the path of each; what is in use on the days that were asked for."""

    entries: tuple[tuple[CategoryName, date, date | None], ...]
    paths: dict[int, tuple[str, ...]]
    in_use: dict[date, tuple[CategoryName, ...]] = field(default_factory=dict)


def categories_in_use(on: date) -> tuple[CategoryName, ...]:
    """Every category valid on the day `on`, all three levels, in the order of the table."""
    table = copy_of(KEPT, KEPT_SECONDS, _read)
    if on not in table.in_use:
        valid = (entry for entry, first, last in table.entries if first <= on and (last is None or on <= last))
        table.in_use[on] = tuple(valid)
    return table.in_use[on]


def category_paths() -> Mapping[int, tuple[str, ...]]:
    """Path of every category ever used, old editions included: id -> names from the first level down."""
    return copy_of(KEPT, KEPT_SECONDS, _read).paths


def below(category_id: int) -> QuerySet:
    """The ids of this category and of everything below it, for `category_id__in`."""
    tree = Q(pk=category_id) | Q(parent_id=category_id) | Q(parent__parent_id=category_id)
    return Category.objects.filter(tree).values("pk")


def forget_categories() -> None:
    """Call after the table was changed, so that no page shows the old one for minutes."""
    cache.delete(KEPT)


def _read() -> _Table:
    rows = list(Category.objects.values_list("pk", "parent_id", "name", "valid_from", "valid_to", named=True))
    by_id = {row.pk: row for row in rows}

    def path(row) -> tuple[str, ...]:
        above = by_id.get(row.parent_id)
        return (*path(above), row.name) if above else (row.name,)

    entries = tuple((CategoryName(row.pk, path(row)), row.valid_from, row.valid_to) for row in rows)
    return _Table(entries, {entry.id: entry.path for entry, _, _ in entries})
