"""Two convenors press 同意 at once, two clerks press 印发 at once: one approval, one number, no gap (PostgreSQL).

The controls take the locks away and show that the same races then go wrong.
"""

import threading
from collections import Counter
from contextlib import suppress
from datetime import date
from queue import Empty, SimpleQueue

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from meetings.sessions.actions import issuing
from meetings.sessions.models.minutes import Minutes
from records.papers.actions.documents import text_hash
from records.papers.models.approvals import Approval
from records.papers.models.numbers import NumberSeries
from tests import crowd
from tests.cast import Cast, make_cast, moment
from tests.crowd import outcome
from tests.meetings.sessions.waiting_rows import BODY, waiting_minutes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
TIMES = 50
YEAR_END = 200
HANDS = 12


def at_once(*works) -> list[str]:
    """Every outcome, sorted."""
    return sorted(crowd.at_once(works).elements())


def by_many_hands(works) -> Counter:
    """Run all of them, so many at a time as there are hands."""
    waiting, results = SimpleQueue(), SimpleQueue()
    for work in works:
        waiting.put(work)

    def run():
        with suppress(Empty):
            while True:
                results.put(outcome(waiting.get_nowait()))
        connection.close()

    _all(threading.Thread(target=run) for _ in range(HANDS))
    return Counter(results.get() for _ in range(results.qsize()))


def _all(threads) -> None:
    started = list(threads)
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()


def approve(cast: Cast, who: str, pk: int):
    by, at = cast.actor(who), cast.at(hour=15)
    return lambda: issuing.FLOW.decide(row_id=pk, approved=True, version=1, text_sha256=text_hash(BODY), by=by, at=at)


def issue(cast: Cast, who: str, pk: int, at=None):
    at = at or cast.at(hour=16)
    by, revision = cast.actor(who, on=at.date()), Minutes.objects.values_list("revision", flat=True).get(pk=pk)
    return lambda: issuing.FLOW.issue_paper(row_id=pk, revision=revision, by=by, at=at)


def numbers(year: int) -> list[int]:
    found = Minutes.objects.filter(number__startswith=f"〔{year}〕").values_list("number", flat=True)
    return sorted(int(text[6:-1]) for text in found)


@pytest.mark.slow
def test_fifty_approvals_and_fifty_numbers():
    cast = make_cast()
    waiting = waiting_minutes(cast, TIMES, "submitted", cast.at())
    pressed = Counter()
    for pk in waiting:
        pressed.update(at_once(approve(cast, "convenor", pk), approve(cast, "chief", pk)))
    assert pressed == {"done": TIMES, "refused": TIMES}
    assert Approval.objects.filter(kind="minutes", state="approved").count() == TIMES

    issued = Counter()
    for pk in waiting:
        issued.update(at_once(issue(cast, "clerk", pk), issue(cast, "director", pk)))
    assert issued == {"done": TIMES, "refused": TIMES}
    assert numbers(2026) == list(range(1, TIMES + 1))


@pytest.mark.slow
def test_two_hundred_issues_over_new_years_eve_number_each_year_from_one():
    cast = make_cast()
    waiting = waiting_minutes(cast, YEAR_END, "approved", moment(date(2026, 12, 30)))
    eve, morning = moment(date(2026, 12, 31), 23, 59), moment(date(2027, 1, 1), 0, 0)
    works = [issue(cast, "clerk", pk, eve if n % 5 < 2 else morning) for n, pk in enumerate(waiting)]
    assert by_many_hands(works) == {"done": YEAR_END}
    assert (numbers(2026), numbers(2027)) == (list(range(1, 81)), list(range(1, 121)))
    dated = Minutes.objects.values_list("number", "issued_on")
    assert all(number[1:5] == str(day.year) for number, day in dated)


def stand_between(monkeypatch, model, name: str = "save") -> None:
    """Whoever writes this model first stands still for the other, if the other can come that far at all."""
    meet, real = threading.Barrier(2, timeout=1.5), getattr(model, name)

    def save(row, *args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            meet.wait()
        real(row, *args, **kwargs)

    monkeypatch.setattr(model, name, save)


def issue_two_at_once(monkeypatch) -> tuple[list[str], list[int]]:
    """Two clerks issue two different minutes; under the lock the second one never gets to the counter while the first is
    there, so the first waits in vain."""
    cast = make_cast()
    earlier, *both = waiting_minutes(cast, 3, "approved", cast.at())
    issue(cast, "clerk", earlier)()  # the counter's row is there: what protects the two is its lock alone
    acts = [issue(cast, who, pk) for who, pk in zip(("clerk", "director"), both, strict=True)]
    stand_between(monkeypatch, NumberSeries)
    return at_once(*acts), numbers(2026)


def test_two_minutes_issued_at_once_take_two_numbers(monkeypatch):
    assert issue_two_at_once(monkeypatch) == (["done", "done"], [1, 2, 3])


def test_control_without_the_lock_the_same_race_goes_wrong(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)
    assert issue_two_at_once(monkeypatch) == (["IntegrityError", "done"], [1, 2])
