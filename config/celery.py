"""The Celery application: one queue, tasks found in each app's `tasks` module, beat fed by `config.schedule`."""

import gc
import os

from celery import Celery
from celery.signals import worker_init

from config.schedule import beat_schedule, ticks
from records.jobs.ticks import register_schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

app = Celery("township")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = beat_schedule()
app.autodiscover_tasks()
register_schedule(ticks())


@worker_init.connect
def _before_work(**_):
    """A worker does not start with another data key than the database was written with; then everything is loaded."""
    from records.keeping.actions.keys import refuse_wrong_key  # noqa: PLC0415 - needs the applications loaded

    refuse_wrong_key()
    gc.freeze()  # the program itself is never garbage: as for commands (config/commands.py)
