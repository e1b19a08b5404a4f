"""Columns of a ledger as data: what each says of a row, what kind of value that is, who sees it and where."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date

from township.actors import Actor
from township.permissions import Capability, Reach

PAGE, PAPER, FILE = "page", "paper", "file"
EVERYWHERE = (PAGE, PAPER, FILE)
ON_PAPER_AND_FILE = (PAPER, FILE)  # what the page shows in small below another column stands by itself there

TEXT, NUMBER, DATE, DATETIME, LIGHT, STATE = "text", "number", "date", "datetime", "light", "state"
WIDTHS = {TEXT: 16, NUMBER: 8, DATE: 12, DATETIME: 17, LIGHT: 12, STATE: 12}

Value = str | Callable[[object, object], object]


@dataclass(frozen=True)
class Lamp:
    """A light: its colour (records.clocks.rules.lights, "" = grey), its words, and the day it speaks of.

    The page shows all three, paper and file the day.
    """

    colour: str = ""
    words: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Column:
    """One column. It is declared once and stands on the page, on paper and in the file.

    key: its name in the address and the journal; label: the word in the header.
    value: what it says of a row: the path of an attribute ("document.drafted_by.name", a method is called), or a function
    of (row, reader); "" = the key. kind: decides how the page shows the value and what type the cell of the file has.
    link: leads to the page of the row. sub: small below; marks: short words as tags beside; blank: shown for nothing.
    on: where it stands; shown_to: the readers who get it, on page, paper and file alike.
    is_identity: shows identity data unmasked (a name, a number of a person), so that taking it out needs a second person.
    unit: behind a number ("%", "天"). is_chosen: among the columns shown first, where readers choose. phone: shorter label of the folded card.
    width: in characters, for file and paper; is_tight: no wider than its words on the page.
    template: draws the cell on the page from `row`, `value` and `reader`, where nothing else will do (a button in the row).
    """

    key: str
    label: str
    value: Value = ""
    _: KW_ONLY
    kind: str = TEXT
    link: bool = False
    sub: Value = ""
    marks: Callable[[object, object], Iterable[str]] | None = None
    blank: str = ""
    on: Sequence[str] = EVERYWHERE
    shown_to: Callable[[Actor], bool] | None = None
    unit: str = ""
    is_chosen: bool = True
    is_identity: bool = False
    phone: str = ""
    width: int = 0
    is_tight: bool | None = None
    template: str = ""

    @property
    def characters(self) -> int:
        return self.width or WIDTHS[self.kind]

    @property
    def file_label(self) -> str:
        """The header in a file, where numbers stand without their unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    @property
    def stays_tight(self) -> bool:
        return self.kind != TEXT if self.is_tight is None else self.is_tight


def reads_all(right: Capability) -> Callable[[Actor], bool]:
    """The readers whose right reaches further than their own: for `shown_to`."""
    return lambda actor: actor.reach(right) == Reach.TOWNSHIP


def who_may(*rights: Capability) -> Callable[[Actor], bool]:
    """The readers who have one of these rights: for `shown_to` of a column of buttons, which would stand empty for the others."""
    return lambda actor: any(actor.may(right) for right in rights)


def seen_by(columns: Iterable[Column], actor: Actor) -> tuple[Column, ...]:
    """The columns this reader gets anywhere."""
    return tuple(column for column in columns if column.shown_to is None or column.shown_to(actor))


def chosen(columns: Sequence[Column], keys: Iterable[str], first: Iterable[str] = ()) -> tuple[Column, ...]:
    """The columns asked for, in the order of the declaration; unknown keys are passed over.

    None asked for: those of `first`, or without any those that are chosen from the start.
    """
    for wanted in (frozenset(keys), frozenset(first)):
        found = tuple(column for column in columns if column.key in wanted)
        if found:
            return found
    return tuple(column for column in columns if column.is_chosen)


def standing_on(columns: Iterable[Column], place: str) -> tuple[Column, ...]:
    """Those of them that stand on the page, on paper or in the file."""
    return tuple(column for column in columns if place in column.on)


def read(value: Value, row, reader) -> object:
    """What a path or a function says of a row; None where a link of the path leads nowhere."""
    if callable(value):
        return value(row, reader)
    found = row
    for name in value.split("."):
        found = getattr(found, name)
        if callable(found):
            found = found()
        if found is None:
            return None
    return found


def value_of(column: Column, row, reader) -> object:
    """What the page shows and the file holds; None for nothing."""
    return read(column.value or column.key, row, reader)


def file_kind(column: Column) -> str:
    """The type of the column's cells in a file."""
    return {LIGHT: DATE, STATE: TEXT}.get(column.kind, column.kind)


def file_value(column: Column, row, reader) -> object:
    """What a cell of the file holds: a number, a day, a moment or text."""
    found = value_of(column, row, reader)
    if isinstance(found, Lamp):
        return found.day
    if isinstance(found, bool):
        return "是" if found else "否"
    if isinstance(found, (list, tuple)):
        return "、".join(str(part) for part in found)
    return found
