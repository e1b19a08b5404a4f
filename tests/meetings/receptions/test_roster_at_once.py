"""Two clerks arrange the same week at once, A and B sign in at once: one roster, one signature (PostgreSQL)."""

import pytest
from django.db.models.query import QuerySet

from meetings.receptions.actions import rosters, sign_in
from meetings.receptions.models.rosters import DutySlot, Roster
from tests.cast import make_cast
from tests.meetings.receptions.conftest import Duty
from tests.meetings.sessions.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def raced(duty: Duty) -> list[str]:
    slot = duty.slot(0)

    def sign(who: str, action):
        by, at = duty.cast.actor(who, on=duty.day), duty.cast.at(duty.day, 9)
        return lambda: action(roster_id=slot.roster_id, slot_id=slot.pk, by=by, at=at)

    return at_once(sign(duty.key(slot.a), sign_in.sign_in), sign(duty.key(slot.b), sign_in.stand_in))


def test_one_roster_and_one_signature(quick_print):
    duty = Duty(make_cast())

    def arrange(who: str):
        by, at = duty.cast.actor(who, on=duty.day), duty.cast.at(duty.day)
        return lambda: rosters.arrange_week(monday=duty.monday, by=by, at=at)

    results = at_once(arrange("clerk"), arrange("clerk2"))
    assert Roster.objects.count() == 1 and set(results) <= {"done", "refused"}
    roster = Roster.objects.get()
    duty.submit(roster)
    duty.decide(roster)
    duty.day = duty.monday
    assert raced(duty) == ["done", "refused"]


def test_without_the_lock_both_sign_in(monkeypatch, quick_print):
    """The control: the same race without row locks signs the slot twice, or breaks."""
    duty = Duty(make_cast())
    duty.published()
    duty.day = duty.monday
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **kwargs: self)
    outcomes = []
    for _ in range(20):
        outcomes.append(raced(duty))
        if outcomes[-1] != ["done", "refused"]:
            break
        DutySlot.objects.update(signed_in_at=None, signed_in_by=None)
    assert any(outcome != ["done", "refused"] for outcome in outcomes)
