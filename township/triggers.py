"""Database triggers that make a table append-only, on PostgreSQL and on SQLite. Used by migrations and by tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

REFUSAL = "append-only: rows of {table} are never changed or removed"


def protect(schema_editor, table: str) -> None:
    """Refuse UPDATE and DELETE, on PostgreSQL TRUNCATE as well, on `table` from now on."""
    vendor = schema_editor.connection.vendor
    message = REFUSAL.format(table=table)
    if vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        )
    else:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )


def release(schema_editor, table: str) -> None:
    """Take the triggers away again (reverse migration; emptying the test database)."""
    if schema_editor.connection.vendor == "postgresql":
        for name in ("append_only", "no_truncate"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


@contextmanager
def suspended(table: str) -> Iterator[None]:
    """Inside a transaction: no trigger of the table speaks until the block is left. For work that changes how a value lies
    there and not what it says (records.keeping.actions.rotation); needs the role that owns the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT 1 FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal")
            has_triggers = cursor.fetchone() is not None
            if has_triggers:
                cursor.execute(
                    "SET CONSTRAINTS ALL IMMEDIATE"
                )  # ALTER refuses while checks of foreign keys are pending
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            if has_triggers:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in triggers:
            cursor.execute(sql, None)
