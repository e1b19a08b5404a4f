"""Registry of the duty engine: what an app does when a period of a clause is opened, and where a duty is done.

The clauses themselves are rows of the township's rule profile; the same code serves townships with different rules.
"""

from collections.abc import Callable
from datetime import date, datetime

from records.duties.models.duties import Duty
from records.duties.rules.duties import Period

Opener = Callable[[int, Period, list[Duty], datetime], None]
Condition = Callable[[int, date], date | None]

OPENERS: dict[str, list[Opener]] = {}
LINKS: dict[str, Callable[[Duty], str]] = {}
CONDITIONS: dict[str, Condition] = {}


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
