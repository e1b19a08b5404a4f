"""What can be imported: an upper floor declares a kind, the engine does the rest.

A kind says which columns a table may have, how a row is read, which rows are here already, and how rows are written. It is
entered with its area (`Area(imports=(CASES,))`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from records.imports.rules.rows import Problem
from township.actors import Actor
from township.permissions import Capability
from township.workbooks.rules.columns import Column


@dataclass(frozen=True)
class Said:
    """What a row says. key: what makes it the same row when it comes again (hashed where it holds personal data); traces: looser
    marks under which the same thing may be here already (same number, same person and day); value: for the kind itself.
    """

    key: str
    value: Any
    traces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How a readable row stands to what is on file. state: "good" | "known" | "twin"; message: why; matter_id: the one it may be."""

    state: str = "good"
    message: str = ""
    matter_id: int | None = None


@dataclass(frozen=True)
class Entry:
    """One row on its way in. row: the stored ImportRow; said: what it says."""

    row: Any
    said: Said


@dataclass(frozen=True)
class Made:
    """What became of an entry. matter_id: the matter it became; label: otherwise its name; refused: why it could not come in."""

    matter_id: int | None = None
    label: str = ""
    refused: Problem | None = None


class Importer(Protocol):
    """A kind at work for one actor on one day."""

    def read(self, cells: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Said | None, list[Problem]]:
        """What the row says, None when something blocks it, and every problem. cells: key -> marked text."""

    def judge(self, rows: Sequence[Said]) -> list[Verdict]:
        """How these rows stand to what is on file; a few queries, whatever their number."""

    def write(self, entries: Sequence[Entry], *, batch: Any, at: datetime) -> list[Made]:
        """Write the rows, inside the engine's transaction."""

    def compare(self, rows: Sequence[tuple[Said, int | None]]) -> list[list[tuple[str, str, str]]]:
        """(what, in the file, on file) of each possible double and the matter it may be, masked as lists are."""


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """key: in addresses; label: what a row is (信访事项); unit: its measure word; open: (actor, today) -> Importer; missing: keys the
    person has matched -> what is still needed, in words; stand_ins: keys -> sentences about columns that stand in for others;
    list_url: name of the page on which the rows are found afterwards; is_own: nobody but the uploader
    sees the batch; most: rows at a time, 0 = no limit of its own.
    """

    key: str
    label: str
    capability: Capability
    columns: tuple[Column, ...]
    open: Callable[[Actor, date], Importer]
    missing: Callable[[set[str]], list[str]]
    stand_ins: Callable[[set[str]], list[str]] = field(default=lambda keys: [])
    unit: str = "件"
    order: int = 50
    list_url: str = ""
    intro: str = ""
    hint: str = ""
    is_own: bool = False
    most: int = 0


KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Enter a kind; called with its area."""
    KINDS[kind.key] = kind


def kinds_for(actor: Actor) -> list[ImportKind]:
    """What this actor may import, in order."""
    return sorted(
        (kind for kind in KINDS.values() if actor.may(kind.capability)), key=lambda kind: (kind.order, kind.key)
    )
