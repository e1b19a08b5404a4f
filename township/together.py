"""Rows of several tables in one statement, as the objects of their models: what a page shows of one thing lies in many tables.

    read = together({"claims": case.claims.all(), "clocks": case.clocks.select_related("unit")})
    read["claims"]  # a list, in the order of the query set

Each query set keeps its filter, order, select_related, annotations and defer. It must not be cut or made for `values`; what is
prefetched is left out. Not for long lists: a row travels as JSON.

A page that asks the same for every thing it shows has its statement put into words once:

    read = together_known(("case",), _parts, case.pk)  # _parts(case_id) -> the query sets
"""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC

from django.db import connections, models
from django.db.models import F, Func, QuerySet, TextField, Value, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils.timezone import is_naive, make_aware

from township.prepared import json_of, rows_and_shape

PLACE, EXTRA = "-place", "-extra"


def together(wanted: Mapping[str, QuerySet]) -> dict[str, list]:
    """The objects of each query set by its name; one query, none where nothing is wanted."""
    statement = _united(wanted)
    shapes = {name: _Shape.of(rows) for name, rows in wanted.items()}
    return _read(statement if statement is not None else (), shapes)


def together_known(key: Hashable, wanted: Callable[..., Mapping[str, QuerySet]], *numbers: int) -> dict[str, list]:
    """The same for query sets that follow from the key and the numbers alone: neither they nor their statement are made again
    (township.prepared.rows_of). wanted(*numbers) may only compare columns with its numbers, and takes no rows of a related
    manager: those would all belong to the thing of the first page; say whose they are with `belong_to`."""

    def question(*stand_ins: int) -> tuple[QuerySet | None, dict[str, _Shape]]:
        rows = wanted(*stand_ins)
        return _united(rows), {name: _Shape.of(one) for name, one in rows.items()}

    answers, shapes = rows_and_shape(("together", key), question, *numbers)
    return _read(((name, json_of(row)) for name, row in answers), shapes)


def belong_to(thing: models.Model, name: str, *lists: list) -> None:
    """Say of each row in the lists that its `name` is this thing, as the rows of a related manager know it."""
    for rows in lists:
        for row in rows:
            setattr(row, name, thing)


def keep_related(thing: models.Model, name: str, rows: list) -> None:
    """Have `thing.name.all()` answer with these rows, as after prefetch_related."""
    manager = getattr(thing, name)
    kept = manager.get_queryset()
    kept._result_cache, kept._prefetch_done = rows, True
    vars(thing).setdefault("_prefetched_objects_cache", {})[manager.field.remote_field.cache_name] = kept


def _united(wanted: Mapping[str, QuerySet]) -> QuerySet | None:
    first, *others = [_question(name, rows) for name, rows in wanted.items()] or [None]
    return first.union(*others, all=True) if others else first


def _read(answers: Iterable[tuple[str, dict]], shapes: Mapping[str, "_Shape"]) -> dict[str, list]:
    found: dict[str, list] = {name: [] for name in shapes}
    for name, row in answers:
        found[name].append(row)
    return {name: shape.objects(found[name]) for name, shape in shapes.items()}


def _question(name: str, rows: QuerySet) -> QuerySet:
    order = rows.query.order_by or rows.model._meta.ordering or ("pk",)
    parts = {way: _Columns(_anchor(model, way), fields) for way, model, fields in _tables(rows)}
    parts[PLACE] = Window(RowNumber(), order_by=list(order))
    if rows.query.annotations:
        parts[EXTRA] = JSONObject(**{key: F(key) for key in rows.query.annotations})
    answer = {"together_name": Value(name, TextField()), "together_row": JSONObject(**parts)}
    plain = rows.order_by().select_related(None).prefetch_related(None).defer(None)
    return plain.annotate(**answer).values_list("together_name", "together_row")


def _tables(rows: QuerySet) -> list[tuple[str, type[models.Model], list[models.Field]]]:
    """(way, model, fields to read) of the table itself (way "") and of everything joined to it."""
    found = []

    def enter(model: type[models.Model], way: str, joined: Mapping, read: _Read) -> None:
        found.append((way, model, [field for field in model._meta.concrete_fields if read.has(field)]))
        for name, deeper in joined.items():
            enter(model._meta.get_field(name).related_model, f"{way}{name}__", deeper, read.below(name))

    enter(rows.model, "", _joined(rows), _Read.of(rows))
    return found


def _anchor(model: type[models.Model], way: str) -> str:
    """A column by which the table is found in the statement: of a joined one none that the other side has as well."""
    if not way:
        return model._meta.pk.attname
    own = (field for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation)
    return f"{way}{next(own).attname}"


class _Columns(Func):
    """Columns of one table as a list: only the first is looked up, for all of them stand in the same place."""

    output_field = models.JSONField()

    def __init__(self, anchor: str | F, fields: list[models.Field], **more):
        super().__init__(anchor, **more)
        self.fields = fields

    def as_sql(
        self, compiler, connection, function: str = "JSONB_BUILD_ARRAY", binary: str = "ENCODE({}, 'hex')", **more
    ):
        table = compiler.quote_name_unless_alias(self.source_expressions[0].alias)
        columns = (f"{table}.{connection.ops.quote_name(field.column)}" for field in self.fields)
        words = [
            binary.format(column) if _is_binary(field) else column
            for field, column in zip(self.fields, columns, strict=True)
        ]
        return f"{function}({', '.join(words)})", []

    def as_sqlite(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, "JSON_ARRAY", "HEX({})")


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


@dataclass(frozen=True)
class _Shape:
    """How the answers for a query set become its objects. tables: (way, where it is joined to, name there, place of the key, what
    makes an object); outputs: field of each annotation; known: field and the objects it is known to be."""

    tables: tuple[tuple[str, str, str, int, Callable[[list], models.Model]], ...]
    outputs: Mapping[str, models.Field]
    known: Mapping[models.Field, Mapping]
    is_sqlite: bool

    @classmethod
    def of(cls, rows: QuerySet) -> "_Shape":
        is_sqlite = connections[rows.db].vendor == "sqlite"
        tables = []
        for way, model, fields in _tables(rows):
            above, _, name = way.removesuffix("__").rpartition("__")
            tables.append((way, f"{above}__" if above else "", name, *_maker(model, fields, rows.db, is_sqlite)))
        outputs = {name: expression.output_field for name, expression in rows.query.annotations.items()}
        return cls(tuple(tables), outputs, rows._known_related_objects, is_sqlite)

    def objects(self, answers: list[dict]) -> list:
        """The objects in their order."""
        answers.sort(key=lambda row: row[PLACE])
        return [self._object(answer) for answer in answers]

    def _object(self, answer: Mapping) -> models.Model:
        things: dict[str, models.Model | None] = {}
        for way, above, name, place, make in self.tables:
            values = answer[way]
            things[way] = make(values) if values[place] is not None else None
            if way and things[above] is not None:
                setattr(things[above], name, things[way])
        thing = things[""]
        for name, value in answer.get(EXTRA, {}).items():
            setattr(thing, name, _value(self.outputs[name], value, self.is_sqlite))
        for field, known in self.known.items():
            setattr(thing, field.name, known[getattr(thing, field.attname)])
        return thing


def _maker(model: type[models.Model], fields: list[models.Field], database: str, is_sqlite: bool):
    """(place of the key among the columns, what makes an object of them)."""
    names = [field.attname for field in fields]

    def make(values: list) -> models.Model:
        kept = [_value(field, value, is_sqlite) for field, value in zip(fields, values, strict=True)]
        return model.from_db(database, names, kept)

    return names.index(model._meta.pk.attname), make


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
