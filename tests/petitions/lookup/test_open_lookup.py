"""Number and code open the case; guessing gets slower; the holder of the code is never locked out."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from petitions.cases.actions.codes import HASHER, hash_code
from petitions.cases.actions.registration import register_case
from petitions.lookup.actions.alarms import close_alarm
from petitions.lookup.actions.lookups import NOBODYS_HASH, WRONG, MustWait, open_lookup, sweep_failures
from petitions.lookup.models import LookupAlarm, LookupFailure
from petitions.lookup.rules.codes import ALPHABET, code_from, printed
from petitions.lookup.rules.lookups import ATTACK
from records.notices.models.notices import Notice
from records.tasks import daily_tick
from tests.petitions.lookup.conftest import entry
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


def flood(cast, count, number_hash="n" * 20, minutes=0):
    at = cast.at() + timedelta(minutes=minutes)
    LookupFailure.objects.bulk_create(
        LookupFailure(number_hash=number_hash, address_hash=f"{n:x}", at=at, township_id=None) for n in range(count)
    )


def test_a_thousand_wrong_codes_in_an_hour_raise_one_alarm_for_director_and_administrator(cast, registered):
    flood(cast, ATTACK - 2)
    guess(registered.case.number, cast)
    assert not LookupAlarm.objects.exists()
    for n in range(3):
        guess(registered.case.number, cast, address=f"198.51.100.{n}")
    row = LookupAlarm.objects.get(township=cast.township)
    assert row.failures == ATTACK + 2
    told = Notice.objects.filter(kind="lookup.attack", township=cast.township)
    assert {one.recipient for one in told} == {cast.person("director"), cast.person("sysadmin")}
    assert JournalEntry.objects.filter(action="lookup.alarm", township=cast.township).count() == 1
    assert LookupFailure.objects.filter(township_id=cast.township.pk).count() == 4
    opened = open_lookup(number=registered.case.number, code=registered.lookup_code, address=HOLDER, at=cast.at())
    assert opened.pk == registered.case.pk  # the holder is never locked out


def test_guesses_of_two_hours_are_no_attack(cast, registered):
    flood(cast, ATTACK)
    guess(registered.case.number, cast, minutes=61)
    assert not LookupAlarm.objects.exists()


def test_the_alarm_stands_on_the_desk_until_somebody_says_what_was_done(cast, registered):
    flood(cast, ATTACK)
    guess(registered.case.number, cast)
    row = LookupAlarm.objects.get(township=cast.township)
    page = f"/lookup/alarms/{row.pk}/"
    for who in ("director", "sysadmin"):
        assert page in cast.client(who).get("/").content.decode()
    assert page not in cast.client("clerk").get("/").content.decode()
    assert cast.client("clerk").get(page).status_code == 403
    assert "请写明怎样处置的" in cast.client("sysadmin").post(page, {"note": " "}).content.decode()
    assert cast.client("sysadmin").post(page, {"note": "已在防火墙限制来源地址"}).status_code == 302
    row.refresh_from_db()
    assert (row.closed_by, row.note) == (cast.person("sysadmin"), "已在防火墙限制来源地址")
    assert page not in cast.client("director").get("/").content.decode()
    with pytest.raises(Refused, match="已经处置"):
        close_alarm(alarm_id=row.pk, note="再次处置", by=cast.actor("director"), at=cast.at())
    guess(registered.case.number, cast)
    assert LookupAlarm.objects.filter(township=cast.township, closed_at=None).exists()


def test_an_old_code_of_eight_signs_still_opens(cast, registered):
    registered.case.lookup_hash = hash_code("K7QX4M2P")
    registered.case.save(update_fields=["lookup_hash"])
    case = open_lookup(number=registered.case.number, code="k7qx-4m2p", address=HOLDER, at=cast.at())
    assert case.pk == registered.case.pk


def test_a_code_has_twelve_signs_of_sixty_bits(registered):
    assert len(registered.lookup_code) == 12
    assert set(registered.lookup_code) <= set(ALPHABET)
    assert code_from(2**60 - 1) == ALPHABET[-1] * 12
    assert printed("K7QX4M2P9RTW") == "K7QX-4M2P-9RTW"
    assert printed("K7QX4M2P") == "K7QX-4M2P"


@pytest.mark.postgres
def test_guesses_at_the_same_moment_all_count(transactional_db, cast):
    """Twelve tries at once from one address: five are compared, the rest have to wait."""
    number = register_case(by=cast.actor("clerk"), at=cast.at(), data=entry()).case.number
    start, outcomes, at = threading.Barrier(12), [], cast.at()

    def run():
        try:
            start.wait()
            open_lookup(number=number, code="AAAAAAAAAAAA", address=GUESSER, at=at)
        except Refused as refused:
            outcomes.append(type(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count(Refused), outcomes.count(MustWait)) == (5, 7)
