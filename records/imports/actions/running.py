"""The jobs of an import: pieces until all is done, with a sign of life after each."""

from datetime import datetime

from django.utils import timezone

from records.imports.actions.checking import check_rows
from records.imports.actions.committing import commit_chunk
from records.jobs.actions.jobs import beat
from records.jobs.models.jobs import Job


def run_check(job: Job, at: datetime) -> None:
    """Check the whole file."""
    check_rows(job.payload["batch"], at, lambda: beat(job=job, at=timezone.localtime()))


def run_commit(job: Job, at: datetime) -> None:
    """Let the checked rows in."""
    while commit_chunk(job.payload["batch"], at) and beat(job=job, at=timezone.localtime()):
        pass
