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
    meta, quote = rows[0]._meta, connection.ops.quote_name
    if meta.auto_field:
        _number(rows, meta)
    columns = ", ".join(quote(field.column) for field in meta.concrete_fields)
    words = [_words_of(field, rows) for field in meta.concrete_fields]
    lines = io.StringIO("".join(["\t".join(line) + "\n" for line in zip(*words, strict=True)]))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.copy_expert(f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN", lines)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def _number(rows: list[models.Model], meta) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(meta.db_table), meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key


def _words_of(field: models.Field, rows: list[models.Model]) -> list[str]:
    """The field of each row as COPY takes it. What has a way of its own into the database (encrypted, JSON, the moment of writing)
    goes that way, everything else is written as it stands."""
    name = field.attname
    if field.get_internal_type() == "BinaryField":
        return [_binary(field.get_db_prep_save(getattr(row, name), connection)) for row in rows]
    if isinstance(field, models.JSONField):
        return [_json(field.get_db_prep_save(getattr(row, name), connection)) for row in rows]
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return [_word(field.pre_save(row, add=True)) for row in rows]
    return [_word(row.__dict__[name]) for row in rows]


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
