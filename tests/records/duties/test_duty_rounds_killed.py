"""The duty engine in processes of their own on PostgreSQL: killed with kill -9 twenty times in a round, and two at once."""

import os
import random
import signal
import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from petitions.screening.models.rounds import ScreeningReturn
from records.duties.actions.rounds import open_periods, tend_duties
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty, DutyPeriod
from records.duties.queries.rounds import townships_to_open
from records.matters.models.access import Holding
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.models.search import SearchText
from records.notices.models.notices import Notice
from records.work.actions.reminders import remind_work
from records.work.models import WorkItem
from records.work.queries.plans import townships_to_remind
from tests.cast import Cast, add_post, moment
from tests.records.duties.duty_stage import clause
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit, UnitKind
from township.journal.models import JournalEntry

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
OPENED, FIRST_REMINDER, LATE = date(2026, 11, 16), date(2026, 11, 25), date(2026, 12, 8)
UNITS = 30
_kept = []  # the parent's connection: a child that let go of it would end it for both


def in_a_child(work) -> int:
    """Run `work` in a process with a connection of its own; its number."""
    child = os.fork()
    if child:
        return child
    try:
        _kept.append(connection.connection)
        connection.connection = None
        work()
    finally:
        os._exit(0)


def killed_somewhere(work, longest: float) -> None:
    """The process gets kill -9 after a while; where in its work that is, is left to chance."""
    child = in_a_child(work)
    time.sleep(random.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.fixture
def thirty(transactional_db, cast) -> Cast:
    root = cast.unit("root")
    Unit.objects.filter(township=cast.township, kind=UnitKind.MEMBER, is_office=False).update(is_active=False)
    for n in range(UNITS):
        unit = Unit.objects.create(
            township=cast.township, parent=root, kind=UnitKind.MEMBER, name=f"第{n}单位", order=n
        )
        cast.units[f"u{n}"] = unit
        add_post(cast, Person.objects.create(township=cast.township, name=f"联络员{n}"), Role.LIAISON, f"u{n}")
    clause(cast, "screening_half_month", OPENED, unit_kinds=["member"])
    return cast


def tend(at) -> None:
    """Both sweeps of a day: periods opened, whoever owes reminded."""
    tend_duties(townships_to_open(at), at)
    remind_work(townships_to_remind(at), at)


def reminders_sent() -> list[int]:
    """How many reminders each liaison has."""
    people = Person.objects.filter(name__startswith="联络员", posts__unit__is_active=True)
    return [Notice.objects.filter(recipient=person, kind="work").count() for person in people]


def test_killed_twenty_times_each_unit_has_one_duty_and_one_reminder_a_point(thirty):
    for day, points in ((OPENED, 0), (FIRST_REMINDER, 1), (LATE, 2)):
        started = time.perf_counter()
        with transaction.atomic():
            tend(moment(day, 8))
            transaction.set_rollback(True)
        takes = time.perf_counter() - started
        for _ in range(20):
            killed_somewhere(lambda day=day: tend(moment(day, 8)), 1.3 * takes)
        tend(moment(day, 9))
        assert reminders_sent() == [points] * UNITS, day
    assert DutyPeriod.objects.count() == 2  # the second half of November, the first of December
    assert Duty.objects.filter(period="2026-11b").count() == UNITS
    assert JournalEntry.objects.filter(action="duty.open").count() == 2
    assert Candidate.objects.count() == UNITS


def test_two_at_once_do_it_once(thirty):
    for day, points in ((OPENED, 0), (FIRST_REMINDER, 1)):
        children = [in_a_child(lambda day=day: tend(moment(day, 8))) for _ in range(4)]
        for child in children:
            os.waitpid(child, 0)
        assert reminders_sent() == [points] * UNITS
    assert (DutyPeriod.objects.count(), Duty.objects.count()) == (1, UNITS)


def test_control_it_is_the_database_that_keeps_a_second_round_out(thirty):
    tend(moment(OPENED, 8))
    DutyPeriod.objects.all().delete()  # the mark that the period is open is gone
    with pytest.raises(IntegrityError), transaction.atomic():
        open_periods(township_id=thirty.township.pk, at=moment(OPENED + timedelta(days=1), 8))
    assert Duty.objects.count() == UNITS


def all_left() -> dict[str, list[tuple]]:
    """Everything a round leaves, without the keys of the rows, which a rolled-back transaction uses up."""
    duty, work = ("township_id", "clause", "period", "unit_id", "due_on"), ("unit_id", "what", "due_on", "remind_on")
    tables = {
        "periods": DutyPeriod.objects.values_list("township_id", "clause", "period"),
        "duties": Duty.objects.values_list(*duty, "state"),
        "work": WorkItem.objects.values_list("township_id", *work, "reminded"),
        "returns": ScreeningReturn.objects.values_list("round__period", "unit_id", "state"),
        "numbers": Matter.objects.values_list("township_id", "number", "title"),
        "holdings": Holding.objects.values_list("matter__number", "unit_id"),
        "timeline": Event.objects.values_list("matter__number", "move", "text"),
        "words": SearchText.objects.values_list("matter__number", "body"),
        "notices": Notice.objects.values_list("recipient_id", "text"),
        "candidates": Candidate.objects.values_list("township_id", "unit_id", "text"),
        "journal": JournalEntry.objects.values_list("township_id", "seq", "action", "subject_label"),
    }
    return {name: sorted(rows, key=repr) for name, rows in tables.items()}


def test_two_workers_and_a_killed_one_leave_exactly_what_one_leaves(thirty):
    """A chunk of two townships, over three days: opened, reminded, late."""
    clause(thirty, "screening_half_month", OPENED, township=thirty.east)
    for day in (OPENED, FIRST_REMINDER, LATE):
        with transaction.atomic():
            started = time.perf_counter()
            tend(moment(day, 8))
            takes, wanted = time.perf_counter() - started, all_left()
            transaction.set_rollback(True)
        children = [in_a_child(lambda day=day: tend(moment(day, 8))) for _ in range(2)]
        killed_somewhere(lambda day=day: tend(moment(day, 8)), takes)
        for child in children:
            os.waitpid(child, 0)
        tend(moment(day, 8))  # what the killed one had in hand comes back
        assert all_left() == wanted, day
    assert {len(rows) > 0 for rows in all_left().values()} == {True}
    chains = JournalEntry.objects.order_by("township_id", "seq").values_list("township_id", "prev_hash", "hash")
    for before, after in pairwise(chains):
        assert before[0] != after[0] or after[1] == before[2]
