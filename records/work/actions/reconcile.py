"""Work items made to agree with what is owed. Called by the turn at the end of every action, in its transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from records.matters.kinds import KINDS
from records.work.models import OPEN, WorkItem
from records.work.rules import WORDS_OF_WHAT, WORDS_OF_WHY, Owed
from township.actors import Actor
from township.permissions import CAPABILITIES, Reach

CHANGING = ["what", "why", "due_on", "due_at", "clause", "except_person_id"]


def reconcile(row: Model, *, by: Actor, at: datetime) -> None:
    """Open, change and close the work items of one thing. An item that is owed no more counts as done by who acts, if it
    was the actor's to do; else it is dropped."""
    reconcile_many([row], by=by, at=at)


def reconcile_many(rows: Iterable[Model], *, by: Actor, at: datetime) -> None:
    """The same for several things of one township, with one statement for each kind of change."""
    wanted = {row.pk: owed_of(row) for row in rows}
    kept: dict[tuple, WorkItem] = {}
    gone: list[WorkItem] = []
    for item in WorkItem.objects.filter(OPEN, matter_id__in=wanted):
        owed = wanted[item.matter_id].get(key_of(item))
        if owed is None:
            gone.append(item)
        else:
            kept[item.matter_id, key_of(item)] = item
    _close(gone, by, at)
    _change(kept, wanted)
    WorkItem.objects.bulk_create(
        new_item(pk, by.township_id, key, owed, at)
        for pk, owes in wanted.items()
        for key, owed in owes.items()
        if (pk, key) not in kept
    )


def owed_of(row: Model) -> dict[tuple, Owed]:
    """What is owed on a thing by its own declaration, by key; empty for kinds that owe nothing."""
    kind = KINDS.get(row.matter.kind)
    if kind is None or kind.work is None:
        return {}
    return {(f"{kind.key}.{owed.act}", *owed.key[1:]): owed for owed in kind.work(row)}


def key_of(item: WorkItem) -> tuple:
    """The key of a stored item, comparable with those of `owed_of`."""
    return (item.kind, item.part, item.person_id, item.unit_id, item.right)


def new_item(matter_id: int, township_id: int, key: tuple, owed: Owed, at: datetime) -> WorkItem:
    """The row of something newly owed, not saved."""
    return WorkItem(
        township_id=township_id, matter_id=matter_id, kind=key[0], part=owed.part, person_id=owed.person, unit_id=owed.unit,
        right=owed.right, opened_at=at, **columns(owed),
    )  # fmt: skip


def columns(owed: Owed) -> dict:
    """The columns that may change while an item stays the same."""
    return {
        "what": owed.what[:WORDS_OF_WHAT], "why": owed.why[:WORDS_OF_WHY], "due_on": owed.day, "due_at": owed.due_at,
        "clause": owed.clause[:80], "except_person_id": owed.except_person,
    }  # fmt: skip


def is_held_by(item: WorkItem, actor: Actor) -> bool:
    """Whether the item was this actor's to do."""
    if actor.person_id is None:
        return False
    if item.person_id:
        return item.person_id == actor.person_id
    if item.unit_id:
        return item.unit_id in actor.unit_ids
    capability = CAPABILITIES.get(item.right)
    return capability is not None and actor.reach(capability) == Reach.TOWNSHIP


def _close(items: list[WorkItem], by: Actor, at: datetime) -> None:
    for item in items:
        if is_held_by(item, by):
            item.done_at, item.done_by_id = at, by.person_id
        else:
            item.dropped_at = at
    WorkItem.objects.bulk_update(items, ["done_at", "done_by", "dropped_at"])


def _change(kept: dict[tuple, WorkItem], wanted: dict[int, dict[tuple, Owed]]) -> None:
    changed = []
    for (pk, key), item in kept.items():
        present = columns(wanted[pk][key])
        if any(getattr(item, name) != value for name, value in present.items()):
            for name, value in present.items():
                setattr(item, name, value)
            changed.append(item)
    if changed:
        WorkItem.objects.bulk_update(changed, [name.removesuffix("_id") for name in CHANGING])
