"""Rows for the benchmark: written once (township.bulk), then repeated inside the database. A million takes minutes: foreign keys
are not asked, and indexes are built when the rows are there."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, models

BUILDERS = 2  # indexes that are built at once
PLAIN_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    WHERE i.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
    ORDER BY pg_get_indexdef(i.indexrelid) LIKE '%%USING gin%%' DESC"""


@contextmanager
def in_bulk(tables: Iterable[type[models.Model]]):
    """Write many rows inside the block: neither foreign keys nor triggers are asked, and the indexes that hold no constraint are
    taken away and built anew at its end, two at once. Needs a superuser of the database."""
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        cursor.execute(PLAIN_INDEXES, [names])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("RESET session_replication_role; RESET synchronous_commit")
    with ThreadPoolExecutor(BUILDERS) as pool:
        list(pool.map(_build, (definition for _, definition in indexes)))


def _build(definition: str) -> None:
    link = connection.copy()
    try:
        with link.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'; SET synchronous_commit = off")
            cursor.execute(definition)
    finally:
        link.close()


def repeat(model: type[models.Model], key: str, plan: str, instead: dict[str, str]) -> None:
    """Write the rows of a pattern once more for each line of `plan`, a table with (old, new, …): key is the column that holds the
    number of the old matter; instead: column → SQL over n (the line of the plan) and t (the row of the pattern)."""
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key or field.column in instead]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(instead.get(field.column) or f"t.{quote(field.column)}" for field in fields)
    table = quote(meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {quote(plan)} n JOIN {table} t ON t.{quote(key)} = n.old"
        )
