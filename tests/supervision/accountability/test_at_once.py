"""Fifty people decide at once about one measure: one decision, one journal line (PostgreSQL). The control takes the locks
away and shows that the same race then goes wrong."""

import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db.models.query import QuerySet

from records.papers.actions.documents import text_hash
from records.papers.models.approvals import Approval
from supervision.accountability.actions.decisions import FLOW
from supervision.accountability.models.measures import Measure
from tests.cast import add_post, make_cast
from tests.crowd import at_once
from tests.supervision.accountability.conftest import Orders, Room, adopt
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Role
from township.directory.queries.actors import actor_for
from township.journal.models import JournalEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
TIMES = 50


def decisions(times: int) -> tuple[Counter, Measure]:
    """So many convenors, each presses 同意 or 退回 on the same text at the same moment."""
    cast = make_cast()
    adopt(cast)
    room = Room(cast, Orders(cast))
    actors = []
    for number in range(times):
        person = Person.objects.create(township=cast.township, name=f"召集人{number}")
        add_post(cast, person, Role.CONVENOR, "root", order=100 + number)
        actors.append(actor_for(Account(person=person, township=cast.township), on=room.day))
    row = room.submitted()
    read, at = {"version": row.document.version, "text_sha256": text_hash(row.document.body)}, cast.at(hour=15)
    works = [
        lambda by=by, approved=bool(number % 2): FLOW.decide(
            row.pk, approved=approved, remark="请补充事实", by=by, at=at, **read
        )
        for number, by in enumerate(actors)
    ]
    return at_once(works), room.fresh(row)


def stand_between(monkeypatch, seconds: float) -> list[int]:
    """Whoever writes the decision first stands still for another, if another can come that far at all.

    Returns the list in which each writes down the text it was deciding when another stood there deciding it too.
    """
    meet, real, met = threading.Barrier(2, timeout=seconds), Approval.save, []

    def save(row, *args, **kwargs):
        if row.decided_by_id:
            with suppress(threading.BrokenBarrierError):
                meet.wait()
                met.append(row.pk)
        real(row, *args, **kwargs)

    monkeypatch.setattr(Approval, "save", save)
    return met


def decision_lines(row: Measure) -> int:
    acts = ("measure.approve", "measure.return_paper")
    return JournalEntry.objects.filter(subject_kind="measure", subject_id=row.pk, action__in=acts).count()


def test_fifty_decisions_at_once_are_one(monkeypatch):
    met = stand_between(monkeypatch, seconds=1)
    found, row = decisions(TIMES)
    assert met == [], "nobody came as far as deciding while another was"
    assert found == {"done": 1, "refused": TIMES - 1}
    assert row.state in ("approved", "heard") and decision_lines(row) == 1
    assert Approval.objects.filter(matter=row.matter, state__in=["approved", "returned"]).count() == 1


def test_control_without_the_locks_two_decide_the_same_text(monkeypatch):
    """What becomes of the second depends on who commits first; that both came so far is the fault."""
    met = stand_between(monkeypatch, seconds=30)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)
    decisions(2)
    assert len(met) == 2 and len(set(met)) == 1
