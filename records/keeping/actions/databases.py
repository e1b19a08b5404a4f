"""The database as one file, made while people work, and put back into an empty place; PostgreSQL and SQLite."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from township.refusals import Refused


class NotEmpty(Refused):
    """There is something in the place a backup was to be put back into."""


def engine() -> str:
    """ "postgresql" or "sqlite"."""
    return connection.vendor


def dump(target: Path) -> dict[str, int]:
    """A consistent copy of the database as it is now, writers are not kept waiting; returns table -> rows of that very copy."""
    if connection.vendor == "sqlite":
        return _dump_sqlite(target)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        rows = rows_of_tables()
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}", _name())
    return rows


def put_back(source: Path) -> None:
    """Make the empty database what the dump holds. Raises NotEmpty."""
    check_empty()
    connection.close()
    if connection.vendor == "sqlite":
        target = Path(settings.DATABASES["default"]["NAME"])
        for tail in ("-wal", "-shm"):
            target.with_name(target.name + tail).unlink(missing_ok=True)
        draft = target.with_name(target.name + ".restoring")
        shutil.copyfile(source, draft)
        draft.chmod(0o600)
        os.replace(draft, target)
    else:
        _run(
            "pg_restore", "--no-owner", "--clean", "--if-exists", "--exit-on-error", f"--dbname={_name()}", str(source)
        )


def check_empty() -> None:
    """NotEmpty where there is a township already: a restore never goes over an office's data."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM township_township LIMIT 1")
            found = cursor.fetchone()
    except DatabaseError:
        return  # no tables yet
    if found:
        raise NotEmpty("数据库里已经有乡镇。恢复只能放进空的数据库，请先另建一个空库，或者把原来的数据移走。")


def rows_of_tables() -> dict[str, int]:
    """Table -> rows, of every table of this project."""
    with connection.cursor() as cursor:
        return _counted(cursor)


def _counted(cursor) -> dict[str, int]:
    found = {}
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda one: one._meta.db_table):
        if model._meta.managed and not model._meta.proxy:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT COUNT(*) FROM {table}")  # the name comes from the models
            found[model._meta.db_table] = cursor.fetchone()[0]
    return found


def _dump_sqlite(target: Path) -> dict[str, int]:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        return _counted(copy.cursor())
    finally:
        copy.close()


def _name() -> str:
    return settings.DATABASES["default"]["NAME"]


def _run(program: str, *arguments: str) -> None:
    """The client program of PostgreSQL with this database's account; its words in the error, never the password."""
    given = settings.DATABASES["default"]
    places = {
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"] or ""),
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
    }
    known = {name: value for name, value in places.items() if value}
    if shutil.which(program) is None:
        raise Refused(f"没有找到 {program}，请安装 postgresql-client。")
    done = subprocess.run(
        [program, *arguments], env={**os.environ, **known}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"{program} 没有完成：{done.stderr.strip()[-300:]}")
