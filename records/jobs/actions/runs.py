"""Note every run of background work around it, without signals: begun before, ended after.

A worker that is killed leaves "running" behind: the page shows it as interrupted. Quiet runs of one hour share a row.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from records.jobs.actions.jobs import describe
from records.jobs.models.runs import Run
from records.jobs.rules import GAP

KEPT_FOR = timedelta(days=400)
OUTCOME = Run.Outcome


@dataclass
class Report:
    """What the work says of itself: rows it dealt with (None = it does not say), parts that failed."""

    handled: int | None = None
    failures: int = 0


@contextmanager
def noted(task: str, now: Callable[[], datetime], *, part_of: str = "", often: bool = False) -> Iterator[Report]:
    """Run the block and keep what came of it; a fault is noted and raised on. often: quiet runs are drawn together."""
    run = Run.objects.create(task=task, part_of=part_of, started_at=now())
    report = Report()
    try:
        yield report
    except Exception as error:
        _end(run, now(), OUTCOME.FAILED, report, describe(error)[:120])
        raise
    quiet = often and not report.handled and not report.failures
    if quiet and _joined(run, now()):
        return
    _end(run, now(), OUTCOME.QUIET if quiet else OUTCOME.FAILED if report.failures else OUTCOME.DONE, report, "")


def drop_old_runs(at: datetime) -> int:
    """Runs of more than 400 days ago; returns how many rows went."""
    return Run.objects.filter(started_at__lt=at - KEPT_FOR).delete()[0]


def _end(run: Run, at: datetime, outcome: str, report: Report, error: str) -> None:
    Run.objects.filter(pk=run.pk).update(
        finished_at=at, outcome=outcome, handled=report.handled, failures=report.failures, error=error
    )


@transaction.atomic
def _joined(run: Run, at: datetime) -> bool:
    """Count this quiet run in the row of its hour, unless the last one is too long ago: a gap must stay visible."""
    hour = run.started_at.replace(minute=0, second=0, microsecond=0)
    rows = Run.objects.filter(
        task=run.task,
        outcome=OUTCOME.QUIET,
        started_at__gte=hour,
        started_at__lte=run.started_at,
        finished_at__gte=run.started_at - GAP,
    )
    row = rows.order_by("-started_at").first()
    if row is None:
        return False
    Run.objects.filter(pk=row.pk).update(times=F("times") + 1, finished_at=at)
    Run.objects.filter(pk=run.pk).delete()
    return True
