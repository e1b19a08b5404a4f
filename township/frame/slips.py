"""Small facts from many tables in one statement: what waits for somebody, what is counted, what stands beside the desk.

A page whose parts belong to many areas must not ask once for each of them. A part says what it would ask (`Slips.ask`); the page
puts all of it into one UNION ALL, and each part reads its own rows (`Slips.read`). A row is what its fields say, as JSON holds
it: days are "2026-09-22", moments are read with `moment_of`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import JSONObject
from django.utils.timezone import is_naive, localtime, make_aware

from township.actors import Actor
from township.prepared import actor_key, json_of, rows_of

Rows = Mapping[str, list[dict]]
_KEPT = "_slips"
ALTOGETHER = ("*",)
_follows_from: list[Callable[[Actor], Hashable]] = []


@dataclass(frozen=True)
class Slips:
    """ask(actor, today): the questions, made by `slip`, none where the actor has nothing to do with it; read(actor, today, rows):
    what becomes of the answers, by the name of their slip. Questions follow from the actor and the day alone, never from the time
    of day or a setting: they are put into SQL once (township.prepared)."""

    ask: Callable[[Actor, date], Iterable[QuerySet]]
    read: Callable[[Actor, date, Rows], Any]


def slip(part: str, rows: QuerySet, /, *by: str, **fields) -> QuerySet:
    """The question for `fields` of each of these rows; with `by` the rows are grouped by these columns and fields may
    count; with *ALTOGETHER they are counted all together.

    rows must be neither ordered nor cut: a UNION takes no such parts (cut them by a sub-select)."""
    rows = rows.order_by()
    if by == ALTOGETHER:
        rows = rows.annotate(slip_all=Value(1)).values("slip_all")
    elif by:
        rows = rows.values(*by)
    answer = {"slip_name": Value(part, TextField()), "slip_row": JSONObject(**fields)}
    return rows.annotate(**answer).values_list("slip_name", "slip_row")


def gather(questions: Iterable[QuerySet]) -> dict[str, list[dict]]:
    """The answers by the name of their slip, in one query; none where nothing is asked."""
    found: dict[str, list[dict]] = {}
    for name, row in _united(questions) or ():
        found.setdefault(name, []).append(row)
    return found


def answered(actor: Actor, today: date, *wanted: Slips) -> Rows:
    """The answers to everything in `wanted` that was not asked for this actor before: a page that asks for more than the frame
    asks for the frame as well, and the frame finds it done. Kept on the actor, who lives for one request."""
    kept = vars(actor).get(_KEPT)
    if kept is None:
        kept = (set(), {})
        object.__setattr__(actor, _KEPT, kept)
    known, rows = kept
    fresh = tuple(part for part in wanted if part not in known)

    def ask() -> Iterable[QuerySet]:
        return (question for part in fresh for question in part.ask(actor, today))

    rows.update(gather_known((about(actor), today, fresh), ask))
    known.update(fresh)
    return rows


def follows_from(look: Callable[[Actor], Hashable]) -> None:
    """Say what else questions follow from, beside the actor and the day (what shuts the actor out)."""
    _follows_from.append(look)


def about(actor: Actor) -> Hashable:
    """All that questions about an actor follow from."""
    return (actor_key(actor), *(look(actor) for look in _follows_from))


def gather_known(key: Hashable, ask: Callable[[], Iterable[QuerySet]]) -> dict[str, list[dict]]:
    """gather() of questions that follow from the key alone: they are put into SQL once (township.prepared)."""
    found: dict[str, list[dict]] = {}
    for name, row in rows_of(key, lambda: _united(ask())):
        found.setdefault(name, []).append(json_of(row))
    return found


def _united(questions: Iterable[QuerySet]) -> QuerySet | None:
    first, *others = [*questions] or [None]
    return first.union(*others, all=True) if others else first


def day_of(text: str | None) -> date | None:
    """A day as a row holds it."""
    return date.fromisoformat(text[:10]) if text else None


def moment_of(text: str | None) -> datetime | None:
    """A moment as a row holds it, in the local time; a database without time zones holds UTC."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return localtime(make_aware(found, UTC) if is_naive(found) else found)
