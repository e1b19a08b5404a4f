"""Rows for the benchmark written by COPY: a million in minutes, as the models would have written them."""

import io
from collections.abc import Iterable, Iterator

from django.db import connection, models


def number(rows: list[models.Model]) -> list[models.Model]:
    """Give new rows their keys before they are written, so that others can point to them."""
    field = rows[0]._meta.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [rows[0]._meta.db_table, field.column])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, len(rows)])
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
    return rows


def copy(rows: Iterable[models.Model]) -> None:
    """Write rows of one model. Keys are the rows' own, or those of the database where a row has none."""
    rows = list(rows)
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not (field.primary_key and rows[0].pk is None)]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    lines = io.StringIO("".join(_lines(rows, fields)))
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {connection.ops.quote_name(meta.db_table)} ({columns}) FROM STDIN", lines)


def _lines(rows: list[models.Model], fields: list[models.Field]) -> Iterator[str]:
    for row in rows:
        yield "\t".join(_word(field, field.pre_save(row, add=True)) for field in fields) + "\n"


def _word(field: models.Field, value) -> str:
    value = field.get_db_prep_save(value, connection)
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if field.get_internal_type() == "BinaryField":
        return r"\\x" + bytes(getattr(value, "adapted", value)).hex()
    if isinstance(field, models.JSONField):
        value = value.dumps(value.adapted) if hasattr(value, "adapted") else value
    text = str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
