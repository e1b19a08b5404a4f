"""Statements worked out once: every page of a person asks the same questions, and putting them into SQL costs more than the answer.

A question may be kept only when it follows from its key alone: who asks, on which day, what shuts them out. One that read
the database while it was put together is used once and never kept. Only the words of the statement are kept, never an answer.
"""

import json
from collections.abc import Callable, Hashable
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from township.actors import Actor

MOST = 400  # statements of one process, 5 to 20 KB each
STAND_IN = 7_000_000_000_000  # for the first number that changes from page to page, the next for the second
_kept: dict[Hashable, tuple[str, tuple, Any]] = {}
_SHOWN_ONLY = ("ip",)


def actor_key(actor: Actor) -> tuple:
    """Everything that a question about this actor may follow from."""
    return tuple(getattr(actor, one.name) for one in fields(Actor) if one.name not in _SHOWN_ONLY)


def rows_of(key: Hashable, question: Callable[..., QuerySet | None], *numbers: int) -> list[tuple[Any, ...]]:
    """The rows of the question as the database gives them: numbers and words, JSON as words (json_of); one query, none where
    nothing is asked.

    key: whatever the question follows from. numbers: those that change from page to page (of a case, of a person); the
    question gets others in their place and may only compare columns with them."""
    return rows_and_shape(key, lambda *stand_ins: (question(*stand_ins), None), *numbers)[0]


def rows_and_shape(
    key: Hashable, question: Callable[..., tuple[QuerySet | None, Any]], *numbers: int
) -> tuple[list[tuple[Any, ...]], Any]:
    """The same, with what the question said beside its statement of how the rows are to be read; it is kept like the statement."""
    place = (connection.vendor, key)
    kept = _kept.get(place)
    if kept is None:
        with _watched() as read:
            rows, shape = question(*(STAND_IN + place for place in range(len(numbers))))
            kept = *_compiled(rows), shape
        if not read:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[place] = kept
    sql, values, shape = kept
    if not sql:
        return [], shape
    real = {STAND_IN + place: number for place, number in enumerate(numbers)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [real.get(value, value) if type(value) is int else value for value in values])
        return cursor.fetchall(), shape


def json_of(value: Any) -> Any:
    """What a JSON column holds: a word where the database has no type for it."""
    return json.loads(value) if isinstance(value, str) else value


def _compiled(rows: QuerySet | None) -> tuple[str, tuple]:
    if rows is None:
        return "", ()
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return "", ()


@contextmanager
def _watched():
    """What was read in the meantime."""
    read: list[str] = []

    def note(execute, sql, params, many, context):
        read.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield read
