"""The schedule table: beat reads nothing else, and every row names a task that exists."""

from celery.schedules import crontab

from config.beat import CatchUpScheduler
from config.celery import app
from config.schedule import PERIODIC_WORK, beat_schedule


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


def test_every_row_says_what_it_is_for():
    assert [work.name for work in PERIODIC_WORK if not (work.purpose and work.clause)] == []
