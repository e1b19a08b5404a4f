"""Registries of periodic work: what a day brings, and the schedule itself, which the roof hands down for the page of runs.

daily_tick runs every daily function twice a day. Each asks what is due up to now and not yet done, and writes rows or
jobs; run twice = once, run late = caught up.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from records.jobs.rules import Tick
from records.jobs.sweeps import SWEEPS

DAILY: list[Callable[[datetime], int | None]] = []
SCHEDULE: list[Tick] = []
_words: dict[str, str] = {}


def register_daily(function: Callable[[datetime], int | None], label: str = "") -> None:
    """Enter fn(at); called from AppConfig.ready(). at: now, Asia/Shanghai; a number it returns is
    kept as "how many were dealt with"; label: what the page of runs calls it."""
    if function not in DAILY:
        DAILY.append(function)
    if label:
        _words[name_of(function)] = label


def register_schedule(ticks: Iterable[Tick]) -> None:
    """Name the whole table of periodic work; the last call counts. The roof alone calls it."""
    SCHEDULE[:] = list(ticks)
    _words.update({tick.task: tick.label for tick in SCHEDULE})


def name_of(function: Callable) -> str:
    """What a daily function is called in the table of runs."""
    return f"{function.__module__}.{function.__name__}"


def label_of(task: str) -> str:
    """The Chinese words for a task or a daily function; its bare name where nobody gave any."""
    if task in SWEEPS:
        return SWEEPS[task].label
    return _words.get(task) or task.rpartition(".")[2]
