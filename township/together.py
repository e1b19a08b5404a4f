"""Rows of several tables in one statement, as the objects of their models: what a page shows of one thing lies in many tables.

    read = together({"claims": case.claims.all(), "clocks": case.clocks.select_related("unit")})
    read["claims"]  # a list, in the order of the query set

Each query set keeps its filter, order, select_related, annotations and defer. It must not be cut or made for `values`; what is
prefetched is left out. Not for long lists: a row travels as JSON.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import connections, models
from django.db.models import F, Func, QuerySet, TextField, Value, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils.timezone import is_naive, make_aware

PLACE, EXTRA = "-place", "-extra"
_Fields = dict[str, Any]


def together(wanted: Mapping[str, QuerySet]) -> dict[str, list]:
    """The objects of each query set by its name; one query, none where nothing is wanted."""
    found: dict[str, list] = {name: [] for name in wanted}
    parts = [_question(name, rows) for name, rows in wanted.items()]
    if not parts:
        return found
    first, *others = parts
    for name, row in first.union(*others, all=True) if others else first:
        found[name].append(row)
    return {name: _objects(rows, found[name]) for name, rows in wanted.items()}


def keep_related(thing: models.Model, name: str, rows: list) -> None:
    """Have `thing.name.all()` answer with these rows, as after prefetch_related."""
    manager = getattr(thing, name)
    kept = manager.get_queryset()
    kept._result_cache, kept._prefetch_done = rows, True
    vars(thing).setdefault("_prefetched_objects_cache", {})[manager.field.remote_field.cache_name] = kept


def _question(name: str, rows: QuerySet) -> QuerySet:
    order = rows.query.order_by or rows.model._meta.ordering or ("pk",)
    fields = _fields(rows.model, "", _joined(rows), _Read.of(rows))
    fields[PLACE] = Window(RowNumber(), order_by=list(order))
    if rows.query.annotations:
        fields[EXTRA] = JSONObject(**{key: F(key) for key in rows.query.annotations})
    answer = {"together_name": Value(name, TextField()), "together_row": JSONObject(**fields)}
    plain = rows.order_by().select_related(None).prefetch_related(None).defer(None)
    return plain.annotate(**answer).values_list("together_name", "together_row")


def _joined(rows: QuerySet) -> dict:
    joined = rows.query.select_related
    return joined if isinstance(joined, dict) else {}


@dataclass(frozen=True)
class _Read:
    """Names of the fields to read or to leave out; "document__body" is one of what is joined as document."""

    names: frozenset[str] = frozenset()
    is_deferred: bool = True

    @classmethod
    def of(cls, rows: QuerySet) -> "_Read":
        names, is_deferred = rows.query.deferred_loading
        return cls(frozenset(names), is_deferred)

    def has(self, field: models.Field) -> bool:
        own = {name for name in self.names if "__" not in name}
        if not own or field.primary_key:
            return True
        return (field.name in own or field.attname in own) != self.is_deferred

    def below(self, name: str) -> "_Read":
        start = f"{name}__"
        return _Read(
            frozenset(one.removeprefix(start) for one in self.names if one.startswith(start)), self.is_deferred
        )


def _fields(model: type[models.Model], way: str, joined: Mapping, read: _Read) -> _Fields:
    fields: _Fields = {
        field.attname: (Hex if _is_binary(field) else F)(f"{way}{field.attname}")
        for field in model._meta.concrete_fields
        if read.has(field)
    }
    for name, deeper in joined.items():
        related = model._meta.get_field(name).related_model
        fields[f"-{name}"] = JSONObject(**_fields(related, f"{way}{name}__", deeper, read.below(name)))
    return fields


def _objects(rows: QuerySet, answers: list[dict]) -> list:
    answers.sort(key=lambda row: row[PLACE])
    outputs = {name: expression.output_field for name, expression in rows.query.annotations.items()}
    found = []
    for answer in answers:
        thing = _object(rows.model, answer, _joined(rows), rows.db)
        for name, value in answer.get(EXTRA, {}).items():
            setattr(thing, name, _value(outputs[name], value, connections[rows.db].vendor == "sqlite"))
        for field, known in rows._known_related_objects.items():
            setattr(thing, field.name, known[getattr(thing, field.attname)])
        found.append(thing)
    return found


def _object(model: type[models.Model], answer: dict, joined: Mapping, database: str):
    known = [field for field in model._meta.concrete_fields if field.attname in answer]
    if answer[model._meta.pk.attname] is None:
        return None
    is_sqlite = connections[database].vendor == "sqlite"
    values = [_value(field, answer[field.attname], is_sqlite) for field in known]
    thing = model.from_db(database, [field.attname for field in known], values)
    for name, deeper in joined.items():
        field = model._meta.get_field(name)
        field.set_cached_value(thing, _object(field.related_model, answer[f"-{name}"], deeper, database))
    return thing


class Hex(Func):
    """Bytes as a word: JSON holds none."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **more):
        return super().as_sql(compiler, connection, function="HEX", **more)

    def as_postgresql(self, compiler, connection, **more):
        return super().as_sql(compiler, connection, template="ENCODE(%(expressions)s, 'hex')", **more)


def _is_binary(field: models.Field) -> bool:
    return field.get_internal_type() == "BinaryField"


def _value(field: models.Field, value, is_sqlite: bool):
    """What the field holds, from what JSON holds."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return json.loads(value) if is_sqlite else value  # SQLite has no type for it: it travels as a word
    if isinstance(field, models.ForeignKey):
        return _value(field.target_field, value, is_sqlite)
    if _is_binary(field):
        value = bytes.fromhex(value)
    if hasattr(field, "from_db_value"):
        return field.from_db_value(value, None, None)
    found = field.to_python(value)
    if isinstance(field, models.DateTimeField) and found is not None and is_naive(found):
        return make_aware(found, UTC)
    return found
