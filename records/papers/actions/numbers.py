"""The next number of a series: gap-free and unique, because it is taken under a lock in the transaction that uses it."""

from datetime import date

from django.db import connection, transaction

from records.papers.models.numbers import NumberSeries
from records.papers.rules.numbers import NumberParts, format_number, pattern_of


def issue_number(series: str, *, township_id: int, on: date, mark: str = "", pattern: str = "") -> str:
    """The next number of a declared series as it is printed, of the year of `on`; `next_number` says when to call it.

    mark: the township's, for series whose numbers carry it. pattern: the township's own form, instead of the declared one.
    """
    n = next_number(township_id=township_id, series=series, year=on.year)
    return format_number(pattern or pattern_of(series), NumberParts(n, on, mark=mark))


def next_number(*, township_id: int, series: str, year: int) -> int:
    """The next running number (from 1) of `series` ("case", "acceptance", …) in `year`.

    Call it inside the action's transaction and only at issue: a roll-back gives the number back. The row is locked until
    commit, so that writers queue up. RuntimeError outside a transaction.
    """
    return next_numbers(township_id=township_id, series=series, year=year, count=1)[0]


def next_numbers(*, township_id: int, series: str, year: int, count: int) -> range:
    """The next `count` running numbers at once, for an import; otherwise as `next_number`."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that uses it")
    key = {"township_id": township_id, "series": series, "year": year}
    with transaction.atomic():
        row = NumberSeries.objects.select_for_update().filter(**key).first()
        if row is None:
            # Two first users: the second waits for the first one's insert and then finds its row.
            NumberSeries.objects.bulk_create([NumberSeries(**key)], ignore_conflicts=True)
            row = NumberSeries.objects.select_for_update().get(**key)
        row.last += count
        row.save(update_fields=["last"])
    return range(row.last - count + 1, row.last + 1)
