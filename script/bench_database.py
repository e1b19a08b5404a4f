"""The benchmark's own database, made anew for each run."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg2
from django.conf import settings
from django.db import connections

PLAIN = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"


def fresh_database(*, kept: bool = False) -> None:
    """Drop and make the benchmark's own database, empty or as it was kept; refuses any whose name does not say that it is
    one."""
    name = _name()
    if kept:
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{name}_kept"')
        return
    _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" {PLAIN}')


def keep_database() -> None:
    """Keep a copy of the database as it is now beside it."""
    name = _name()
    _run(f'DROP DATABASE IF EXISTS "{name}_kept"', f'CREATE DATABASE "{name}_kept" TEMPLATE "{name}"')


def drop_kept() -> None:
    """The copy is not needed any more."""
    _run(f'DROP DATABASE IF EXISTS "{_name()}_kept"')


@contextmanager
def beside(word: str) -> Iterator[str]:
    """The URL of an empty database beside it, which is dropped afterwards."""
    name, target = f"{_name()}_{word}", settings.DATABASES["default"]
    _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" {PLAIN}')
    who = f"{quote(target['USER'])}:{quote(target['PASSWORD'])}@" if target["PASSWORD"] else f"{quote(target['USER'])}@"
    try:
        yield f"postgres://{who if target['USER'] else ''}{target['HOST']}:{target['PORT'] or 5432}/{name}"
    finally:
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _name() -> str:
    name = settings.DATABASES["default"]["NAME"]
    if "bench" not in name:
        sys.exit("BENCH_DATABASE_URL must name a database with 'bench' in its name: it is emptied.")
    return name


def _run(*statements: str) -> None:
    target = settings.DATABASES["default"]
    connections.close_all()
    link = psycopg2.connect(
        dbname="postgres",
        user=target["USER"] or None,
        password=target["PASSWORD"] or None,
        host=target["HOST"] or None,
        port=target["PORT"] or None,
    )
    link.autocommit = True
    with link.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    link.close()
