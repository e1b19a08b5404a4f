"""Merged areas of a sheet, and what a cell shows that lies in one."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Merge:
    """A merged area; numbers from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Downward:
    """The areas below the head that are merged over several rows. Their rows are never listed: one area may be the whole sheet."""

    def __init__(self, merges: Iterable[Merge], head_row: int):
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for merge in merges:
            if merge.bottom > merge.top > head_row:
                self._spans.setdefault(merge.left - 1, []).append((merge.top, merge.bottom))
        for spans in self._spans.values():
            spans.sort()
        self.tops = {top for spans in self._spans.values() for top, _ in spans}

    def above(self, at: int, number: int) -> int | None:
        """The row whose value the cell in this row of this column shows; None for a cell of its own."""
        spans = self._spans.get(at, ())
        before = bisect_left(spans, (number,)) - 1
        return spans[before][0] if before >= 0 and spans[before][1] >= number else None
