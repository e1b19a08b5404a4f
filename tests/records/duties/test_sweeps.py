"""Sweeps: one query says where something is due, chunks of townships are handed out, an idle day costs nothing more."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records import tasks
from records.duties.actions.looks import calendar_changed
from records.duties.actions.rounds import tend_duties
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty, DutyLook, DutyPeriod
from records.duties.queries.rounds import townships_to_open
from records.jobs import sweeps
from records.jobs.models.runs import Run
from records.jobs.sweeps import Sweep, chunks, each_township
from records.work.actions.reminders import remind_work
from records.work.queries.plans import townships_to_remind
from tests.cast import moment
from tests.records.duties.duty_stage import clause
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind

NOV_16 = date(2026, 11, 16)


def _another(n: int) -> Township:
    """A township with one unit and nobody in it."""
    town = Township.objects.create(
        code=f"77000000{n:04d}", name=f"第{n}镇", short_name=f"第{n}镇", mark=f"七{n}", office_name="办"
    )
    unit = Unit.objects.create(township=town, kind=UnitKind.MEMBER, name="民政办")
    Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/")
    return town


def open_all(day: date) -> list[int]:
    ids = townships_to_open(moment(day))
    tend_duties(ids, moment(day))
    return ids


def test_a_township_is_looked_at_when_its_next_period_begins_and_not_before(cast):
    clause(cast, "screening_half_month", NOV_16)
    assert set(open_all(NOV_16)) == {cast.township.pk, cast.east.pk}  # nobody has looked yet
    assert DutyLook.objects.get(township=cast.township).next_on == date(2026, 12, 1)
    for n in range(15):
        assert open_all(NOV_16 + timedelta(days=n)) == []
    assert open_all(date(2026, 12, 1)) == [cast.township.pk]
    assert DutyPeriod.objects.count() == 2


def test_whatever_the_day_depends_on_makes_the_sweep_look_again(cast):
    clause(cast, "screening_half_month", NOV_16)
    open_all(NOV_16)
    calendar_changed(by=cast.actor("sysadmin"), at=moment(NOV_16), township_id=cast.township.pk)
    assert townships_to_open(moment(NOV_16)) == [cast.township.pk]
    open_all(NOV_16)
    calendar_changed(by=cast.actor("sysadmin"), at=moment(NOV_16), township_id=None)
    assert len(townships_to_open(moment(NOV_16))) == 2


def test_an_idle_sweep_asks_one_question(cast, django_assert_num_queries):
    clause(cast, "screening_half_month", NOV_16)
    open_all(NOV_16)
    with django_assert_num_queries(2):
        assert townships_to_open(moment(NOV_16)) == []
        assert townships_to_remind(moment(NOV_16)) == []


def test_a_chunk_asks_as_much_for_many_townships_as_for_one(cast):
    """Opened, reminded, raised as candidates: rounds, returns, notices and journal lines of a chunk are written together."""
    days = (NOV_16, date(2026, 11, 25), date(2026, 12, 4))
    for n in range(4):
        town = cast.township if n == 0 else _another(n)
        clause(cast, "screening_half_month", NOV_16, township=town)
    towns = list(Township.objects.exclude(pk=cast.east.pk).order_by("pk").values_list("pk", flat=True))
    for day in days:
        with CaptureQueriesContext(connection) as one:
            tend_duties(towns[:1], moment(day))
            remind_work(towns[:1], moment(day))
        with CaptureQueriesContext(connection) as three:
            tend_duties(towns[1:], moment(day))
            remind_work(towns[1:], moment(day))
        assert len(three) <= len(one), day
    assert Candidate.objects.count() == 4 + 3
    assert Duty.objects.values("township_id").distinct().count() == 4


def test_chunks_hold_every_township_once():
    ids = list(range(1, 2 * sweeps.CHUNK + 4))
    portions = list(chunks(ids))
    assert [len(portion) for portion in portions] == [sweeps.CHUNK, sweeps.CHUNK, 3]
    assert sum(portions, []) == ids


def test_a_township_that_fails_keeps_none_of_the_others_waiting():
    done = []

    def work(township_id):
        if township_id == 2:
            raise RuntimeError("words of a petition")
        done.append(township_id)
        return 10

    with pytest.raises(sweeps.TownshipsFailed):
        each_township([1, 2, 3], work)
    assert done == [1, 3]


def test_the_tick_hands_out_chunks_and_each_leaves_its_line(cast, stand_at, monkeypatch):
    stand_at(cast.today, 8, 30)
    worked = []
    sweep = Sweep("a.sweep", lambda at: [1, 2, 3], lambda ids, at: worked.append((ids, at)) or len(ids), "一项工作")
    monkeypatch.setattr(sweeps, "CHUNK", 2)
    monkeypatch.setattr(tasks, "DAILY", [])
    monkeypatch.setattr(tasks, "SWEEPS", {sweep.name: sweep})
    assert tasks.daily_tick() == 0
    assert [ids for ids, _ in worked] == [[1, 2], [3]]
    assert {at for _, at in worked} == {moment(cast.today, 8, 30)}
    rows = Run.objects.filter(task="a.sweep").order_by("pk")
    assert [(row.handled, row.part_of) for row in rows] == [(2, tasks.DAILY_TICK), (1, tasks.DAILY_TICK)]


def test_a_chunk_of_a_sweep_that_is_no_longer_known_is_passed_over(cast):
    assert tasks.sweep_chunk("gone.sweep", [1], moment(NOV_16).isoformat()) == 0
