"""The demonstration as loaded on a Saturday morning. On SQLite it is made once in a run, by whichever process comes first, and
copied into the place of the empty database for each file of tests that looks at it; PostgreSQL rolls it back after each."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from records.papers.shelves import PREFIX
from tests.cast import SHANGHAI
from tests.printing import quick_printer

SATURDAY = date(2026, 11, 21)
MORNING = datetime.combine(SATURDAY, time(8, 30), tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The demonstration is there, and the wall clock stands still at the moment at which it was loaded. What a test changes is
    rolled back at its end where it asks for `db`."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # of all processes of this run
    with django_db_blocker.unblock(), time_machine.travel(MORNING, tick=False), _there(shared):
        yield


def _there(shared: Path):
    return _copied(shared) if connection.vendor == "sqlite" else _rolled_back()


def _load() -> None:
    with quick_printer():
        call_command("load_demo", stdout=StringIO())


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        _load()
        yield
        transaction.set_rollback(True)


@contextmanager
def _copied(shared: Path) -> Iterator[None]:
    connection.ensure_connection()
    here = connection.connection
    with closing(sqlite3.connect(":memory:")) as empty:
        here.backup(empty)
        try:
            _put_in_place(here, shared / "demo.sqlite3", shared / "demo-files")
            yield
        finally:
            connection.ensure_connection()
            empty.backup(connection.connection)


def _put_in_place(here: sqlite3.Connection, kept: Path, files: Path) -> None:
    """The demonstration in the database of this process and in its file store; loaded where nobody has done so yet."""
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _load()
            shutil.copytree(_store(), files)
            draft = kept.with_suffix(".draft")
            with closing(sqlite3.connect(draft)) as there:
                here.backup(there)
            draft.rename(kept)
            return
    with closing(sqlite3.connect(kept)) as there:
        there.backup(here)
    shutil.copytree(files, _store(), dirs_exist_ok=True)


def _store() -> Path:
    """Where this process keeps its papers."""
    return Path(settings.VAR_DIR) / PREFIX
