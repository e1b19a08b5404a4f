"""Doors: which acts on a thing its page and its desk row offer to somebody now, decided from facts alone.

The state table says which moves are open; a door adds who has the right, what else must hold, and why an act that is
open has to wait. The page draws exactly `steps(...)` and the pages of the acts ask the same doors, so that a button cannot
exist without its move and an address cannot be open without its button.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

from records.acts.rules.states import StateTable


class Facts(Protocol):
    """What every door is asked with: the state, and the codes of the capabilities this actor has on this very thing.

    An institution's own facts (a frozen dataclass gathered by a query) have these two and whatever its doors look at. Where
    acts are on parts: `parts`, act → numbers of the parts it is open on; and `in_sight`, numbers of the parts this actor
    sees at all, where that is not all of them (another's is not found rather than refused).
    """

    state: Hashable
    may: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class PlainFacts:
    """The facts of a thing whose doors look at nothing but state and right."""

    state: Hashable
    may: frozenset[str] = frozenset()


def _always(facts: Facts) -> bool:
    return True


def _never_waits(facts: Facts) -> str:
    return ""


@dataclass(frozen=True)
class Door:
    """name: of the act; needs: code of the capability, "" = sight is enough; move: in the state table, by default the one
    of the same name if there is one, "-" = open in any state; label, article: where the table does not say them;
    shown: whether the act makes sense for this actor now; waits: why it cannot be done yet, "" = it can;
    is_quiet: never the main button of a page, always or by the facts.
    """

    name: str
    needs: str = ""
    move: str = ""
    label: str = ""
    article: str = ""
    shown: Callable[[Facts], bool] = _always
    waits: Callable[[Facts], str] = _never_waits
    is_quiet: bool | Callable[[Facts], bool] = False

    def is_quiet_for(self, facts: Facts) -> bool:
        """Whether it is kept from being the main button now."""
        return self.is_quiet(facts) if callable(self.is_quiet) else self.is_quiet


@dataclass(frozen=True)
class Step:
    """An act as the page shows it. blocked: why it has to wait, "" = it can be done now; is_main: the page's first button."""

    name: str
    label: str
    article: str = ""
    is_main: bool = False
    blocked: str = ""


class Doors:
    """The doors of one kind of thing, checked against its state tables when they are declared."""

    def __init__(self, tables: StateTable | Iterable[StateTable], *doors: Door, inside: Iterable[str] = ()):
        """tables: every table a thing of this kind may follow; inside: moves that no button makes (they happen inside
        another act: a decision that approves or returns, a move made by a sweep). Raises ValueError for a move that has
        neither a door nor a place among `inside`, and for a door whose move no table knows.
        """
        self.tables = (tables,) if isinstance(tables, StateTable) else tuple(tables)
        known = {name for table in self.tables for name in table.names}
        self.doors = {door.name: door for door in doors}
        self.inside = frozenset(inside)
        moves = {move for door in doors if (move := self.move_of(door, known))}
        if self.inside - known or moves - known:
            raise ValueError(f"no such moves: {sorted((self.inside | moves) - known)}")
        if known - moves - self.inside:
            raise ValueError(f"moves without a door: {sorted(known - moves - self.inside)}")

    @staticmethod
    def move_of(door: Door, known: Iterable[str]) -> str:
        """The move the door makes; "" when it leaves the state alone."""
        if door.move == "-":
            return ""
        return door.move or (door.name if door.name in known else "")

    def label_of(self, name: str) -> str:
        """The word of a door, whatever the state: its own, or that of its move."""
        door = self.doors[name]
        move = self.move_of(door, {known for table in self.tables for known in table.names})
        moves = (one.label for table in self.tables for one in table.moves if one.name == move)
        return door.label or next(moves, name)

    def steps(self, facts: Facts, table: StateTable | None = None) -> tuple[Step, ...]:
        """Every step the actor sees, in the order of the doors; the first that can be done now, on the whole, is the main one."""
        steps: list[Step] = []
        has_main, on_parts = False, getattr(facts, "parts", {})
        for door in self.doors.values():
            step = self._step(door, facts, table or self.tables[0])
            if step is None:
                continue
            may_lead = door.name not in on_parts and not door.is_quiet_for(facts)
            is_main = not has_main and not step.blocked and may_lead
            has_main = has_main or is_main
            steps.append(Step(step.name, step.label, step.article, is_main, step.blocked))
        return tuple(steps)

    def step(self, name: str, facts: Facts, table: StateTable | None = None) -> Step | None:
        """One step as the actor sees it; None when it is not there."""
        door = self.doors.get(name)
        return self._step(door, facts, table or self.tables[0]) if door else None

    def _step(self, door: Door, facts: Facts, table: StateTable) -> Step | None:
        if door.needs and door.needs not in facts.may:
            return None
        label, article = door.label, door.article
        name = self.move_of(door, {name for one in self.tables for name in one.names})
        if name:
            if not table.allows(name, facts.state):
                return None
            move = table.move(name, facts.state)
            label, article = label or move.label, article or move.article
        if not door.shown(facts):
            return None
        return Step(door.name, label, article, False, door.waits(facts))
