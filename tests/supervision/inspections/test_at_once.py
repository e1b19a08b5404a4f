"""Several phones at the same moment (PostgreSQL): findings never share a number, an entry saved twice is kept once. The control
takes the locks away and shows that the numbers then collide."""

import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db.models.query import QuerySet

from supervision.inspections.actions import site
from supervision.inspections.models.checklists import Entry
from supervision.inspections.models.findings import Finding
from tests.cast import make_cast
from tests.crowd import at_once
from tests.supervision.inspections.conftest import Room

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
TIMES = 20


def raised(times: int) -> Counter:
    """So many findings by two members at once."""
    room = Room(make_cast())
    row = room.started()
    entries, at = room.entries(row), room.cast.at(room.day, 15)
    actors = [room.cast.actor(who, on=room.day) for who in ("director", "liaison2")]
    works = [
        lambda by=actors[n % 2], entry=entries[n % 4].pk: site.find(
            inspection_id=row.pk, entry_id=entry, data=room.finding_data(), by=by, at=at
        )
        for n in range(times)
    ]
    return at_once(works)


def test_findings_of_many_phones_have_numbers_of_their_own():
    assert raised(TIMES) == {"done": TIMES}
    assert sorted(Finding.objects.values_list("seq", flat=True)) == list(range(1, TIMES + 1))


def test_control_without_the_lock_two_findings_want_one_number(monkeypatch):
    """What becomes of the second depends on who commits first; that both came so far with one number is the fault."""
    meet, real, met = threading.Barrier(2, timeout=30), site.start, []

    def start(**given):
        with suppress(threading.BrokenBarrierError):
            meet.wait()
            met.append(given["number"])
        return real(**given)

    monkeypatch.setattr(site, "start", start)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **more: rows)
    found = raised(2)
    assert found.get("done") == 1, "the database refuses the second"
    assert len(met) == 2 and len(set(met)) == 1


def test_one_entry_from_many_devices_is_saved_once():
    room = Room(make_cast())
    row = room.started()
    entry, at = room.entries(row)[0], room.cast.at(room.day, 15)
    by = room.cast.actor(room.who(entry), on=room.day)
    works = [
        lambda n=n: site.rate(
            inspection_id=row.pk, entry_id=entry.pk, version=0, rating="good", words=f"第{n}台", by=by, at=at
        )
        for n in range(TIMES)
    ]
    assert at_once(works) == {"done": 1, "refused": TIMES - 1}
    assert Entry.objects.get(pk=entry.pk).version == 1
