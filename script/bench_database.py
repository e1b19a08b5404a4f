"""The benchmark's own database, made anew for each run."""

import sys

import psycopg2
from django.conf import settings


def fresh_database() -> None:
    """Drop and make the benchmark's own database; refuses any whose name does not say that it is one."""
    target = settings.DATABASES["default"]
    if "bench" not in target["NAME"]:
        sys.exit("BENCH_DATABASE_URL must name a database with 'bench' in its name: it is emptied.")
    link = psycopg2.connect(
        dbname="postgres",
        user=target["USER"] or None,
        password=target["PASSWORD"] or None,
        host=target["HOST"] or None,
        port=target["PORT"] or None,
    )
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target["NAME"]}"')
        cursor.execute(
            f"CREATE DATABASE \"{target['NAME']}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        )
    link.close()
