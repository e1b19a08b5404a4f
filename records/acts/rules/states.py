"""State tables as data: the page asks for its buttons, the action asks for leave, so they cannot disagree."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from township.refusals import Refused


@dataclass(frozen=True)
class Move:
    """One step a handled thing may take.

    name: the verb in the code ("accept"); label: the word on the button ("受理"); source: states it may start from;
    target: state it leads to; article: its legal ground; reason: why other states are refused, said after the refusal.
    """

    name: str
    label: str
    source: frozenset
    target: Hashable
    article: str = ""
    reason: str = ""


class StateTable:
    """The moves of one kind of thing. A move may be listed more than once if no state is named twice for it."""

    def __init__(self, *moves: Move, labels: Mapping[Hashable, str] | None = None, closed: Collection[Hashable] = ()):
        """labels: state -> word on the screen; without it the state's own `label`, else its text, is used.

        closed: the states in which the thing is out of everybody's hands, so that its matter is closed.
        """
        self.moves = moves
        self.closed = frozenset(closed)
        self._labels = dict(labels or {})
        self._by_step: dict[tuple[str, Hashable], Move] = {}
        self._verbs: dict[str, str] = {}
        for move in moves:
            self._enter(move)

    def _enter(self, move: Move) -> None:
        if not move.source:
            raise ValueError(f"{move.name}: no state to start from")
        if self._verbs.setdefault(move.name, move.label) != move.label:
            raise ValueError(f"{move.name}: two labels, {self._verbs[move.name]} and {move.label}")
        for state in move.source:
            if (move.name, state) in self._by_step:
                raise ValueError(f"{move.name}: listed twice for {state}")
            self._by_step[move.name, state] = move

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the moves in the order listed, each once."""
        return tuple(self._verbs)

    @property
    def states(self) -> tuple[Hashable, ...]:
        """Every state that occurs, sources first, in the order of the table."""
        found: dict[Hashable, None] = {}
        for move in self.moves:
            found.update(dict.fromkeys(sorted(move.source, key=self._rank)))
        for move in self.moves:
            found.setdefault(move.target)
        return tuple(found)

    def label(self, state: Hashable) -> str:
        """The word shown for a state."""
        return self._labels.get(state) or getattr(state, "label", None) or str(state)

    def moves_from(self, state: Hashable) -> tuple[Move, ...]:
        """The moves open in `state`, in the order of the table: the page's buttons."""
        return tuple(move for move in self.moves if state in move.source)

    def allows(self, move: str, state: Hashable) -> bool:
        """True when `move` may be made from `state`."""
        return (move, state) in self._by_step

    def move(self, move: str, state: Hashable) -> Move:
        """The move as listed for `state`; Refused with the state's word and the article when it is not open."""
        found = self._by_step.get((move, state))
        if found is None:
            raise self._refusal(move, state)
        return found

    def target(self, move: str, state: Hashable) -> Hashable:
        """The state `move` leads to from `state`; Refused when it is not open."""
        return self.move(move, state).target

    def _refusal(self, name: str, state: Hashable) -> Refused:
        here = self.label(state)
        same_verb = [move for move in self.moves if move.name == name]
        if not same_verb:
            return Refused(f"当前是“{here}”状态，没有这一步；请刷新页面后再试。")
        where = "".join(f"“{self.label(s)}”" for s in self.states if any(s in move.source for move in same_verb))
        verb, first = self._verbs[name], same_verb[0]
        sentence = f"当前是“{here}”状态，不能“{verb}”；只有{where}状态才能“{verb}”。{first.reason}"
        return Refused(sentence, first.article)

    def _rank(self, state: Hashable) -> tuple[int, str]:
        """States inside one source set have no order of their own: declared order for enumerations, else by text."""
        members = list(type(state)) if hasattr(type(state), "__members__") else []
        return (members.index(state) if state in members else 0, str(state))
