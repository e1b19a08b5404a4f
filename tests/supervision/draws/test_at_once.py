"""Fifty people enter a seed at the same moment: one draw (PostgreSQL). The control takes the locks away."""

import threading
from contextlib import suppress

import pytest
from django.db.models.query import QuerySet

from supervision.draws.actions import draws
from supervision.draws.models.draws import Draw, DrawPick
from tests.cast import add_post, make_cast
from tests.crowd import at_once
from tests.supervision.draws.conftest import Room
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Role
from township.directory.queries.actors import actor_for
from township.journal.models import JournalEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
TIMES = 50


def seeds(times: int):
    """So many clerks, each with another seed on the same plan."""
    cast = make_cast()
    room = Room(cast)
    row, actors = room.published(), []
    for number in range(times):
        person = Person.objects.create(township=cast.township, name=f"经办人{number}")
        add_post(cast, person, Role.CLERK, "office", order=100 + number)
        actors.append(actor_for(Account(person=person, township=cast.township), on=room.day))
    at = cast.at(room.day, 15)

    def work(number: int, by):
        data = room.seed_data(seed=f"{number:02d}141592653589793238")
        return lambda: draws.seed(draw_id=row.pk, revision=row.revision, data=data, by=by, at=at)

    works = [work(number, by) for number, by in enumerate(actors)]
    return at_once(works), room.fresh(row)


def stand_between(monkeypatch, seconds: float) -> list[str]:
    """Whoever is past the lock stands still for another, if another can come that far at all."""
    meet, real, met = threading.Barrier(2, timeout=seconds), draws.rules.check_seed, []

    def check(*args):
        with suppress(threading.BrokenBarrierError):
            meet.wait()
            met.append(args[1])
        return real(*args)

    monkeypatch.setattr(draws.rules, "check_seed", check)
    return met


def test_fifty_seeds_at_once_are_one_draw(monkeypatch):
    met = stand_between(monkeypatch, seconds=1)
    found, row = seeds(TIMES)
    assert met == [] and found == {"done": 1, "refused": TIMES - 1}
    assert row.state == "drawn" and row.picks.count() == 3
    assert JournalEntry.objects.filter(subject_kind="draw", subject_id=row.pk, action="draw.seed").count() == 1


def test_control_without_the_locks_two_draw(monkeypatch):
    met = stand_between(monkeypatch, seconds=30)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)
    seeds(2)
    assert len(met) == 2 and Draw.objects.count() == 1 and DrawPick.objects.count() <= 3
