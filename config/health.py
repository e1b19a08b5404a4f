"""Is this process able to serve? Asked by the proxy, by the container's health check and by the office's monitoring.

/healthz asks what this process needs itself: database, disk, data key. /healthz?all also asks for what others must do:
broker, beat, worker, clock. A dead worker is a matter for whoever watches, and must not take the web out of service.
"""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.celery import app
from records.jobs.queries.runs import last_tick
from records.jobs.rules import is_silent
from records.keeping.actions.keys import check_key
from township.frame.access import public
from township.journal.models import JournalEntry

LEAST_FREE = 200 * 1024 * 1024  # bytes; below them the next upload or backup may fail half-way
BEAT_SILENT = 10 * 60  # seconds; beat touches its file at every round (config.beat)
CLOCK_BACK = timedelta(minutes=10)


@public
@require_safe
@never_cache
def healthz(request):
    """200 with the word ok, else 503 with the names of what fails. Tells nothing else."""
    checks = OWN | (OTHERS if "all" in request.GET else {})
    failing = [name for name, check in checks.items() if not _passes(check)]
    if failing:
        return HttpResponse(" ".join(failing), status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever happens, the answer is no
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _disk_has_room() -> bool:
    return os.access(settings.VAR_DIR, os.W_OK) and shutil.disk_usage(settings.VAR_DIR).free > LEAST_FREE


def _key_fits() -> bool:
    check_key()
    return True


def _broker_answers() -> bool:
    with app.connection_for_write() as line:
        line.ensure_connection(max_retries=1, timeout=3)
    return True


def _beat_ticks() -> bool:
    return timezone.now().timestamp() - Path(settings.BEAT_ALIVE_FILE).stat().st_mtime < BEAT_SILENT


def _work_is_done() -> bool:
    """Of what beat sends every minute something was done; red in the first moments of a new installation."""
    return not is_silent(last_tick(), timezone.now())


def _clock_is_right() -> bool:
    """The clock does not run behind what was already written down."""
    last = JournalEntry.objects.aggregate(last=Max("at"))["last"]
    return last is None or timezone.now() > last - CLOCK_BACK


OWN = {"database": _database_answers, "disk": _disk_has_room, "key": _key_fits}
OTHERS = {"broker": _broker_answers, "beat": _beat_ticks, "worker": _work_is_done, "clock": _clock_is_right}
