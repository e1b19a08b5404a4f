"""Work items made to agree with what is owed. Called by the turn at the end of every action, in its transaction."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime

from django.db.models import Model

from records.duties.models.duties import Duty
from records.duties.rules.duties import OPEN as DUTY_OPEN
from records.duties.rules.duties import ReminderPlan
from records.matters.kinds import KINDS
from records.permissions import NOTE_DUTY
from records.work.models import OPEN, WorkItem
from records.work.queries.plans import Plans, plans_of
from records.work.rules import WORDS_OF_WHAT, WORDS_OF_WHY, Owed
from township.actors import Actor
from township.permissions import CAPABILITIES, Reach
from township.saving import save_columns

CHANGING = ("what", "why", "due_on", "due_at", "within", "clause", "except_person_id")
CARRIED: set[str] = (
    set()
)  # clauses whose debtors find the work on the thing itself (a round, a dispatch), not as a duty
DUTY = "duty"
# What is owed on a matter of any kind: given numbers of matters, (number, what is owed) of those on which something is.
GENERAL: list[Callable[[Collection[int]], Iterable[tuple[int, Owed]]]] = []


def reconcile(row: Model, *, by: Actor, at: datetime) -> None:
    """Open, change and close the work items of one thing. An item that is owed no more counts as done by who acts, if it
    was the actor's to do; else it is dropped."""
    reconcile_many([row], by=by, at=at)


def reconcile_many(rows: Iterable[Model], *, by: Actor, at: datetime) -> None:
    """The same for several things of one township (or several duties), one statement for each kind of change."""
    rows = list(rows)
    wanted = owed_by(rows)
    column = _column(rows)
    kept: dict[tuple, WorkItem] = {}
    gone: list[WorkItem] = []
    for item in WorkItem.objects.filter(OPEN, **{f"{column}__in": wanted}):
        pk = getattr(item, column)
        if key_of(item) in wanted[pk]:
            kept[pk, key_of(item)] = item
        else:
            gone.append(item)
    plans = Plans(by.township_id)
    _close(gone, by, at)
    _change(kept, wanted, plans, at)
    _open(
        _new(column, pk, by.township_id, key, owed, plans, at)
        for pk, owes in wanted.items()
        for key, owed in owes.items()
        if (pk, key) not in kept
    )


def reconcile_new(rows: Iterable[Model], *, at: datetime) -> None:
    """The items of things (or duties) that were made just now, of one table and any townships."""
    rows = list(rows)
    of = {row.pk: row.township_id for row in rows}
    plans, column = plans_of(set(of.values())), _column(rows)
    _open(
        _new(column, pk, of[pk], key, owed, plans[of[pk]], at)
        for pk, owes in owed_by(rows).items()
        for key, owed in owes.items()
    )


def _column(rows: list[Model]) -> str:
    return "duty_id" if rows and isinstance(rows[0], Duty) else "matter_id"


def _open(items: Iterable[WorkItem]) -> None:
    new = list(items)
    if new:
        WorkItem.objects.bulk_create(new, batch_size=500)


def owed_by(rows: list[Model]) -> dict[int, dict[tuple, Owed]]:
    """What is owed on each of these things (or duties) of one table, by their numbers and the keys of the items: by the
    declaration of the kind, and what is owed on a matter whatever its kind (GENERAL). One statement for each of the latter."""
    if rows and isinstance(rows[0], Duty):
        return {row.pk: _owed_of_duty(row) for row in rows}
    wanted = {row.pk: _owed_of(row) for row in rows}
    kinds = {row.pk: row.matter.kind for row in rows}
    for source in GENERAL:
        for pk, owed in source(wanted.keys()):
            wanted[pk][f"{kinds[pk]}.{owed.act}", *owed.key[1:]] = owed
    return wanted


def _owed_of(row: Model) -> dict[tuple, Owed]:
    kind = KINDS.get(row.matter.kind)
    if kind is None or kind.work is None:
        return {}
    return {(f"{kind.key}.{owed.act}", *owed.key[1:]): owed for owed in kind.work(row)}


def _owed_of_duty(duty: Duty) -> dict[tuple, Owed]:
    """An open duty is owed by its unit, its leader, or the office; not where its work lies on a thing of its own."""
    if duty.state != DUTY_OPEN or duty.clause in CARRIED:
        return {}
    holder = {"person": duty.person_id} if duty.person_id else {"unit": duty.unit_id} if duty.unit_id else {}
    owed = Owed(
        duty.clause,
        duty.label,
        **(holder or {"right": NOTE_DUTY.code}),
        why=duty.period_label,
        due_on=duty.due_on,
        clause=duty.citation,
        plan=ReminderPlan.of(duty.remind, duty.escalate_after),
    )
    return {(f"{DUTY}.{owed.act}", *owed.key[1:]): owed}


def key_of(item: WorkItem) -> tuple:
    """The key of a stored item, comparable with those of `owed_by`."""
    return (item.kind, item.part, item.person_id, item.unit_id, item.right)


def columns(owed: Owed, plans: Plans, on: date, item: WorkItem | None = None) -> dict:
    """The columns that may change while an item stays the same. on, item: as for Plans.limit."""
    return plans.limit(owed, on, item) | {
        "what": owed.what[:WORDS_OF_WHAT],
        "why": owed.why[:WORDS_OF_WHY],
        "due_at": owed.due_at,
        "clause": owed.clause[:80],
        "except_person_id": owed.except_person,
    }


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


def _new(column: str, pk: int, township_id: int, key: tuple, owed: Owed, plans: Plans, at: datetime) -> WorkItem:
    item = WorkItem(
        township_id=township_id,
        kind=key[0],
        part=owed.part,
        person_id=owed.person,
        unit_id=owed.unit,
        right=owed.right,
        opened_at=at,
        plan=owed.plan.as_json() if owed.plan else {},
        **{column: pk},
        **columns(owed, plans, at.date()),
    )
    item.remind_on = plans.first_look(item, at.date())
    return item


def _close(items: list[WorkItem], by: Actor, at: datetime) -> None:
    for item in items:
        item.remind_on = None
        if is_held_by(item, by):
            item.done_at, item.done_by_id = at, by.person_id
        else:
            item.dropped_at = at
    save_columns(items, ["done_at", "done_by", "dropped_at", "remind_on"])


def _change(kept: dict[tuple, WorkItem], wanted: dict[int, dict[tuple, Owed]], plans: Plans, at: datetime) -> None:
    changed = []
    for (pk, key), item in kept.items():
        present = columns(wanted[pk][key], plans, at.date(), item)
        if all(getattr(item, name) == value for name, value in present.items()):
            continue
        is_moved = item.due_on != present["due_on"]
        for name, value in present.items():
            setattr(item, name, value)
        if is_moved:  # another day: its points count anew
            item.reminded, item.remind_on = [], plans.first_look(item, at.date())
        changed.append(item)
    save_columns(changed, [*(name.removesuffix("_id") for name in CHANGING), "reminded", "remind_on"])
