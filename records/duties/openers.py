"""Registry of the duty engine: what an app does when a period of a clause is opened, and where a duty is done.

The clauses themselves are rows of the township's rule profile; the same code serves townships with different rules.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from records.duties.models.duties import Duty
from records.duties.rules.duties import Period

Opener = Callable[[int, Period, list[Duty], datetime], None]
Condition = Callable[[int, date], date | None]


@dataclass(frozen=True)
class DutyAct:
    """The act by which a duty is done: kind of the thing, its number, name of the act, number of the part of the thing."""

    kind: str
    pk: int
    act: str
    part: int = 0


Acts = Callable[[list[Duty]], Mapping[int, DutyAct]]

OPENERS: dict[str, list[Opener]] = {}
LINKS: dict[str, Callable[[Duty], str]] = {}
CONDITIONS: dict[str, Condition] = {}
ACTS: dict[str, Acts] = {}


def register_opener(clause: str, opener: Opener) -> None:
    """Call opener(township_id, period, duties, at) in the transaction in which a period of the clause is opened."""
    known = OPENERS.setdefault(clause, [])
    if opener not in known:
        known.append(opener)


def register_link(clause: str, link: Callable[[Duty], str]) -> None:
    """link(duty) gives the address of the page at which the duty is done."""
    LINKS[clause] = link


def register_condition(clause: str, condition: Condition) -> None:
    """A clause that holds only at times (the daily duty of an emergency period): condition(township_id, day) gives the first
    day from `day` on which it is owed, None = none is in sight. Whatever changes the answer calls
    records.duties.actions.looks.look_again."""
    CONDITIONS[clause] = condition


def link_of(duty: Duty) -> str:
    """Where the duty is done; "" when there is no page of its own."""
    return LINKS[duty.clause](duty) if duty.clause in LINKS else ""


def register_acts(clause: str, acts: Acts) -> None:
    """acts(duties) gives, by number of the duty, the act that does it, in one query: its button stands on the desk."""
    ACTS[clause] = acts


def acts_of(duties: Iterable[Duty]) -> dict[int, DutyAct]:
    """The acts by which these duties are done, where they are known (one query for each clause that names any)."""
    by_clause: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.clause in ACTS:
            by_clause.setdefault(duty.clause, []).append(duty)
    return {number: act for clause, rows in by_clause.items() for number, act in ACTS[clause](rows).items()}
