"""What was typed, and how long an address waits."""

from datetime import UTC, datetime, timedelta

import pytest

from petitions.lookup.rules.lookups import (
    GUESSED_AT,
    Failures,
    code_as_issued,
    network_of,
    wait_seconds,
    wait_sentence,
)
from records.papers.rules.numbers import number_as_issued

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "清信〔2026〕12号",
        "清信[2026]12号",
        "清信（2026） 012 号",
        "清信2026年12",
        "清信２０２６第１２号",
        "清信【2026】12",
    ],
)
def test_a_number_may_be_typed_with_any_brackets(typed):
    assert number_as_issued(typed) == "清信〔2026〕12号"


def test_a_number_of_another_form_is_only_stripped_of_blanks():
    assert number_as_issued(" 511001001 20260922 00007 ") == "5110010012026092200007"


def test_a_code_may_be_typed_small_full_width_and_with_a_dash():
    assert code_as_issued(" k7qx-４m2p ") == "K7QX4M2P"


def test_the_wait_grows_from_the_sixth_wrong_try_and_ends_by_itself():
    waits = [wait_seconds(Failures(pair=n, last_pair_at=NOW), NOW) for n in range(4, 12)]
    assert waits == [0, 30, 60, 120, 240, 480, 600, 600]
    assert wait_seconds(Failures(pair=7, last_pair_at=NOW), NOW + timedelta(seconds=119, milliseconds=1)) == 1
    assert wait_seconds(Failures(pair=7, last_pair_at=NOW), NOW + timedelta(seconds=120)) == 0


def test_while_a_number_is_guessed_at_only_those_who_guess_wait_sooner():
    guessed_at = Failures(number=GUESSED_AT)
    assert wait_seconds(guessed_at, NOW) == 0  # who has not typed a wrong code is not delayed at all
    assert wait_seconds(Failures(pair=1, number=GUESSED_AT, last_pair_at=NOW), NOW) == 30


def test_an_address_that_floods_waits_whatever_number_it_tries():
    assert wait_seconds(Failures(pair=0, address=39, last_address_at=NOW), NOW) == 0
    assert wait_seconds(Failures(pair=0, address=41, last_address_at=NOW), NOW) == 60


def test_the_sentence_says_how_long_and_what_helps():
    assert wait_sentence(30).startswith("输错的次数较多，请 30 秒后再试。")
    assert "请 10 分钟后再试" in wait_sentence(600)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_one_line_is_one_address_also_with_ipv6(address, network):
    assert network_of(address) == network
