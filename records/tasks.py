"""The Celery side of the job table, of the outbox and of the day. Every task may run twice or late; correctness lies in
the rows. Every periodic task and every daily function leaves a line in the table of runs."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from records.jobs.actions.jobs import claim, fail, finish, send, unsent
from records.jobs.actions.runs import noted
from records.jobs.models.jobs import Job
from records.jobs.sweeps import SWEEPS, Sweep, chunks
from records.jobs.ticks import DAILY, name_of
from records.jobs.works import WORKS
from records.keeping.actions.backups import make_backup
from records.notices.actions.deliveries import send_waiting
from records.notices.actions.digests import collect_digests

log = logging.getLogger(__name__)
DAILY_TICK = "records.tasks.daily_tick"


class UnknownKind(Exception):
    """No app has registered this kind of job."""


@shared_task(name="records.tasks.run_job")
def run_job(job_id: int) -> bool:
    """Do one job if it is there to be taken; True when it was done here."""
    job = claim(job_id=job_id, at=timezone.localtime())
    if job is None:
        return False
    try:
        if job.kind not in WORKS:
            raise UnknownKind(job.kind)
        # No transaction around it: a long job would hold SQLite's only write lock, and its progress would not show. A
        # handler works in steps that may be repeated; a short one may call `finish` in the transaction of its work.
        WORKS[job.kind].run(job, timezone.localtime())
        finish(job=job, at=timezone.localtime())
        return Job.objects.filter(pk=job.pk, state=Job.State.DONE).exists()
    except Exception as error:  # noqa: BLE001 - the row keeps what happened, the worker goes on
        log.exception("job %s (%s) failed", job.pk, job.kind)
        fail(job=job, at=timezone.localtime(), error=error)
        return False


def often(name: str, work: Callable[[], int]) -> int:
    """A tick of every few minutes: `work` says how many rows it dealt with; quiet runs are drawn together."""
    with noted(name, timezone.localtime, often=True) as report:
        report.handled = work()
    return report.handled


@shared_task(name="records.tasks.sweep_jobs")
def sweep_jobs() -> int:
    """Send again what lies around; returns how many."""
    return often("records.tasks.sweep_jobs", _sweep)


def _sweep() -> int:
    ids = unsent(timezone.localtime())
    for job_id in ids:
        send(job_id)
    return len(ids)


@shared_task(name="records.tasks.send_deliveries")
def send_deliveries() -> int:
    """Make the digests that are due and send what waits in the outbox; returns how many of both."""
    return often("records.tasks.send_deliveries", _deliver)


def _deliver() -> int:
    return collect_digests(timezone.localtime()) + send_waiting(timezone.localtime)


@shared_task(name=DAILY_TICK)
def daily_tick() -> int:
    """Everything a day brings; sweeps are handed out in chunks of townships. Returns how many parts failed."""
    return len(run_daily(timezone.localtime(), hands_out=True))


def run_daily(at: datetime, *, hands_out: bool = False) -> list[str]:
    """Everything a day brings, as of `at` (Asia/Shanghai). One failing part does not keep the others from running.

    hands_out: leave the chunks of sweeps to the workers; else they are done here, one after the other. Returns the names of
    the parts that failed here; they are logged and noted, and the next tick tries them again.
    """
    failed = []
    with noted(DAILY_TICK, timezone.localtime) as report:
        for name, part in _parts(hands_out):
            try:
                part(at)
            except Exception:  # noqa: BLE001 - logged and noted; the next tick tries again
                log.exception("daily work %s failed", name)
                failed.append(name)
        report.handled, report.failures = len(DAILY) + len(SWEEPS), len(failed)
    return failed


def _parts(hands_out: bool) -> list[tuple[str, Callable[[datetime], object]]]:
    sweep = _hand_out if hands_out else _sweep_here
    return [
        *((name, partial(sweep, one)) for name, one in SWEEPS.items()),
        *((getattr(function, "__name__", str(function)), partial(_part, function)) for function in DAILY),
    ]


def _sweep_here(sweep: Sweep, at: datetime) -> None:
    with noted(sweep.name, timezone.localtime, part_of=DAILY_TICK) as report:
        report.handled = sweep.work(sweep.due(at), at)


def _hand_out(sweep: Sweep, at: datetime) -> None:
    for ids in chunks(sweep.due(at)):
        sweep_chunk.delay(sweep.name, ids, at.isoformat())


@shared_task(name="records.tasks.backup")
def backup() -> int:
    """The daily backup, where a folder is set for it; returns how many were made."""
    if not settings.BACKUP_DIR:
        return 0
    with noted("records.tasks.backup", timezone.localtime) as report:
        make_backup(Path(settings.BACKUP_DIR), at=timezone.localtime())
        report.handled = 1
    return 1


@shared_task(name="records.tasks.sweep_chunk")
def sweep_chunk(name: str, ids: list[int], at: str) -> int:
    """One sweep in some townships, as of `at`; returns how many rows it dealt with. A name that a newer version no longer
    knows is passed over."""
    if name not in SWEEPS:
        return 0
    with noted(name, timezone.localtime, part_of=DAILY_TICK) as report:
        report.handled = SWEEPS[name].work(ids, datetime.fromisoformat(at))
    return report.handled


def _part(function: Callable, at: datetime) -> None:
    with noted(name_of(function), timezone.localtime, part_of=DAILY_TICK) as report:
        done = function(at)
        report.handled = done if type(done) is int else None
