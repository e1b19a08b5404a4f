"""Change when a kind of work item is reminded; what is open already follows from the same moment."""

from datetime import datetime

from django.db import transaction

from records.work.models import OPEN, ReminderRule, WorkItem
from records.work.queries.plans import REST, Plans
from records.work.rules.reminders import ReminderPlan, read_days
from township.actors import Actor, ensure_may
from township.directory.models.townships import Township
from township.journal.actions import write_entry
from township.permissions import EDIT_SETTINGS
from township.saving import save_columns


@transaction.atomic
def change_plan(
    *, kind: str, before: str, on: bool, after: str, escalate_after: int, by: Actor, at: datetime
) -> ReminderPlan:
    """Keep the township's own plan for a kind of item ("*": every kind without a plan of its own). before, after: working
    days as typed, "3、1"; escalate_after: working days, 0 = never. Refused beside the field that cannot be read."""
    ensure_may(by, EDIT_SETTINGS)
    plan = ReminderPlan(read_days(before, "before")[::-1], on, read_days(after, "after"), escalate_after)
    _lock(by)
    known = Plans(by.township_id).of_kind(kind)
    if plan == known:
        return plan
    ReminderRule.objects.update_or_create(
        township_id=by.township_id,
        kind=kind,
        defaults={"plan": plan.as_json(), "changed_by_id": by.person_id, "changed_at": at},
    )
    _note(kind, known, plan, by, at)
    return plan


@transaction.atomic
def reset_plan(*, kind: str, by: Actor, at: datetime) -> None:
    """Give up the township's own plan: the one the kind came with counts again."""
    ensure_may(by, EDIT_SETTINGS)
    _lock(by)
    known = Plans(by.township_id).of_kind(kind)
    if ReminderRule.objects.filter(township_id=by.township_id, kind=kind).delete()[0]:
        _note(kind, known, Plans(by.township_id).of_kind(kind), by, at)


def _lock(by: Actor) -> None:
    Township.objects.select_for_update().get(pk=by.township_id)  # two changes at once happen one after the other


def _note(kind: str, before: ReminderPlan, plan: ReminderPlan, by: Actor, at: datetime) -> None:
    _look_anew(kind, by.township_id, at)
    write_entry(
        by=by,
        at=at,
        action="reminders.change",
        subject_kind="reminders",
        subject_label=kind,
        detail={"from": before.words, "to": plan.words},
    )


def _look_anew(kind: str, township_id: int, at: datetime) -> None:
    """Open items of the kind come up on the first point from today on that was not sent; what lies behind is not made up."""
    today, plans = at.date(), Plans(township_id)
    rows = WorkItem.objects.filter(OPEN, township_id=township_id, plan={})
    rows = rows if kind == REST else rows.filter(kind=kind)
    items = list(rows)
    for item in items:
        item.remind_on = min(
            (point.on for point in plans.points(item) if point.on >= today and point.key not in item.reminded),
            default=None,
        )
    save_columns(items, ["remind_on"])
