"""Two checkers press 核查销号 at once: one strikes it off, the other is told (PostgreSQL).

The control takes the locks away and shows that the same race then goes wrong.
"""

import threading
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from petitions.screening.actions import strikes as dispute_strikes
from petitions.screening.models.disputes import Dispute
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from tests.cast import make_cast
from tests.petitions.screening.field import Field, settle_villager
from township.refusals import Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*works) -> list[str]:
    """Run each in a thread of its own, started together; "done", "refused" or the name of the exception."""
    gate, results = threading.Barrier(len(works)), []

    def run(work):
        try:
            gate.wait()
            work()
            results.append("done")
        except Refused:
            results.append("refused")
        except Exception as error:  # noqa: BLE001 - named in the result
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def checked_at_once(monkeypatch) -> tuple[list[str], int]:
    """The village's liaison and the clerk check the same strike-off; both stand still before the row is written, if they can.

    Under the lock the second never gets that far while the first is there, so the first waits in vain.
    """
    cast = make_cast()
    settle_villager(cast)
    field = Field(cast)
    field.report()
    row = field.proposed()
    meet, real = threading.Barrier(2, timeout=3), Dispute.save

    def save(dispute, *args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            meet.wait()
        real(dispute, *args, **kwargs)

    def check(who):
        by, at = cast.actor(who), cast.at(hour=15)
        given = {"dispute_id": row.pk, "revision": row.revision, "text": "已到现场核实"}
        return lambda: dispute_strikes.strike_off(**given, by=by, at=at)

    acts = [check("villager"), check("clerk")]
    monkeypatch.setattr(Dispute, "save", save)
    results = at_once(*acts)
    return results, Event.objects.filter(matter=Matter.objects.get(pk=row.pk), move="strike_off").count()


def test_of_two_checkers_one_strikes_it_off_and_the_other_is_told(monkeypatch):
    assert checked_at_once(monkeypatch) == (["done", "refused"], 1)


def test_control_without_the_lock_both_strike_it_off(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)
    assert checked_at_once(monkeypatch) == (["done", "done"], 2)
