"""Leave of a leader: B stands in at once on every day concerned, and both know; back again when the leave is withdrawn (D2)."""

from datetime import date, datetime

from django.db import transaction

from meetings.permissions import TAKE_LEAVE
from meetings.receptions.actions.slots import ensure_for, put_back, replace_gone, take_roster
from meetings.receptions.models.roster_changes import Leave
from meetings.receptions.models.rosters import DutySlot, Roster, SlotChange
from meetings.receptions.queries.rosters import leaders_on
from meetings.receptions.rules.roster_states import LEAVE_KINDS, MOST_LEAVE, check_span
from records.acts.actions.turns import Turn, finish
from township.actors import Actor, OutOfScope, ensure_may
from township.dates import check_not_past, date_range
from township.journal.actions import write_entry
from township.refusals import Refused


def take_leave(*, person_id: int, kind: str, first: date, last: date, by: Actor, at: datetime) -> tuple[Leave, int]:
    """Record leave from first to last; returns it and how many turns went to somebody else."""
    with transaction.atomic():
        ensure_for(by, TAKE_LEAVE, person_id, "请假")
        if not leaders_on(by.township_id, at.date()).filter(pk=person_id).exists():
            raise Refused("请选择现任班子成员。", field="person")
        if kind not in LEAVE_KINDS:
            raise Refused("请选择请假类别。", field="kind")
        check_span(first, last, most=MOST_LEAVE, label="请假")
        check_not_past("结束日期", last, today=at.date(), field="last")
        same = Leave.objects.filter(person_id=person_id, withdrawn_at__isnull=True, first__lte=last, last__gte=first)
        if same.exists():
            raise Refused("这几天已经登记过请假，请先销假再登记。", field="first")
        leave = Leave.objects.create(
            township_id=by.township_id,
            person_id=person_id,
            kind=kind,
            first=first,
            last=last,
            recorded_by_id=by.person_id,
            recorded_at=at,
        )
        n = sum(_stand_in(roster_id, leave, by, at) for roster_id in _rosters_between(leave, at.date()))
        _journal(leave, "roster.leave", by, at, n)
        return leave, n


def withdraw_leave(*, leave_id: int, by: Actor, at: datetime) -> tuple[Leave, int]:
    """The leader is back before the end: turns that nobody changed since go back to them. Returns how many."""
    with transaction.atomic():
        ensure_may(by, TAKE_LEAVE)
        rows = Leave.objects.select_for_update().filter(pk=leave_id, township_id=by.township_id)
        leave = rows.first()
        if leave is None:
            raise OutOfScope("没有找到这次请假。")
        ensure_for(by, TAKE_LEAVE, leave.person_id, "请假")
        if leave.withdrawn_at or leave.last < at.date():
            raise Refused("请假已经结束或者已经销假。")
        leave.withdrawn_at = at
        leave.save()
        changes = leave.changes.filter(kind=SlotChange.Kind.LEAVE, slot__day__gte=at.date()).order_by("-pk")
        n = 0
        for roster_id in sorted(set(changes.values_list("slot__roster_id", flat=True))):
            turn = take_roster(roster_id, revision=None, capability=TAKE_LEAVE, by=by, at=at)
            back = sum(put_back(turn, change) for change in changes.filter(slot__roster_id=roster_id))
            finish(turn, "leave_back", text=f"销假，恢复 {back} 班", detail={"slots": back})
            n += back
        if not changes.exists():
            _journal(leave, "roster.leave_back", by, at, 0)
        return leave, n


def _rosters_between(leave: Leave, today: date) -> list[int]:
    slots = DutySlot.objects.filter(
        roster__township_id=leave.township_id,
        day__gte=max(leave.first, today),
        day__lte=leave.last,
        signed_in_at__isnull=True,
    )
    ids = slots.filter(a_id=leave.person_id).values_list("roster_id", flat=True)
    ids_b = slots.filter(b_id=leave.person_id).values_list("roster_id", flat=True)
    return list(Roster.objects.filter(pk__in={*ids, *ids_b}).order_by("pk").values_list("pk", flat=True))


def _stand_in(roster_id: int, leave: Leave, by: Actor, at: datetime) -> int:
    turn: Turn = take_roster(roster_id, revision=None, capability=TAKE_LEAVE, by=by, at=at)
    slots = turn.row.slots.filter(day__gte=max(leave.first, turn.today), day__lte=leave.last, signed_in_at__isnull=True)
    n = 0
    for slot in slots.select_for_update(of=("self",)).order_by("day", "seq"):
        if leave.person_id in (slot.a_id, slot.b_id):
            replace_gone(turn, slot, {leave.person_id}, kind=SlotChange.Kind.LEAVE, leave=leave)
            n += 1
    finish(
        turn,
        "leave",
        text=f"{leave.person.name}{date_range(leave.first, leave.last)}请假，{n} 班由他人接替",
        detail={"leave": leave.pk, "slots": n},
    )
    return n


def _journal(leave: Leave, action: str, by: Actor, at: datetime, n: int) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="leave",
        subject_id=leave.pk,
        subject_label=date_range(leave.first, leave.last)[:60],
        detail={"person": leave.person_id, "slots": n},
    )
