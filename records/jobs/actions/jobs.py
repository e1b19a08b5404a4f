"""Background work: the row is the truth, a broker message only says "look". Asked twice, done once (kind, subject, period).

A job is claimed by compare-and-set; the moment of the claim is the token of whoever works on it. A worker that was
killed leaves a claim that goes stale, and the next one takes over; a worker that was only slow finds its token gone.
"""

import logging
import traceback
from datetime import datetime, timedelta
from pathlib import Path

from celery import signature
from django.db import transaction
from django.db.models import F, Q

from records.jobs.models.jobs import Job
from records.jobs.queries.jobs import jobs_of
from records.permissions import RUN_JOBS
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight

log = logging.getLogger(__name__)
STATE = Job.State
MAX_ATTEMPTS = 5
STALE_AFTER = timedelta(minutes=10)
UNSENT_AFTER = timedelta(seconds=60)
FIRST_PAUSE = timedelta(minutes=1)


def enqueue(
    *,
    kind: str,
    subject: str,
    period: str = "",
    payload: dict | None = None,
    township_id: int | None,
    at: datetime,
    run_after: datetime | None = None,
) -> Job:
    """Write the job in the caller's transaction; the message goes out after commit. The same key gives the same row.

    subject, period: what makes it unique, e.g. ("case:12", "2026-09"); payload: codes and ids, no personal data.
    """
    key = {"kind": kind, "subject": subject, "period": period}
    rest = {
        "payload": payload or {},
        "township_id": township_id,
        "run_after": run_after or at,
        "created_at": at,
    }
    Job.objects.bulk_create([Job(**key, **rest)], ignore_conflicts=True)
    job = Job.objects.get(**key)
    if job.state == STATE.WAITING and job.run_after <= at:
        transaction.on_commit(lambda: send(job.pk))
    return job


def send(job_id: int) -> None:
    """Put the message on the broker. A broker that does not answer costs at most a minute: the sweeper sends again."""
    try:
        # By name, since the task lies above the actions.
        signature("records.tasks.run_job", args=(job_id,)).apply_async(retry=False)
    except Exception:  # whatever the broker raises, the row is written and will be swept
        log.warning("job %s: broker did not take the message, left to the sweeper", job_id, exc_info=True)


def claim(*, job_id: int, at: datetime) -> Job | None:
    """Take a job that is due, or one whose worker has been silent for ten minutes; None when there is nothing to take."""
    due = Q(state=STATE.WAITING, run_after__lte=at)
    stale = Q(state=STATE.RUNNING, claimed_at__lt=at - STALE_AFTER)
    taken = Job.objects.filter(due | stale, pk=job_id).update(
        state=STATE.RUNNING, started_at=at, claimed_at=at, attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if taken else None


def beat(*, job: Job, at: datetime, progress: int | None = None, total: int | None = None) -> bool:
    """Say "still working" and how far; False when somebody else has taken the job over, then stop at once."""
    values = {"claimed_at": at}
    if progress is not None:
        values["progress"] = progress
    if total is not None:
        values["total"] = total
    kept = _mine(job).update(**values)
    for name, value in values.items() if kept else ():
        setattr(job, name, value)
    return bool(kept)


def finish(*, job: Job, at: datetime) -> bool:
    """Mark as done. False when the claim was lost; call it in the transaction of the work, so that both or none hold."""
    return bool(_mine(job).update(state=STATE.DONE, done_at=at, error=""))


def fail(*, job: Job, at: datetime, error: Exception) -> bool:
    """Back into the queue after 1, 2, 4, 8 minutes; after five attempts it stays failed, with its error."""
    values = {"error": describe(error)}
    if job.attempts >= MAX_ATTEMPTS or isinstance(error, Refused):
        values |= {"state": STATE.FAILED, "done_at": at}
    else:
        values |= {"state": STATE.WAITING, "run_after": at + FIRST_PAUSE * 2 ** (job.attempts - 1)}
    return bool(_mine(job).update(**values))


def try_again(*, job_id: int, at: datetime) -> bool:
    """Queue a failed job once more, attempts counted anew; False when it has not failed. Building block."""
    again = Job.objects.filter(pk=job_id, state=STATE.FAILED).update(
        state=STATE.WAITING, run_after=at, attempts=0, done_at=None
    )
    if again:
        transaction.on_commit(lambda: send(job_id))
    return bool(again)


def run_again(*, job_id: int, by: Actor, at: datetime) -> Job:
    """The same for a job of the actor's township, as an act of its own. Writes the journal."""
    ensure_may(by, RUN_JOBS)
    with transaction.atomic():
        job = row_in_sight(jobs_of(by), "没有找到这个任务。", pk=job_id)
        if not try_again(job_id=job_id, at=at):
            raise Refused("这个任务没有失败，不用重新执行。")
        write_entry(by=by, at=at, action="job.retry", subject_kind="job", subject_id=job.pk, subject_label=job.kind)
    return job


def unsent(at: datetime) -> list[int]:
    """Jobs whose message may be lost: due for a minute and not taken, or running without a sign for ten minutes."""
    waiting = Q(state=STATE.WAITING, run_after__lte=at - UNSENT_AFTER)
    stale = Q(state=STATE.RUNNING, claimed_at__lt=at - STALE_AFTER)
    return list(Job.objects.filter(waiting | stale).order_by("run_after", "pk").values_list("pk", flat=True)[:500])


def describe(error: Exception) -> str:
    """Where and what kind, never the message of a foreign exception: it may hold words of a petition."""
    if isinstance(error, Refused):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__}（{where}）"


def _mine(job: Job):
    return Job.objects.filter(pk=job.pk, state=STATE.RUNNING, claimed_at=job.claimed_at)
