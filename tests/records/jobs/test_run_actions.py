"""Every run of background work leaves a line: when, how long, what came of it; quiet ones share a row an hour."""

from datetime import timedelta

import pytest

from records import tasks
from records.jobs import ticks
from records.jobs.actions.runs import drop_old_runs, noted
from records.jobs.models.runs import Run
from records.jobs.ticks import SCHEDULE
from tests.cast import TODAY, moment


def test_a_run_says_what_came_of_it(db):
    now = iter([moment(TODAY, 8), moment(TODAY, 9)]).__next__
    with noted("a.task", now) as report:
        report.handled = 3
    row = Run.objects.get()
    assert (row.outcome, row.handled, row.finished_at - row.started_at) == ("done", 3, timedelta(hours=1))


def test_a_fault_is_noted_without_its_words_and_goes_on_up(db):
    with pytest.raises(ValueError, match="secret"), noted("a.task", lambda: moment(TODAY)):
        raise ValueError("secret words of a petition")
    row = Run.objects.get()
    assert row.outcome == "failed"
    assert row.error.startswith("ValueError（test_run_actions.py:")


def test_a_killed_worker_leaves_a_run_that_never_ended(db):
    with pytest.raises(KeyboardInterrupt), noted("a.task", lambda: moment(TODAY)):
        raise KeyboardInterrupt
    assert Run.objects.get().outcome == "running"


def test_quiet_runs_of_an_hour_share_a_row_and_a_gap_stays_visible(db):
    for minute in (0, 1, 2, 30, 31, 59, 60):
        with noted("a.task", lambda m=minute: moment(TODAY, 8) + timedelta(minutes=m), often=True) as report:
            report.handled = 0
    with noted("a.task", lambda: moment(TODAY, 9, 1), often=True) as report:
        report.handled = 2
    rows = Run.objects.order_by("started_at", "pk").values_list("started_at", "times", "outcome")
    assert [(f"{start.astimezone(moment(TODAY).tzinfo):%H:%M}", times, word) for start, times, word in rows] == [
        ("08:00", 3, "quiet"),
        ("08:30", 2, "quiet"),
        ("08:59", 1, "quiet"),
        ("09:00", 1, "quiet"),
        ("09:01", 1, "done"),
    ]


def test_the_daily_tick_notes_each_of_its_parts(cast, stand_at, monkeypatch):
    stand_at(cast.today, 8, 30)

    def good(at):
        return 4

    def bad(at):
        raise RuntimeError("words")

    monkeypatch.setattr(ticks, "DAILY", [bad, good])
    monkeypatch.setattr(tasks, "DAILY", ticks.DAILY)
    monkeypatch.setattr(tasks, "SWEEPS", {})
    assert tasks.daily_tick() == 1
    rows = {row.task.rpartition(".")[2]: row for row in Run.objects.all()}
    assert (rows["good"].outcome, rows["good"].handled, rows["good"].part_of) == ("done", 4, "records.tasks.daily_tick")
    assert rows["bad"].outcome == rows["daily_tick"].outcome == "failed"
    assert (rows["daily_tick"].handled, rows["daily_tick"].failures) == (2, 1)
    assert drop_old_runs(cast.at(cast.today + timedelta(days=401))) == 3


def test_every_tick_of_the_schedule_is_noted(cast, stand_at, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "make_backup", lambda folder, *, at: folder)
    stand_at(cast.today, 8, 30)
    settings.BACKUP_DIR = str(tmp_path)
    for tick in SCHEDULE:
        getattr(tasks, tick.task.rpartition(".")[2])()
    assert {tick.task for tick in SCHEDULE} <= set(Run.objects.values_list("task", flat=True))
    assert Run.objects.filter(outcome__in=["failed", "running"]).count() == 0
