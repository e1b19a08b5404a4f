"""Everything recomputed: which open work items differ from what is owed. Nothing may."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from records.duties.models.duties import Duty
from records.duties.rules.duties import OPEN as DUTY_OPEN
from records.matters.kinds import KINDS
from records.work.actions.reconcile import columns, key_of, owed_by, reconcile_many
from records.work.models import OPEN, WorkItem
from records.work.queries.plans import Plans
from records.work.rules import Owed
from township.actors import system_actor
from township.directory.models.townships import Township

BATCH = 500


@dataclass(frozen=True)
class Difference:
    """number: of the matter; key: kind of the item; what: missing, left over, or the columns that differ."""

    number: str
    key: str
    what: str


def differences(township_id: int) -> Iterator[Difference]:
    """What a recomputation of every thing of the township finds, in words."""
    plans = Plans(township_id)
    for rows in _batches(township_id):
        yield from differences_of(rows, plans)


def differences_of(rows: list, plans: Plans) -> Iterator[Difference]:
    """The same for some things (or duties) of one table. plans: of their township."""
    column = "duty_id" if isinstance(rows[0], Duty) else "matter_id"
    known: dict[int, dict[tuple, WorkItem]] = {row.pk: {} for row in rows}
    for item in WorkItem.objects.filter(OPEN, **{f"{column}__in": known}):
        known[getattr(item, column)][key_of(item)] = item
    wanted, today = owed_by(rows), timezone.localdate()
    for row in rows:
        yield from _of(row, wanted[row.pk], known[row.pk], plans, today)


def mend(township_id: int, at: datetime) -> None:
    """Write what is owed for every thing of the township anew: after a rule of what is owed has changed."""
    by = system_actor(township_id, "定时任务·待办核对", at.date())
    for rows in _batches(township_id):
        with transaction.atomic():
            reconcile_many(rows, by=by, at=at)


def townships() -> list[int]:
    """Every township there is."""
    return list(Township.objects.order_by("pk").values_list("pk", flat=True))


def _batches(township_id: int) -> Iterator[list]:
    yield from _slices(Duty.objects.filter(township_id=township_id, state=DUTY_OPEN))
    for kind in KINDS.values():
        if kind.model is None:
            continue
        related = getattr(kind.model, "READ_WITH", ())
        rows = kind.model.objects.filter(township_id=township_id, matter__kind=kind.key).select_related(
            "matter", *related
        )
        yield from _slices(rows)


def _slices(rows: QuerySet) -> Iterator[list]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _of(row, owed: dict[tuple, Owed], items: dict[tuple, WorkItem], plans: Plans, today: date) -> Iterator[Difference]:
    number = row.label if isinstance(row, Duty) else row.matter.number
    for key in owed.keys() - items.keys():
        yield Difference(number, key[0], "缺少")
    for key in items.keys() - owed.keys():
        yield Difference(number, key[0], "多余")
    for key in owed.keys() & items.keys():
        present = columns(owed[key], plans, today, items[key])
        wrong = [name for name, value in present.items() if getattr(items[key], name) != value]
        if wrong:
            yield Difference(number, key[0], f"不一致：{'、'.join(wrong)}")
