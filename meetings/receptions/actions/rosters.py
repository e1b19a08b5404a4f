"""Making a week's roster: arranged by rule, adjusted by hand, holes filled, sent to the director, put up in public (D1)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from meetings.permissions import PLAN_ROSTER
from meetings.receptions.actions.slots import change_slot, take_roster
from meetings.receptions.models.rosters import DutySlot, Roster, SlotChange
from meetings.receptions.queries.rosters import monday_of, slots_of, week_facts
from meetings.receptions.rules.receptions import FORM_LABELS
from meetings.receptions.rules.roster_states import SERIES, check_pair
from meetings.receptions.rules.rosters import build_week
from records.acts.actions.turns import Turn, finish, tell
from records.duties.rules.duties import period_of
from records.matters.models.matters import Matter
from records.papers.actions.numbers import issue_number
from township.actors import Actor, ensure_may
from township.dates import short_date_with_weekday
from township.profiles.queries.settings import settings_of
from township.refusals import Refused
from township.words import check_words


@dataclass(frozen=True)
class SlotEdit:
    """One row of the table as typed: who, in which form, where. person ids, None = nobody."""

    slot_id: int
    a: int | None
    b: int | None
    form: str
    place: str


def arrange_week(*, monday: date, by: Actor, at: datetime) -> Roster:
    """Build the week by rule. The first time it opens the roster; a draft is built anew around what was changed by hand."""
    with transaction.atomic():
        ensure_may(by, PLAN_ROSTER)
        if monday != monday_of(monday) or monday < monday_of(at.date()):
            raise Refused("只能编排本周和以后各周的值班表。")
        known = Roster.objects.filter(township_id=by.township_id, monday=monday).first()
        turn = (
            take_roster(known.pk, revision=None, capability=PLAN_ROSTER, by=by, at=at)
            if known
            else _open(monday, by, at)
        )
        move, roster = turn.move("arrange"), turn.row
        if roster.published_on:
            raise Refused("已经公布过的值班表不再整周重排，请用请假、调班、手工调整或者补排缺口。")
        roster.slots.filter(is_pinned=False, signed_in_at__isnull=True, day__gte=max(monday, turn.today)).filter(
            receptions__isnull=True, swaps__isnull=True, swaps_back__isnull=True
        ).delete()
        n = _build(turn, slots_of(roster))
        roster.proposed_by_id = by.person_id
        if not roster.slots.exists():
            raise Refused("本周没有工作日，也不在特护期内，不用编排值班。")
        finish(turn, move, text=f"编排{roster.week.label}值班，共 {n} 班", detail={"slots": n})
        return roster


def arrange_again(*, roster_id: int, revision: int, by: Actor, at: datetime) -> Roster:
    """The same from the page of a roster that is there."""
    with transaction.atomic():
        turn = take_roster(roster_id, revision=revision, capability=PLAN_ROSTER, by=by, at=at)
        return arrange_week(monday=turn.row.monday, by=by, at=at)


def fill_gaps(*, roster_id: int, revision: int, by: Actor, at: datetime) -> int:
    """Fill what is empty, add the days that lack a slot and take off those that are no reception day any more (an
    emergency period that ended); everything else is left alone. Returns how many slots were touched."""
    with transaction.atomic():
        turn = take_roster(roster_id, revision=revision, capability=PLAN_ROSTER, by=by, at=at)
        move = turn.move("fill")
        dropped = _drop_surplus(turn)
        n = _build(turn, slots_of(turn.row))
        if not n + dropped:
            raise Refused("没有可以补排的缺口：当天没有其他在岗的领导，或者本来就不缺。")
        words = f"，取消 {dropped} 个不在接访日的班次" if dropped else ""
        finish(turn, move, text=f"补排 {n} 处{words}", detail={"slots": n, "dropped": dropped})
        return n + dropped


def edit_slots(*, roster_id: int, revision: int, edits: list[SlotEdit], by: Actor, at: datetime) -> int:
    """Change slots by hand; returns how many were changed. A changed one stays when the week is arranged again."""
    with transaction.atomic():
        turn = take_roster(roster_id, revision=revision, capability=PLAN_ROSTER, by=by, at=at)
        move = turn.move("edit")
        facts = week_facts(turn.row.township_id, turn.row.monday)
        slots = {slot.pk: slot for slot in slots_of(turn.row)}
        n = sum(_edit(turn, slots[edit.slot_id], edit, facts) for edit in edits if edit.slot_id in slots)
        if not n:
            raise Refused("没有改动。")
        finish(turn, move, text=f"手工调整 {n} 班", detail={"slots": n})
        return n


def _open(monday: date, by: Actor, at: datetime) -> Turn:
    number = issue_number(SERIES, township_id=by.township_id, on=at.date())
    # The number's lock makes two first arrangers queue up; the second finds the row of the first.
    if Roster.objects.filter(township_id=by.township_id, monday=monday).exists():
        raise Refused("这一周刚刚由别人编排过，请刷新页面。")
    matter = Matter.objects.create(
        township_id=by.township_id,
        kind="roster",
        number=number,
        title=f"{period_of('weekly', monday).label}领导接访值班表",
        opened_on=at.date(),
    )
    roster = Roster.objects.create(
        matter=matter, township_id=by.township_id, monday=monday, proposed_by_id=by.person_id
    )
    return Turn(roster, by, at)


def _build(turn: Turn, kept: list[DutySlot]) -> int:
    """Write what the rule chooses around the kept slots; days that are over are left alone."""
    roster = turn.row
    facts = week_facts(roster.township_id, roster.monday, kept)
    values, by_key = settings_of(roster.township_id), {slot.pk: slot for slot in kept}
    written = 0
    for choice in build_week(facts):
        slot = by_key.get(choice.key)
        if choice.day < turn.today:
            continue
        if slot is None:
            seq = roster.slots.filter(day=choice.day).count() + 1
            slot = DutySlot.objects.create(
                roster=roster,
                day=choice.day,
                seq=seq,
                starts=time(values["reception_from_hour"]),
                ends=time(values["reception_to_hour"]),
                place=roster.township.reception_place or "群众来访接待室",
                a_id=choice.a,
                b_id=choice.b,
                why_a=choice.why_a[:120],
                why_b=choice.why_b[:120],
            )
            if roster.published_on:
                roster.is_changed = True
                _tell_new(turn, slot)
        elif (choice.a, choice.b) != (slot.a_id, slot.b_id):
            change_slot(
                turn, slot, kind=SlotChange.Kind.FILL, a=choice.a, b=choice.b, why_a=choice.why_a, why_b=choice.why_b
            )
        else:
            continue
        written += 1
    return written


def _drop_surplus(turn: Turn) -> int:
    roster, n = turn.row, 0
    facts = week_facts(roster.township_id, roster.monday)
    rows = roster.slots.filter(day__gte=turn.today, signed_in_at__isnull=True, receptions__isnull=True)
    for slot in rows.filter(swaps__isnull=True, swaps_back__isnull=True).exclude(day__in=facts.days):
        if roster.published_on:
            roster.is_changed = True
            tell(
                turn,
                [slot.a_id, slot.b_id],
                kind="turn_off",
                text=f"{short_date_with_weekday(slot.day)}不再安排接访",
                key=f"drop:{slot.pk}",
            )
        slot.delete()
        n += 1
    return n


def _edit(turn: Turn, slot: DutySlot, edit: SlotEdit, facts) -> bool:
    place = check_words("地点", edit.place, field=f"place-{slot.pk}", most=120)
    same_people = (edit.a, edit.b) == (slot.a_id, slot.b_id)
    if same_people and (edit.form, place) == (slot.form, slot.place):
        return False
    if slot.signed_in_at or slot.day < turn.today:
        raise Refused(f"{short_date_with_weekday(slot.day)}已经到岗或已过，不能再改。", field=f"a-{slot.pk}")
    if edit.form not in FORM_LABELS:
        raise Refused("请选择接访形式。", field=f"form-{slot.pk}")
    check_pair(edit.a, edit.b, field=f"b-{slot.pk}")
    leaders = {one.id: one for one in facts.leaders}
    for part, person, before in (("a", edit.a, slot.a_id), ("b", edit.b, slot.b_id)):
        if person == before or person is None:
            continue
        if person not in leaders:
            raise Refused("只能安排现任班子成员。", field=f"{part}-{slot.pk}")
        if not leaders[person].is_free(slot.day):
            raise Refused(
                f"{leaders[person].name}{short_date_with_weekday(slot.day)}请假或不在任，不能安排。",
                field=f"{part}-{slot.pk}",
            )
    slot.form, slot.place, slot.is_pinned = edit.form, place, True
    if turn.row.published_on:
        turn.row.is_changed = True
    if same_people:
        slot.save()
    else:
        change_slot(turn, slot, kind=SlotChange.Kind.EDIT, a=edit.a, b=edit.b, why_a="手工调整", why_b="手工调整")
    return True


def _tell_new(turn: Turn, slot: DutySlot) -> None:
    for person, part in ((slot.a_id, "A角"), (slot.b_id, "B角")):
        tell(
            turn,
            [person],
            kind="turn",
            text=f"{short_date_with_weekday(slot.day)}接访值班由您担任{part}（补排）",
            key=f"new:{slot.pk}:{part}",
        )
