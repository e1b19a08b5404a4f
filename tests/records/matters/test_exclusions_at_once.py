"""Proposing, confirming, lifting and stepping back at the same moment: one entry, one decision, somebody left who decides."""

import threading
from functools import partial

import pytest
from django.db import connection

from records.matters.actions import exclusion_decisions, exclusions
from records.matters.actions.exclusion_decisions import decide_exclusion
from records.matters.actions.exclusions import propose_implication, propose_lift, propose_recusal, step_back
from records.matters.models.access import Exclusion, Implication, Recusal
from records.matters.models.matters import Matter
from records.matters.queries.deciders import able, deciding_rights, lent_on, people_about
from tests.cast import add_post, make_cast
from tests.crowd import at_once, outcome
from tests.exclusions import implicate
from township.actors import OutOfScope
from township.directory.models.people import Role

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TIMES = 3


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def by(cast):
    return lambda key: {"by": cast.actor(key), "at": cast.at()}


@pytest.fixture
def fresh(cast):
    """fresh(): one more case of the township."""

    def make():
        number = f"清信〔2026〕{Matter.objects.count() + 1}号"
        return Matter.objects.create(
            township=cast.township, kind="case", number=number, title="路灯不亮", opened_on=cast.today
        )

    return make


def recusal_of(cast, matter, key, who):
    return propose_recusal(matter=matter, person=cast.person(key), reason="亲属", by=cast.actor(who), at=cast.at())


def decision(row, agreed=True, **who):
    return partial(decide_exclusion, exclusion_id=row.pk, agreed=agreed, **who)


def test_one_of_many_proposals_about_a_person_stands(cast, by, fresh):
    for _ in range(TIMES):
        matter = fresh()
        proposals = [
            partial(act, matter=matter, person=cast.person("leader"), reason="亲属", **by(key))
            for act in (propose_recusal, propose_implication)
            for key in ("clerk", "clerk2", "director")
        ]
        assert at_once(proposals) == {"done": 1, "refused": 5}
        assert Exclusion.objects.filter(matter=matter).count() == 1


def test_two_tabs_confirm_once(cast, by, fresh):
    for _ in range(TIMES):
        matter = fresh()
        row = recusal_of(cast, matter, "clerk2", "clerk")
        tabs = [decision(row, **by(key)) for key in ("chief", "chief", "convenor")]
        assert at_once([*tabs, decision(row, agreed=False, **by("convenor"))]) == {"done": 1, "refused": 3}
        row.refresh_from_db()
        assert Recusal.objects.filter(matter=matter).count() == (1 if row.is_agreed else 0)


def test_an_entry_is_lifted_once(cast, by, fresh):
    for _ in range(TIMES):
        entry = implicate(matter=fresh(), person=cast.person("leader"), reason="干预", **by("clerk"))
        lift = partial(propose_lift, implication_id=entry.pk, reason="查明与其无关")
        lifts = [partial(lift, **by(key)) for key in ("clerk", "clerk2", "director")]
        assert at_once(lifts) == {"done": 1, "refused": 2}
        asked = Exclusion.objects.get(act="lift", implication=entry)
        confirming = [decision(asked, **by(key)) for key in ("convenor", "chief", "chief")]
        assert at_once(confirming) == {"done": 1, "refused": 2}
        entry.refresh_from_db()
        assert entry.lifted_at and entry.lifted_by_id != entry.lift_proposed_by_id


def test_those_who_could_still_decide_are_not_shut_out_side_by_side(cast, by, fresh):
    """A convenor and the chief convenor are proposed apart, each leaving the other; confirmed at once somebody is named."""
    add_post(cast, cast.person("auditor"), Role.CONVENOR, "farm")
    for _ in range(TIMES):
        matter = fresh()
        people = people_about(matter, cast.today)
        rows = [recusal_of(cast, matter, one, "clerk") for one in ("convenor", "chief", "director")]
        done = at_once([decision(row, **by("auditor")) for row in rows])
        assert done["done"] and set(done) <= {"done", "refused"}, done
        left = people_about(matter, cast.today)
        for right in deciding_rights(matter):
            if able(right, people):
                assert able(right, left, lent_on(matter)), right.code


def test_two_who_shut_out_each_other_do_not_both(cast, by, fresh):
    for _ in range(TIMES):
        matter = fresh()
        of_chief, of_convenor = (recusal_of(cast, matter, one, "clerk") for one in ("chief", "convenor"))
        done = at_once([decision(of_chief, **by("convenor")), decision(of_convenor, **by("chief"))])
        assert done["done"] == 1, done
        assert Recusal.objects.filter(matter=matter).count() == 1


def meanwhile(monkeypatch, module, act) -> list[str]:
    """Between the first look of an action of this module and its lock somebody else acts, once; what came of it."""
    real, came = module.lock_matter, []

    def run():
        came.append(outcome(act))
        connection.close()

    def lock(matter):
        if not came:
            other = threading.Thread(target=run)
            came.append("begun")
            other.start()
            other.join()
        real(matter)

    monkeypatch.setattr(module, "lock_matter", lock)
    return came


def confirmed_too_late(row, who: str, by, monkeypatch) -> list[str]:
    """Somebody steps back while the chief confirms an entry, who then finds none; what came of the stepping back."""
    stepping = partial(step_back, matter=row.matter, reason="确是亲属", **by(who))
    came = meanwhile(monkeypatch, exclusion_decisions, stepping)
    with pytest.raises(OutOfScope):
        decide_exclusion(exclusion_id=row.pk, agreed=True, **by("chief"))
    return came


def test_a_proposal_that_was_settled_by_stepping_back_cannot_be_confirmed(cast, by, fresh, monkeypatch):
    matter = fresh()
    row = recusal_of(cast, matter, "director", "clerk")
    came = confirmed_too_late(row, "director", by, monkeypatch)
    assert came[1:] == ["done"] and Recusal.objects.count() == 1


def test_an_entry_that_was_taken_out_cannot_be_lifted(cast, by, fresh, monkeypatch):
    """What a petition named falls when the second person declines it, while somebody else asks for its lifting."""
    matter = fresh()
    entry = exclusions.enter_from_petition(matter=matter, person=cast.person("leader"), **by("clerk"))
    row = Exclusion.objects.get()
    came = meanwhile(monkeypatch, exclusions, decision(row, agreed=False, **by("convenor")))
    with pytest.raises(OutOfScope):
        propose_lift(implication_id=entry.pk, reason="查明与其无关", **by("clerk2"))
    assert came[1:] == ["done"] and not Implication.objects.exists()


def test_who_was_recused_meanwhile_does_not_confirm(cast, by, fresh, monkeypatch):
    matter = fresh()
    row = recusal_of(cast, matter, "clerk2", "clerk")
    came = confirmed_too_late(row, "chief", by, monkeypatch)
    assert came[1:] == ["done"]
    assert not Recusal.objects.filter(person=cast.person("clerk2")).exists()
