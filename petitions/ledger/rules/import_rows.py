"""One matter as an old ledger tells it, and by what it is known again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from township.directory.rules.identity import name_key
from township.workbooks.rules.cells import one_line


@dataclass(frozen=True)
class Directory:
    """What a township knows by name: units, villages and categories to their ids."""

    units: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """One matter as the ledger tells it. replied_on None = not answered as far as the ledger shows; accepted_on None = not told.

    number: of the old ledger; title: proposed from the words where the ledger has none (given_title ""); names: of everybody in the cell; notes: what is kept as the ledger has it, in sentences;
    unit_id, place_id, category_id: what the names in the cells were found to be.
    """

    number: str
    names: tuple[str, ...]
    phone: str
    id_type: str
    id_number: str
    address: str
    channel: str
    purpose: str
    case_class: str
    raised_on: date
    received_on: date
    registered_on: date
    title: str
    given_title: str
    words: str
    category_id: int | None
    place_id: int | None
    place_text: str
    visitors: int
    unit_id: int | None
    unit_text: str
    accepted_on: date | None
    notes: tuple[str, ...]
    reply: str
    replied_on: date | None
    conclusion: str

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""

    @property
    def fingerprint(self) -> str:
        """What tells two rows apart that have no number, or the same."""
        who = "、".join(name_key(name) for name in self.names)
        return "|".join((self.raised_on.isoformat(), who, self.known_title, self.words))

    @property
    def known_title(self) -> str:
        """By which a row is known again: what the ledger itself says, whatever is proposed for it."""
        return self.given_title or one_line(self.words)[:30]

    @property
    def traces(self) -> tuple[str, ...]:
        """Looser marks, all of one day: one number with one title or one person; one person with the same words.

        A ledger that gave two rows two numbers has decided that they are two: the words alone tell only of rows without one.
        """
        who = name_key(self.name)
        found = [f"号题|{self.number}|{self.raised_on}|{self.known_title}"] if self.number else []
        if self.number and who:
            found.append(f"号人|{self.number}|{self.raised_on}|{who}")
        if who and not self.number:
            found.append(f"人文|{who}|{self.raised_on}|{self.known_title}|{self.words}")
        return tuple(found)
