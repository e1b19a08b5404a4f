"""Number and code open the case; guessing gets slower; the holder of the code is never locked out."""

from datetime import timedelta

import pytest

from petitions.cases.actions.codes import HASHER
from petitions.lookup.actions.lookups import NOBODYS_HASH, WRONG, MustWait, open_lookup, sweep_failures
from petitions.lookup.models import LookupFailure
from records.tasks import daily_tick
from township.journal.models import JournalEntry
from township.refusals import Refused

HOLDER, GUESSER = "10.1.1.1", "203.0.113.9"


def guess(number, cast, address=GUESSER, code="AAAAAAAA", minutes=0):
    with pytest.raises(Refused) as refused:
        open_lookup(number=number, code=code, address=address, at=cast.at() + timedelta(minutes=minutes))
    return refused.value


def test_the_right_code_opens_the_case_and_leaves_a_line_in_the_journal(cast, registered):
    case = open_lookup(
        number=registered.case.number.replace("〔", "(").replace("〕", ")"),
        code=f" {registered.lookup_code[:4].lower()}-{registered.lookup_code[4:]}",
        address=HOLDER,
        at=cast.at(),
    )
    assert case.pk == registered.case.pk
    line = JournalEntry.objects.get(action="case.lookup")
    assert (line.actor_name, line.subject_id, line.detail) == ("信访人（查询码）", case.pk, {})
    assert not LookupFailure.objects.exists()


def test_a_wrong_code_and_an_unknown_number_get_the_same_sentence(cast, registered):
    assert guess(registered.case.number, cast).message == WRONG
    assert guess("清信〔2026〕99999号", cast).message == WRONG


def test_an_unknown_number_costs_one_comparison_like_a_known_one(cast, registered, monkeypatch):
    compared = []
    monkeypatch.setattr(
        "petitions.lookup.actions.lookups.code_matches", lambda stored, typed: compared.append(stored) and False
    )
    guess(registered.case.number, cast)
    guess("清信〔2026〕99999号", cast)
    assert compared == [registered.case.lookup_hash, NOBODYS_HASH]
    assert not HASHER.check_needs_rehash(NOBODYS_HASH)  # the same cost as the real ones


def test_the_sixth_guess_waits_and_waiting_tries_are_not_counted(cast, registered):
    for _ in range(5):
        assert guess(registered.case.number, cast).message == WRONG
    for _ in range(3):
        wait = guess(registered.case.number, cast)
        assert isinstance(wait, MustWait)
        assert wait.seconds == 30
    assert LookupFailure.objects.count() == 5
    assert guess(registered.case.number, cast, minutes=1).message == WRONG


def test_the_holder_gets_in_however_many_guessed_at_the_number(cast, registered):
    for n in range(60):
        guess(registered.case.number, cast, address=f"203.0.113.{n}")
    case = open_lookup(number=registered.case.number, code=registered.lookup_code, address=HOLDER, at=cast.at())
    assert case.pk == registered.case.pk


def test_neighbours_behind_one_address_do_not_close_each_other_out(cast, registered):
    for _ in range(8):
        guess("清信〔2026〕99999号", cast, address=HOLDER)
    case = open_lookup(number=registered.case.number, code=registered.lookup_code, address=HOLDER, at=cast.at())
    assert case.pk == registered.case.pk


def test_a_right_code_forgives_only_the_own_slips(cast, registered):
    guess(registered.case.number, cast, address=HOLDER)
    guess(registered.case.number, cast, address=GUESSER)
    open_lookup(number=registered.case.number, code=registered.lookup_code, address=HOLDER, at=cast.at())
    assert LookupFailure.objects.count() == 1


def test_only_keyed_hashes_are_kept_and_swept_after_a_day(cast, registered):
    guess(registered.case.number, cast)
    row = LookupFailure.objects.get()
    assert GUESSER not in (row.address_hash, row.number_hash)
    assert len(row.address_hash) == len(row.number_hash) == 32
    assert sweep_failures(cast.at() + timedelta(hours=23)) == 0
    assert sweep_failures(cast.at() + timedelta(hours=25)) == 1


def test_a_township_that_was_closed_down_answers_nobody(cast, registered):
    cast.township.is_active = False
    cast.township.save(update_fields=["is_active"])
    assert guess(registered.case.number, cast, code=registered.lookup_code).message == WRONG


def test_the_daily_tick_sweeps(cast, registered, stand_at):
    guess(registered.case.number, cast)
    stand_at(cast.today + timedelta(days=2), 0, 10)
    assert daily_tick() == 0
    assert not LookupFailure.objects.exists()
