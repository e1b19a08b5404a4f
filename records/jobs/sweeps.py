"""Daily work over townships: one query says where something is due, the rest is handed out in chunks of townships.

Rows are the queue: a chunk that is lost, late or done twice changes nothing, the next sweep finds what is still due.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

log = logging.getLogger(__name__)
CHUNK = 50  # townships of one task


@dataclass(frozen=True)
class Sweep:
    """due(at): ids of the townships in which something is due, by one query; work(ids, at): do it there, returns how many
    rows; label: on the page of runs. name: of the task, in the table of runs."""

    name: str
    due: Callable[[datetime], list[int]]
    work: Callable[[Iterable[int], datetime], int]
    label: str


SWEEPS: dict[str, Sweep] = {}


class TownshipsFailed(Exception):
    """The sweep failed in some townships; the log says why. Raised when all the others are done."""


def register_sweep(sweep: Sweep) -> None:
    """Enter a sweep; called from AppConfig.ready(). Sweeps run in the order in which they are entered."""
    SWEEPS[sweep.name] = sweep


def chunks(ids: list[int]) -> Iterator[list[int]]:
    """The townships in portions of one task each."""
    for first in range(0, len(ids), CHUNK):
        yield ids[first : first + CHUNK]


def in_chunks(ids: Iterable[int], work: Callable[[list[int]], int]) -> int:
    """The sum of work(townships) over portions of them. A portion that fails is done once more, one township after the other:
    one that fails keeps none of the others from theirs. Raises TownshipsFailed at the end.

    work: idempotent, what it has written of a portion before it failed is not written a second time."""
    done, failed = 0, 0
    for portion in chunks(list(ids)):
        try:
            done += work(portion)
        except Exception:  # noqa: BLE001 - logged; where it lies is found township by township
            log.warning("sweep of townships %s to %s failed together", portion[0], portion[-1], exc_info=True)
            made, lost = _one_by_one(portion, lambda township_id: work([township_id]))
            done, failed = done + made, failed + lost
    if failed:
        raise TownshipsFailed(failed)
    return done


def each_township(ids: Iterable[int], work: Callable[[int], int]) -> int:
    """The sum of work(township_id); one township that fails keeps none of the others from theirs. Raises TownshipsFailed at
    the end, so that the table of runs shows it."""
    done, failed = _one_by_one(ids, work)
    if failed:
        raise TownshipsFailed(failed)
    return done


def _one_by_one(ids: Iterable[int], work: Callable[[int], int]) -> tuple[int, int]:
    done, failed = 0, 0
    for township_id in ids:
        try:
            done += work(township_id)
        except Exception:  # noqa: BLE001 - logged; the next sweep tries this township again
            log.exception("sweep of township %s failed", township_id)
            failed += 1
    return done, failed
