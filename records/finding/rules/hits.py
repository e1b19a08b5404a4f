"""What a search brings, and how its hits are counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from records.finding.rules.excerpts import Piece

PAGE_ROWS = 30
MOST_COUNTED = 2000  # hits by words are counted so far; beyond, the words are too common to count
SHORTEST, LONGEST = 2, 80  # characters


@dataclass(frozen=True)
class FoundMatter:
    """A line of the result. kind, state: in Chinese; who: masked names, where the kind shows any; why: a piece of the text around the words, empty for an exact hit."""

    pk: int
    kind: str
    number: str
    title: str
    unit: str
    opened_on: date
    closed_on: date | None
    next_due_on: date | None
    who: str = ""
    state: str = ""
    why: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Chip:
    """A kind of thing and how many of it were found."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Found:
    """What a search brought. exact: by number or person, at most 30; by_words: one page; chips: kinds among the hits by
    words; is_common: there are more than can be counted; has_more: there is a next page."""

    text: str
    exact: tuple[FoundMatter, ...] = ()
    exact_label: str = ""
    is_identity: bool = False
    by_words: tuple[FoundMatter, ...] = ()
    chips: tuple[Chip, ...] = ()
    kind: str = ""
    is_common: bool = False
    has_more: bool = False
    is_too_short: bool = False

    @property
    def total(self) -> int:
        """Hits by words of every kind, as far as they were counted."""
        return sum(chip.count for chip in self.chips)


def chips_of(kinds: Iterable[str], labels: dict[str, str]) -> tuple[Chip, ...]:
    """One chip for each kind that was hit, in the order in which the kinds are declared."""
    counts = Counter(kinds)
    return tuple(Chip(key, label, counts[key]) for key, label in labels.items() if counts[key])
