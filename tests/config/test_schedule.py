"""The schedule table: beat reads nothing else, and every row names a task that exists."""

import os
import socket
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from celery.schedules import crontab
from django.apps import apps

from config.beat import CatchUpScheduler, Patience
from config.celery import app
from config.schedule import PERIODIC_WORK, beat_schedule
from records.duties.models.duties import Duty
from records.jobs.models.runs import Run
from tests.config.parts import Parts, SharedDatabase, environment_of
from township.actors import system_actor
from township.profiles.actions.profiles import adopt_profile


def test_beat_reads_exactly_the_table():
    assert app.conf.beat_schedule == beat_schedule()
    assert len(beat_schedule()) == len(PERIODIC_WORK)


def test_every_row_names_a_task_that_exists():
    app.loader.import_default_modules()
    assert {work.task for work in PERIODIC_WORK} <= set(app.tasks)


def test_the_ticks_come_every_minute_at_night_and_twice_a_day_in_local_time():
    cadence = {work.name: work.cadence for work in PERIODIC_WORK}
    assert cadence == {
        "sweep-jobs": crontab(),
        "send-deliveries": crontab(),
        "backup": crontab(hour=2, minute=30),
        "daily-tick-night": crontab(hour=0, minute=10),
        "daily-tick-morning": crontab(hour=8, minute=30),
    }
    assert app.conf.timezone == "Asia/Shanghai"


def test_after_any_pause_beat_sends_every_tick_once(settings, tmp_path):
    settings.BEAT_ALIVE_FILE = tmp_path / "alive"
    sent = []

    class Listening(CatchUpScheduler):
        def apply_async(self, entry, *args, **kwargs):
            sent.append(entry.name)

    beat = Listening(app=app)
    for _ in range(20):
        beat.tick()
    assert sorted(sent) == sorted(work.name for work in PERIODIC_WORK)
    assert settings.BEAT_ALIVE_FILE.exists()


def test_a_beat_without_a_round_for_longer_than_its_patience_ends_itself():
    ended = []
    with mock.patch("config.beat.time") as clock:
        clock.monotonic.return_value = 1000
        patience = Patience(300, lambda: ended.append(clock.monotonic()))
        for clock.monotonic.return_value in (1299, 1300):
            patience.look()
        patience.round_made()
        clock.monotonic.return_value = 1600
        patience.look()
        assert ended == []
        clock.monotonic.return_value = 1601
        patience.look()
        assert ended == [1601]


def test_a_beat_whose_broker_never_answers_ends_itself(tmp_path):
    """As compose and systemd run it, at a broker that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as deaf, Parts(hanging_at(deaf, tmp_path), tmp_path) as parts:
        assert parts.start_beat("beat").wait(60) == os.EX_SOFTWARE
        assert "beat made no round for 3 s and ends itself" in (tmp_path / "beat.log").read_text()


def hanging_at(deaf: socket.socket, folder: Path) -> dict[str, str]:
    """The environment of a beat that soon loses its patience."""
    shared = SharedDatabase(f"sqlite:///{folder}/township.sqlite3", None)
    broker = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
    return environment_of(shared, folder, BEAT_QUIET="3", REDIS_URL=broker)


@pytest.mark.parametrize("beats", [2, 3])
def test_several_beats_at_once_do_no_harm(beats, cast, quick_print):
    """Every tick of the table sent by each of them leaves what it leaves when it is sent once."""
    by = system_actor(cast.township.pk, "测试", cast.today)
    adopt_profile(key="hengyang", township_id=cast.township.pk, valid_from=cast.today, by=by, at=cast.at())
    app.loader.import_default_modules()
    with time_machine.travel(cast.at(hour=9), tick=False):
        left = []
        for _ in range(beats):
            for work in PERIODIC_WORK:
                app.tasks[work.task].apply(throw=True)
            left.append(rows())
    assert Duty.objects.exists() and left == [left[0]] * beats


def rows() -> dict[str, int]:
    """Rows of every table but the one that notes the runs themselves."""
    return {model._meta.db_table: model._base_manager.count() for model in apps.get_models() if model is not Run}


def test_every_row_says_what_it_is_for():
    assert [work.name for work in PERIODIC_WORK if not (work.purpose and work.clause)] == []
