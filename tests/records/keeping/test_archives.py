"""Which backups are kept, and the envelope that only the private key opens."""

import io
from datetime import date, timedelta

import pytest

from records.keeping import envelope
from records.keeping.rules.archives import DAILY, MONTHLY, day_of, name_of, superfluous
from tests.cast import moment


def made_on(day: date, hour: int = 2) -> str:
    return name_of(moment(day, hour, 30), is_sealed=False)


def test_the_name_says_the_day():
    assert name_of(moment(date(2026, 11, 28), 2, 30), is_sealed=True) == "township-20261128-023000.tar.sealed"
    assert day_of("township-20261128-023000.tar") == date(2026, 11, 28)
    for other in (
        "township-20261128.tar",
        "notes.txt",
        "township-20261128-023000.tar.part",
        "../township-20261128-023000.tar",
    ):
        assert day_of(other) is None, other


def test_fourteen_days_and_twelve_months_are_kept():
    first = date(2025, 1, 1)
    days = [first + timedelta(days=n) for n in range(690)]
    gone = superfluous([*map(made_on, days), "township.sqlite3", "readme.txt"])
    kept = [day for day in days if made_on(day) not in gone]
    assert kept[-DAILY:] == days[-DAILY:]
    assert len(kept) == DAILY + MONTHLY - 1  # the newest month's is among the days
    assert all(
        day == max(one for one in days if (one.year, one.month) == (day.year, day.month)) for day in kept[:-DAILY]
    )
    assert not {"township.sqlite3", "readme.txt"} & set(gone)


def test_of_one_day_the_newest_is_kept():
    day = date(2026, 11, 28)
    assert superfluous([made_on(day, 2), made_on(day, 9)]) == [made_on(day, 2)]
    assert superfluous([]) == []


@pytest.mark.parametrize("size", [0, 1, envelope.CHUNK - 1, envelope.CHUNK, envelope.CHUNK + 1, 3 * envelope.CHUNK])
def test_what_was_sealed_comes_out_again(size):
    public, private = envelope.new_pair()
    plain, sealed, again = io.BytesIO(b"\x07" * size), io.BytesIO(), io.BytesIO()
    envelope.seal(plain, sealed, public)
    sealed.seek(0)
    assert envelope.is_sealed(sealed)
    envelope.unseal(sealed, again, private)
    assert again.getvalue() == plain.getvalue()


def test_another_key_a_changed_byte_and_a_cut_end_are_noticed():
    public, private = envelope.new_pair()
    sealed = io.BytesIO()
    envelope.seal(io.BytesIO(b"a" * (2 * envelope.CHUNK + 5)), sealed, public)
    whole = sealed.getvalue()
    changed = bytearray(whole)
    changed[-30] ^= 1
    chunk = envelope.CHUNK + envelope.TAG
    head = len(envelope.MAGIC) + 32
    cut, swapped = (
        whole[: head + chunk],
        whole[:head] + whole[head + chunk : head + 2 * chunk] + whole[head : head + chunk],
    )
    for data, key in ((whole, envelope.new_pair()[1]), (bytes(changed), private), (cut, private), (swapped, private)):
        with pytest.raises(envelope.CannotOpen):
            envelope.unseal(io.BytesIO(data), io.BytesIO(), key)
