"""A kind of job for test_production_parts: long at the first attempt, so that its worker can be killed in the middle.

Loaded by the workers of that test with `celery worker -I tests.config.interrupted_work`.
"""

import os
import time
from datetime import datetime
from pathlib import Path

from django.db import transaction

from records.jobs.models.jobs import Job
from records.jobs.works import register_job

KIND = "test-interrupted"
TRACE = "test-trace"
LONG = 300  # seconds; the worker is killed long before


def work(job: Job, at: datetime) -> None:
    """Two steps, each repeatable as `records.tasks` asks; the second dawdles inside its transaction at the first attempt."""
    leave_trace(job, at, "finished step")
    with transaction.atomic():
        leave_trace(job, at, "interrupted step")
        Path(os.environ["TEST_BEGUN_FILE"]).write_text(str(job.attempts))
        if job.attempts == 1:
            time.sleep(LONG)


def leave_trace(job: Job, at: datetime, step: str) -> None:
    if not Job.objects.filter(kind=TRACE, subject=step).exists():
        period = f"attempt {job.attempts}"
        Job.objects.create(kind=TRACE, subject=step, period=period, run_after=at, created_at=at, state=Job.State.DONE)


register_job(KIND, work, "测试作业")
