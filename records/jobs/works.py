"""Registry of background work: which function does which kind of job. Apps register in their apps.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from records.jobs.models.jobs import Job


@dataclass(frozen=True)
class Work:
    """kind: Job.kind; label: Chinese word for the page; run: the function, idempotent, since a killed worker is repeated."""

    kind: str
    label: str
    run: Callable[[Job, datetime], None]


WORKS: dict[str, Work] = {}


def register_job(kind: str, handler: Callable[[Job, datetime], None], label: str = "") -> None:
    """Enter handler(job, at) for a kind; called from AppConfig.ready()."""
    WORKS[kind] = Work(kind, label or kind, handler)


def label_of(kind: str) -> str:
    return WORKS[kind].label if kind in WORKS else kind
