"""Many new rows at once: through COPY where the database has it, else by INSERT.

Writing an INSERT of five hundred rows costs Django more than the database needs for them: every value is asked several times
what it is. COPY takes the values as words. Rows are written as they are: no signal is sent and no conflict passed over; the
database refuses what breaks a constraint, as with INSERT.
"""

import io
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_rows(rows: Iterable[models.Model]) -> list[models.Model]:
    """Write new rows of one model inside the caller's transaction, and return them. A row whose key counts up by itself gets
    its key beforehand, so that others can point at it.

    Raises what the database raises (IntegrityError, DataError)."""
    rows = list(rows)
    if not rows:
        return rows
    if connection.vendor != "postgresql":
        return type(rows[0])._base_manager.bulk_create(rows, batch_size=500)
    meta = rows[0]._meta
    if meta.auto_field:
        _number(rows, meta)
    _copy(meta, {field: _values_of(field, rows) for field in meta.concrete_fields})
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def insert_values(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """The same for rows that nobody needs as objects, which cost as much to make as to write. rows: attribute (case_id) -> value, the
    same attributes in each; the others have the default of their field."""
    rows = list(rows)
    if not rows:
        return
    if connection.vendor != "postgresql":
        model._base_manager.bulk_create([model(**row) for row in rows], batch_size=500)
        return
    fields = [field for field in model._meta.concrete_fields if field is not model._meta.auto_field]
    if unknown := rows[0].keys() - {field.attname for field in fields}:
        raise TypeError(f"{model.__name__} has no {unknown}")
    _copy(model._meta, {field: _values_in(field, rows) for field in fields})


def _values_in(field: models.Field, rows: list[dict[str, Any]]) -> list[Any]:
    name = field.attname
    return [row[name] for row in rows] if name in rows[0] else [field.get_default()] * len(rows)


def _copy(meta, columns: dict[models.Field, list[Any]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in columns)
    words = [_words_of(field, values) for field, values in columns.items()]
    lines = io.StringIO("".join(["\t".join(line) + "\n" for line in zip(*words, strict=True)]))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.copy_expert(f"COPY {quote(meta.db_table)} ({names}) FROM STDIN", lines)


def _number(rows: list[models.Model], meta) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(keys.name::regclass) FROM (SELECT pg_get_serial_sequence(%s, %s) AS name OFFSET 0) keys, generate_series(1, %s)",
            [connection.ops.quote_name(meta.db_table), meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key


def _values_of(field: models.Field, rows: list[models.Model]) -> list[Any]:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return [field.pre_save(row, add=True) for row in rows]
    return [row.__dict__[field.attname] for row in rows]


def _words_of(field: models.Field, values: list[Any]) -> list[str]:
    """The field of each row as COPY takes it. What has a way of its own into the database (encrypted, JSON) goes that way, everything
    else is written as it stands."""
    # Most columns hold the same in every row. But what is sealed is sealed row by row (nobody sees which are alike), and in JSON
    # true and 1 are two things.
    is_own = isinstance(field, models.JSONField) or field.get_internal_type() == "BinaryField"
    if values[0] == values[-1] and values.count(values[0]) == len(values) and not (is_own and values[0]):
        return _as_words(field, values[:1]) * len(values)
    return _as_words(field, values)


def _as_words(field: models.Field, values: list[Any]) -> list[str]:
    if field.get_internal_type() == "BinaryField":
        return [_binary(field.get_db_prep_save(value, connection)) for value in values]
    if isinstance(field, models.JSONField):
        return [_json(field.get_db_prep_save(value, connection)) for value in values]
    return [_word(value) for value in values]


def _word(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


def _binary(value: Any) -> str:
    return r"\\x" + bytes(getattr(value, "adapted", value)).hex()


def _json(value: Any) -> str:
    return _word(value.dumps(value.adapted) if hasattr(value, "adapted") else value)
