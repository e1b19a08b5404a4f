"""The Celery side of the job table. Every task may run twice or late; correctness lies in the rows."""

import logging
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from records.actions.jobs import claim, fail, finish, send, unsent
from records.jobs import WORKS
from records.models import Job
from records.ticks import DAILY

log = logging.getLogger(__name__)


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


@shared_task(name="records.tasks.sweep_jobs")
def sweep_jobs() -> int:
    """Send again what lies around; returns how many."""
    ids = unsent(timezone.localtime())
    for job_id in ids:
        send(job_id)
    return len(ids)


@shared_task(name="records.tasks.daily_tick")
def daily_tick() -> int:
    """Everything a day brings; returns how many parts failed."""
    return len(run_daily(timezone.localtime()))


def run_daily(at: datetime) -> list[str]:
    """Everything a day brings, as of `at` (Asia/Shanghai). One failing part does not keep the others from running.

    Returns the names of the parts that failed; they are logged, and the next tick tries them again.
    """
    failed = []
    for function in DAILY:
        try:
            function(at)
        except Exception:  # noqa: BLE001 - logged; the next tick tries again
            name = getattr(function, "__name__", str(function))
            log.exception("daily work %s failed", name)
            failed.append(name)
    return failed
