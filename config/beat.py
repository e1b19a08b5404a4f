"""Beat without a memory file: after any pause every tick is sent once, then by the table.

Celery's own scheduler keeps the last run in a file that, with some database modules, is written only at an orderly stop:
after a kill it would wait for the next 00:10 with a day's work undone. The ticks may run twice or late by design
(`config.schedule`), so beat simply sends each once when it starts.

A beat that hangs, say at a broker that took the connection and never answers, ends itself: whoever keeps it running (compose,
systemd, script/up) notices an end, not a silence.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from celery.beat import Scheduler, Service
from celery.signals import beat_init
from django.conf import settings

LONGEST_CADENCE = timedelta(days=1)
log = logging.getLogger(__name__)


class Patience:
    """Ends the process when no round was made for so many seconds (those of a machine that slept do not count)."""

    def __init__(self, seconds: float, end: Callable[[], None]):
        self.seconds, self.end = seconds, end
        self.round_made()

    def round_made(self) -> None:
        self.last = time.monotonic()

    def look(self) -> None:
        """End the process if its time is over."""
        if time.monotonic() - self.last > self.seconds:
            log.critical("beat made no round for %s s and ends itself, to be started again", self.seconds)
            self.end()

    def watch(self) -> None:
        """Look again and again, in a thread of its own that dies with the process."""
        threading.Thread(target=self._watch, name="patience", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(self.seconds / 10)
            self.look()


class CatchUpScheduler(Scheduler):
    """Treats every tick as last sent a day ago, and touches a file at each round so that a health check can see it live."""

    patience: Patience | None = None  # of a real beat

    def setup_schedule(self):
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at = self.app.now() - LONGEST_CADENCE

    def tick(self, *args, **kwargs):
        """Send what is due; returns the seconds until the next round."""
        if self.patience:
            self.patience.round_made()
        Path(settings.BEAT_ALIVE_FILE).touch()
        return super().tick(*args, **kwargs)


@beat_init.connect
def lose_patience(sender: Service, **_) -> None:
    """A beat that runs, inside a worker or by itself, is watched from its start on."""
    sender.scheduler.patience = Patience(settings.BEAT_QUIET, lambda: os._exit(os.EX_SOFTWARE))
    sender.scheduler.patience.watch()
