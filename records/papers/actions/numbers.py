"""The next number of a series: gap-free and unique, because it is taken under a lock in the transaction that uses it."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from records.papers.models.numbers import NumberSeries
from records.papers.rules.numbers import NumberParts, format_number, pattern_of
from township.saving import save_columns


def issue_number(series: str, *, township_id: int, on: date, mark: str = "", pattern: str = "") -> str:
    """The next number of a declared series as it is printed, of the year of `on`; `next_number` says when to call it.

    mark: the township's, for series whose numbers carry it. pattern: the township's own form, instead of the declared one.
    """
    n = next_number(township_id=township_id, series=series, year=on.year)
    return format_number(pattern or pattern_of(series), NumberParts(n, on, mark=mark))


def issue_numbers(series: str, *, township_ids: Collection[int], on: date) -> dict[int, str]:
    """One number each for many townships (three statements), as `issue_number`; for series that carry no mark."""
    rows = _held(series, on.year, township_ids)
    for row in rows.values():
        row.last += 1
    save_columns(rows.values(), ["last"])
    pattern = pattern_of(series)
    return {pk: format_number(pattern, NumberParts(row.last, on)) for pk, row in rows.items()}


def next_number(*, township_id: int, series: str, year: int) -> int:
    """The next running number (from 1) of `series` ("case", "acceptance", …) in `year`.

    Call it inside the action's transaction and only at issue: a roll-back gives the number back. The row is locked until
    commit, so that writers queue up. RuntimeError outside a transaction.
    """
    return next_numbers(township_id=township_id, series=series, year=year, count=1)[0]


def next_numbers(*, township_id: int, series: str, year: int, count: int) -> range:
    """The next `count` running numbers at once, for an import; otherwise as `next_number`."""
    row = _held(series, year, [township_id])[township_id]
    row.last += count
    row.save(update_fields=["last"])
    return range(row.last - count + 1, row.last + 1)


def _held(series: str, year: int, township_ids: Collection[int]) -> dict[int, NumberSeries]:
    """The rows of the series by township, locked until commit in the order of the townships."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that uses it")
    rows = NumberSeries.objects.select_for_update().filter(series=series, year=year, township_id__in=township_ids)
    rows = rows.order_by("township_id")
    found = {row.township_id: row for row in rows}
    if missing := sorted(set(township_ids).difference(found)):
        # Two first users: the second waits for the first one's insert and then finds its row.
        new = (NumberSeries(township_id=pk, series=series, year=year) for pk in missing)
        NumberSeries.objects.bulk_create(new, ignore_conflicts=True)
        found = {row.township_id: row for row in rows.all()}
    return found
