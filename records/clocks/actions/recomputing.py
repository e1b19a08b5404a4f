"""Running clocks computed again when the calendar changed."""

from datetime import datetime

from django.db import transaction

from records.clocks.actions.clocks import refresh_next_due, write_result
from records.clocks.listeners import tell_due_changed
from records.clocks.models import Clock
from records.clocks.queries import input_of
from records.clocks.rules.clocks import compute
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.journal.actions import write_entry

BATCH = 500


def recompute_open_clocks(*, by: Actor, at: datetime, township_id: int | None = None) -> int:
    """Compute every running clock again after a change of the calendar; returns how many moved.

    township_id: only this township's; None: all (the national table). One journal line for each township concerned.
    """
    open_clocks = Clock.objects.filter(stopped_on__isnull=True)
    if township_id is not None:
        open_clocks = open_clocks.filter(township_id=township_id)
    townships = open_clocks.order_by("township_id").values_list("township_id", flat=True).distinct()
    return sum(_recompute_township(owner, by, at) for owner in list(townships))


def _recompute_township(township_id: int, by: Actor, at: datetime) -> int:
    """One transaction for each batch: a long write would keep everybody else waiting on SQLite."""
    open_ids = list(Clock.objects.filter(township_id=township_id, stopped_on__isnull=True).values_list("pk", flat=True))
    moved = 0
    for start in range(0, len(open_ids), BATCH):
        with transaction.atomic():
            moved += _recompute_batch(open_ids[start : start + BATCH], work_calendar(township_id))
    if moved:
        write_entry(
            by=by,
            at=at,
            action="clocks.recompute",
            township_id=township_id,
            detail={"moved": moved, "of": len(open_ids)},
        )
    return moved


def _recompute_batch(ids: list[int], calendar: WorkCalendar) -> int:
    rows = Clock.objects.select_for_update(of=("self",)).filter(pk__in=ids, stopped_on__isnull=True)
    moved, touched = 0, {}
    for row in rows.select_related("matter").prefetch_related("pauses").order_by("pk"):
        before = (row.due_on, row.rolled_due_on, row.is_provisional, row.derivation)
        write_result(row, compute(input_of(row), calendar))
        if (row.due_on, row.rolled_due_on, row.is_provisional, row.derivation) != before:
            row.save(update_fields=["due_on", "rolled_due_on", "is_provisional", "derivation"])
            touched[row.matter_id] = row.matter
            moved += 1
    for matter in touched.values():
        refresh_next_due(matter)
    if touched:
        tell_due_changed(list(touched))
    return moved
