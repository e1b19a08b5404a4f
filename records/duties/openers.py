"""Registry of the duty engine: what an app does when a period of a clause is opened, and where a duty is done.

The clauses themselves are rows of the township's rule profile; the same code serves townships with different rules.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from records.duties.models.duties import Duty
from records.duties.rules.duties import Period
from township.actors import Actor
from township.frame.addresses import address
from township.frame.slips import Rows, gather_known

Opener = Callable[[int, Period, list[Duty], datetime], None]
Condition = Callable[[int, date], date | None]


@dataclass(frozen=True)
class DutyAct:
    """The act by which a duty is done: kind of the thing, its number, name of the act, number of the part of the thing."""

    kind: str
    pk: int
    act: str
    part: int = 0


@dataclass(frozen=True)
class Acts:
    """By which act the duties of a clause are done. ask(duties): the questions (township.frame.slips), which follow from the
    duties alone; read(duties, rows): by number of the duty its act, where there is one."""

    ask: Callable[[list[Duty]], Iterable[QuerySet]]
    read: Callable[[list[Duty], Rows], Mapping[int, DutyAct]]


@dataclass(frozen=True)
class Opened:
    """A period of a clause that was opened in one township, with its duties."""

    township_id: int
    period: Period
    duties: list[Duty]


Openers = Callable[[list[Opened], datetime], None]


@dataclass(frozen=True)
class OneByOne:
    """An opener that takes one township after the other."""

    opener: Opener

    def __call__(self, openings: list[Opened], at: datetime) -> None:
        for one in openings:
            self.opener(one.township_id, one.period, one.duties, at)


OPENERS: dict[str, list[Openers]] = {}
LINKS: dict[str, Callable[[Duty], str]] = {}
CONDITIONS: dict[str, Condition] = {}
JUDGED: dict[str, str] = {}
RELEASED: dict[str, Callable[[list[Duty], Actor, datetime], None]] = {}
ACTS: dict[str, Acts] = {}


def register_opener(clause: str, opener: Openers) -> None:
    """Call opener(openings, at) in the transaction in which a period of the clause is opened: the same period in as many
    townships as are opened together. OneByOne makes one of what takes a single township."""
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


def register_judged(clause: str, place: str) -> None:
    """A clause of which a page shows who has done it (returns of a round, receptions, visits): it is done there, and nobody notes
    it by hand beside it, so that page, ledger and figures cannot differ. place: what the page is called."""
    JUDGED[clause] = place


def register_release(clause: str, release: Callable[[list[Duty], Actor, datetime], None]) -> None:
    """release(duties, by, at) takes back what a debtor owes on the thing, when they do not owe the duty any more: in the
    transaction in which it is excused or ends."""
    RELEASED[clause] = release


def link_of(duty: Duty) -> str:
    """Where the duty is done; "" when there is no page of its own."""
    return LINKS[duty.clause](duty) if duty.clause in LINKS else ""


def way_to(duty_id: int) -> str:
    """An address that leads there, or to the page of the duty with its period: what the link asks is asked when somebody goes, not for every row of a list."""
    return f"{address('records:duty', duty_id)}?go=1"


def register_acts(clause: str, acts: Acts) -> None:
    """Which act does a duty of the clause: its button stands on the desk."""
    ACTS[clause] = acts


def acts_of(duties: Iterable[Duty]) -> dict[int, DutyAct]:
    """The acts by which these duties are done, where they are known (one query)."""
    by_clause: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.clause in ACTS:
            by_clause.setdefault(duty.clause, []).append(duty)

    def ask() -> Iterable[QuerySet]:
        return (question for clause, owed in by_clause.items() for question in ACTS[clause].ask(owed))

    key = ("acts", *(_said_of(duty) for owed in by_clause.values() for duty in owed))
    rows = gather_known(key, ask)
    return {number: act for clause, owed in by_clause.items() for number, act in ACTS[clause].read(owed, rows).items()}


def _said_of(duty: Duty) -> tuple:
    """What a question may follow from: everything the duty says but how it is reminded."""
    return tuple(getattr(duty, field.attname) for field in Duty._meta.concrete_fields if field.name != "remind")
