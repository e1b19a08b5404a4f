"""A week from the rule to the board: who may, what holds, leave, swaps, the emergency period, signing in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from meetings.receptions.actions import emergency, leaves, rosters, sign_in, swaps
from meetings.receptions.actions import publishing as roster_publishing
from meetings.receptions.actions.checks import check_rosters
from meetings.receptions.models.rosters import DutySlot, Roster, SlotChange
from meetings.receptions.queries.on_duty import on_duty
from meetings.receptions.queries.rosters import next_emergency_day, problems, slots_between, slots_of, week_facts
from records.duties.models.duties import Duty
from records.duties.openers import DutyAct, acts_of
from records.papers.models.documents import Document
from tests.records.duties.duty_stage import clause, sweep
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused


def test_a_week_is_arranged_sent_returned_adjusted_and_published(duty, cast):
    clause(cast, "roster_week", duty.monday - timedelta(days=21))
    sweep(cast, duty.day)
    week = Duty.objects.get(clause="roster_week", period="2026-W47")
    assert acts_of([week]) == {}
    roster = duty.arranged()
    assert acts_of([week]) == {week.pk: DutyAct("roster", roster.pk, "submit")}, "the duty's line has the button"
    slots = slots_of(roster)
    assert len(slots) == 5 and all(slot.a and slot.b and slot.a != slot.b and slot.why_a for slot in slots)
    assert {duty.key(slot.a) for slot in slots} == {"chief", "convenor", "leader"}
    with pytest.raises(NotAllowed):
        duty.do(rosters.arrange_week, "leader", monday=duty.monday)
    with pytest.raises(OutOfScope):
        duty.do(roster_publishing.submit_roster, "east_clerk", roster_id=roster.pk, revision=1)

    one = slots[0]
    edit = rosters.SlotEdit(one.pk, one.b_id, one.a_id, "appointed", "河湾社区")
    same = rosters.SlotEdit(one.pk, one.a_id, one.a_id, "fixed", one.place)
    with pytest.raises(Refused, match="不能是同一个人"):
        duty.do(rosters.edit_slots, "clerk", roster_id=roster.pk, revision=roster.revision, edits=[same])
    duty.do(rosters.edit_slots, "clerk", roster_id=roster.pk, revision=roster.revision, edits=[edit])
    with pytest.raises(Refused, match="请刷新页面，看"):
        duty.do(roster_publishing.submit_roster, "clerk", roster_id=roster.pk, revision=roster.revision)
    duty.arranged()
    kept = duty.fresh(one)
    assert (kept.a_id, kept.form, kept.is_pinned) == (one.b_id, "appointed", True), "what was done by hand stays"

    given = {"roster_id": roster.pk}
    duty.submit(roster)
    with pytest.raises(Refused, match="送审以后"):
        duty.do(rosters.edit_slots, "clerk", revision=duty.fresh(roster).revision, edits=[edit], **given)
    assert ("roster.decide", duty.monday - timedelta(days=2)) in duty.owed("director") and not any(
        act.startswith("roster.") for act, _ in duty.owed("clerk2")
    )
    with pytest.raises(NotAllowed):
        duty.decide(roster, "clerk2")
    with pytest.raises(Refused, match="意见"):
        duty.decide(roster, approved=False)
    duty.decide(roster, approved=False, remark="周五请换人")
    assert ("roster.submit", duty.monday - timedelta(days=2)) in duty.owed("clerk")
    assert duty.fresh(roster).state == "draft" and duty.inbox("leader") == [], "a draft is not announced"
    duty.submit(roster)
    duty.decide(roster)

    done = duty.fresh(roster)
    assert done.state == "published" and done.published_on == duty.day
    assert done.document.state == Document.State.ISSUED and done.document.drafted_by == cast.person("clerk")
    assert any("接访值班：A角" in text for text in duty.inbox("leader"))
    assert Duty.objects.get(clause="roster_week", period="2026-W47").state == "done"
    assert {"roster.arrange", "roster.edit", "roster.submit", "roster.return_roster", "roster.publish"} <= set(
        duty.journal()
    )
    with pytest.raises(Refused, match="不再整周重排"):
        Roster.objects.filter(pk=roster.pk).update(state="draft")
        duty.arranged()


def test_maker_is_not_checker_and_a_is_not_b_in_the_database_too(duty, cast):
    roster = duty.arranged()
    with pytest.raises(IntegrityError), transaction.atomic():
        Roster.objects.filter(pk=roster.pk).update(published_by=cast.person("clerk"))
    slot = duty.slot(0)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutySlot.objects.filter(pk=slot.pk).update(b=slot.a)


def test_leave_puts_b_in_at_once_both_know_and_the_leader_may_come_back(duty, cast):
    roster = duty.published()
    slot = duty.slot(2)
    gone, b = duty.key(slot.a), duty.key(slot.b)
    given = {"person_id": slot.a_id, "kind": "business", "first": slot.day, "last": slot.day}
    other = next(key for key in ("chief", "convenor", "leader") if key != gone)
    with pytest.raises(NotAllowed):
        duty.do(leaves.take_leave, other, **given)
    leave, n = duty.do(leaves.take_leave, gone, **given)
    now = duty.slot(2)
    assert n == 1 and duty.key(now.a) == b and duty.key(now.b) not in (gone, b) and "B角顶岗" in now.why_a
    assert any("由您担任A角（请假顶岗）" in text for text in duty.inbox(b))
    assert not any("已由他人接替" in text for text in duty.inbox(gone)), "who asked himself needs no notice"
    assert duty.fresh(roster).is_changed
    with pytest.raises(Refused, match="已经登记过请假"):
        duty.do(leaves.take_leave, gone, **given)

    wrong = rosters.SlotEdit(slot.pk, slot.a_id, slot.b_id, "fixed", slot.place)
    with pytest.raises(Refused, match="请假或不在任"):
        duty.do(rosters.edit_slots, "clerk", roster_id=roster.pk, revision=duty.fresh(roster).revision, edits=[wrong])
    _, back = duty.do(leaves.withdraw_leave, gone, leave_id=leave.pk)
    again = duty.slot(2)
    assert back == 1 and (again.a, again.b) == (slot.a, slot.b)
    assert list(slot.changes.values_list("kind", flat=True)) == ["leave", "undo"]
    assert ("roster.submit", duty.day + timedelta(days=1)) in duty.owed("clerk")
    duty.submit(roster)
    assert duty.fresh(roster).notice.state == Document.State.ISSUED, "the old notice hangs out until the new one does"
    duty.decide(roster)
    assert duty.fresh(roster).document.supersedes is not None and not duty.fresh(roster).is_changed


def test_leave_of_all_but_one_leaves_a_gap_that_is_said(duty, cast):
    roster = duty.published()
    day = duty.slot(3).day
    for who in ("chief", "convenor"):
        duty.do(leaves.take_leave, "clerk", person_id=cast.person(who).pk, kind="study", first=day, last=day)
    slot = duty.slot(3)
    assert slot.a == cast.person("leader") and slot.b is None
    found = problems(roster, week_facts(cast.township.pk, duty.monday), slots_of(roster), duty.day)
    assert any("缺B角" in one.text for one in found)
    assert duty.owed("clerk").count(("roster.fill", day)) == 1, "one line from the day on which somebody is missing"
    check_rosters(cast.at(duty.day, 8))
    assert duty.owed("clerk").count(("roster.fill", day)) == 1


def test_a_swap_is_asked_accepted_approved_and_undone(duty, cast):
    on = {"roster_id": duty.published().pk}
    slot = duty.slot_of("leader")
    back = duty.slot_of("chief")
    ask = on | {"slot_id": slot.pk, "taker_id": cast.person("chief").pk, "back_id": back.pk}
    with pytest.raises(NotAllowed):
        duty.do(swaps.ask_swap, "convenor", **ask)
    swap = duty.do(swaps.ask_swap, "leader", **ask)
    with pytest.raises(Refused, match="对方同意以后"):
        duty.do(swaps.approve_swap, "director", **on, swap_id=swap.pk, agreed=True)
    with pytest.raises(Refused, match="本人怎样答复"):
        duty.do(swaps.answer_swap, "clerk", **on, swap_id=swap.pk, agreed=True)
    duty.do(swaps.answer_swap, "clerk", **on, swap_id=swap.pk, agreed=True, note="本人电话同意")
    with pytest.raises(Refused, match="不能自己确认"):
        duty.do(swaps.approve_swap, "clerk", **on, swap_id=swap.pk, agreed=True)
    duty.do(swaps.approve_swap, "clerk2", **on, swap_id=swap.pk, agreed=True)
    after, after_back = duty.fresh(slot), duty.fresh(back)
    assert after.a == cast.person("chief") and after_back.a == cast.person("leader")
    assert after.a_id != after.b_id and after_back.a_id != after_back.b_id
    assert any("调班已确认" in text for text in duty.inbox("leader"))
    duty.do(swaps.undo_swap, "director", **on, swap_id=swap.pk)
    assert duty.fresh(slot).a == slot.a and duty.fresh(back).a == back.a and duty.fresh(swap).state == "undone"

    declined = duty.do(swaps.ask_swap, "leader", **on, slot_id=slot.pk, taker_id=cast.person("convenor").pk)
    duty.do(swaps.answer_swap, "convenor", **on, swap_id=declined.pk, agreed=False)
    assert duty.fresh(declined).state == "declined" and duty.fresh(slot).a == slot.a


def test_an_emergency_period_asks_for_every_day_until_it_is_switched_off(duty, cast):
    roster = duty.published()
    saturday = duty.monday + timedelta(days=5)
    clause(cast, "reception_emergency_day", duty.monday)
    given = {"name": "重要会议特护期", "first": duty.monday, "last": saturday}
    period = duty.do(emergency.open_emergency, "clerk", **given)
    with pytest.raises(Refused, match="已在另一个特护期"):
        duty.do(emergency.open_emergency, "director", **given)
    assert next_emergency_day(cast.township.pk, saturday) == saturday
    facts = week_facts(cast.township.pk, duty.monday)
    assert "没有安排接访领导" in problems(roster, facts, slots_of(roster), duty.day)[-1].text
    duty.do(rosters.fill_gaps, "clerk", roster_id=roster.pk, revision=duty.fresh(roster).revision)
    assert duty.slot(5).a and duty.slot(5).b

    duty.day = saturday
    sweep(cast, saturday)
    slot = duty.slot(5)
    duty.do(sign_in.sign_in, duty.key(slot.a), roster_id=roster.pk, slot_id=slot.pk)
    done = Duty.objects.get(clause="reception_emergency_day", period=saturday.isoformat())
    assert done.state == "done" and done.evidence == roster.matter
    duty.do(emergency.end_emergency, "clerk", period_id=period.pk)
    assert next_emergency_day(cast.township.pk, saturday + timedelta(days=1)) is None

    duty.day = duty.monday - timedelta(days=1)
    ahead = duty.do(
        emergency.open_emergency,
        "clerk",
        name="年终特护期",
        first=duty.monday + timedelta(days=6),
        last=duty.monday + timedelta(days=6),
    )
    duty.do(rosters.fill_gaps, "clerk", roster_id=roster.pk, revision=duty.fresh(roster).revision)
    assert duty.slot(6) is not None
    duty.do(emergency.end_emergency, "director", period_id=ahead.pk)
    duty.do(rosters.fill_gaps, "clerk", roster_id=roster.pk, revision=duty.fresh(roster).revision)
    assert duty.slot(6) is None and duty.fresh(ahead).is_cancelled, "what is no reception day any more is taken off"


def test_signing_in_proves_the_week_and_b_signs_for_a_missing_a(duty, cast):
    on = {"roster_id": duty.published().pk, "slot_id": duty.slot(0).pk}
    slot = duty.slot(0)
    a, b = duty.key(slot.a), duty.key(slot.b)
    with pytest.raises(Refused, match="还没有到"):
        duty.do(sign_in.sign_in, a, **on)
    duty.day = slot.day
    clause(cast, "reception_week", duty.monday)
    sweep(cast, duty.day)
    with pytest.raises(NotAllowed):
        duty.do(sign_in.sign_in, b, **on)
    duty.do(sign_in.stand_in, b, **on)
    now = duty.slot(0)
    assert duty.key(now.a) == b and now.signed_in_at and now.changes.get().kind == SlotChange.Kind.NO_SHOW
    assert any("由B角顶岗到岗" in text for text in duty.inbox(a))
    assert Duty.objects.get(clause="reception_week", person=cast.person(b), period="2026-W47").state == "done"
    assert Duty.objects.get(clause="reception_week", person=cast.person(a), period="2026-W47").state == "open"
    shown = on_duty(slots_between(cast.township.pk, duty.day, duty.day), cast.at(duty.day, 11))
    assert [(row.slot.pk, row.word, row.is_now) for row in shown] == [(slot.pk, "已到岗", True)]
    with pytest.raises(Refused, match="已经登记到岗"):
        duty.do(sign_in.sign_in, "clerk", **on)


def test_a_roster_is_looked_at_once_a_day_and_a_swap_of_a_day_gone_falls_away(duty, cast):
    roster = duty.published()
    assert check_rosters(cast.at(duty.day, 8)) == 1 and check_rosters(cast.at(duty.day, 20)) == 0
    slot = duty.slot(0)
    other = next(key for key in ("chief", "convenor", "leader") if cast.person(key).pk not in (slot.a_id, slot.b_id))
    given = {"roster_id": roster.pk, "slot_id": slot.pk, "taker_id": cast.person(other).pk}
    swap = duty.do(swaps.ask_swap, duty.key(slot.a), **given)
    assert ("roster.accept", slot.day) in duty.owed(other)
    duty.day = slot.day + timedelta(days=1)
    check_rosters(cast.at(duty.day, 8))
    assert duty.fresh(swap).state == "withdrawn" and ("roster.accept", slot.day) not in duty.owed(other)
    duty.day = duty.monday + timedelta(days=7)
    check_rosters(cast.at(duty.day, 8))
    assert check_rosters(cast.at(duty.day, 20)) == 0, "what is over and settled is not looked at again"
