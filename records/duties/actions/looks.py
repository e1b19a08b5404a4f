"""Whether the duty engine has anything to open in a township: one date, forgotten when what it was worked out from changes."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from records.duties.models.duties import DutyLook
from township.actors import Actor


def look_again(township_id: int) -> None:
    """Have the next sweep look at this township: its rules have changed, or what a clause depends on."""
    DutyLook.objects.filter(township_id=township_id).delete()


def calendar_changed(*, by: Actor, at: datetime, township_id: int | None) -> int:
    """Due dates and with them the days of opening move with the working calendar; None = everywhere."""
    rows = DutyLook.objects.all() if township_id is None else DutyLook.objects.filter(township_id=township_id)
    rows.delete()
    return 0


def begin_looks(township_ids: Collection[int], on: date) -> None:
    """Every township has its row before it is looked at: what changes meanwhile takes the row away, and `note_next` then
    finds none."""
    DutyLook.objects.bulk_create(
        (DutyLook(township_id=pk, next_on=on) for pk in sorted(township_ids)), ignore_conflicts=True
    )


def hold(township_ids: Collection[int]) -> None:
    """Lock the rows of these townships until the end of the transaction: two workers open the same period one after the other,
    and the second finds it open."""
    list(DutyLook.objects.select_for_update().filter(pk__in=township_ids).order_by("pk").values_list("pk", flat=True))


def note_next(next_on: Mapping[int, date]) -> None:
    """By township the day before which nothing is to be opened; one statement for each day."""
    by_day: dict[date, list[int]] = {}
    for pk, day in next_on.items():
        by_day.setdefault(day, []).append(pk)
    for day, ids in by_day.items():
        DutyLook.objects.filter(pk__in=ids).update(next_on=day)
