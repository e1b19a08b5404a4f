"""A text drafted from figures, changed by a person, and the draft of now put together: what nobody rewrote takes the new figures,
what a person wrote stays as it is typed.

A change of a person is never overwritten. Where the draft says something else today in a place that a person rewrote, the
new words are given back, so that whoever decides can compare.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
Change = tuple[int, int, list[str]]  # lines from, up to (of the old draft), what stands there now


@dataclass(frozen=True)
class Redraft:
    """text: the two put together; renewed: how many places took the figures of now; kept: what the draft of now says where a
    person's words stay."""

    text: str
    renewed: int = 0
    kept: tuple[str, ...] = ()


def redraft(drafted: str, typed: str, fresh: str) -> Redraft:
    """drafted: the draft that the person began with; typed: what became of it; fresh: the draft of now. Line by line."""
    old, new = drafted.splitlines(), fresh.splitlines()
    written = _changes(old, typed.splitlines())
    lines, kept, renewed = [], [], 0
    changes: list[Change] = list(written)
    for start, end, words in _renewals(old, new):
        over = [one for one in written if _meet(start, end, one)]
        if not over:
            changes.append((start, end, words))
            renewed += 1
        elif any(one[2] for one in over) and words:  # what a person struck out is not missed
            kept.append(words[0])
    at = 0
    for start, end, words in sorted(changes, key=lambda one: one[:2]):
        lines += old[at:start] + words
        at = max(at, end)
    return Redraft("\n".join(lines + old[at:]), renewed, tuple(kept))


def _changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i, j, list(new[k:m])) for tag, i, j, k, m in codes if tag != "equal"]


def _renewals(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The same, where a line whose numbers alone changed is one change of its own."""
    bones = [[_NUMBER.sub("#", line) for line in lines] for lines in (old, new)]
    for tag, i, j, k, m in SequenceMatcher(None, *bones, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs = enumerate(zip(old[i:j], new[k:m], strict=True), start=i)
            yield from ((n, n + 1, [now]) for n, (before, now) in pairs if before != now)
        else:
            yield i, j, list(new[k:m])


def _meet(start: int, end: int, other: Change) -> bool:
    """Whether a change touches the lines of another; two that only put something in between lines never do."""
    first, last, _ = other
    if start == end or first == last:
        return first < start < last or start < first < end
    return start < last and first < end
