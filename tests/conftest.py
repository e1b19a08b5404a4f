"""Fixtures of the whole suite: the cast, the day on which a test plays, and the emptying of what a test committed."""

import gc
from collections.abc import Iterable
from contextlib import contextmanager

import pytest
import time_machine
from argon2 import PasswordHasher
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

from petitions.cases.actions import codes
from records.keeping.actions.keys import refuse_wrong_key
from tests.bare_pages import bare_frame, bare_refusals  # noqa: F401 - fixtures of everybody
from tests.cast import Cast, make_cast, moment
from tests.loaded_demo import loaded  # noqa: F401 - the same
from tests.printing import quick_printer
from township.calendar.queries.days import forget_calendars
from township.crypto import _roots, forget_root
from township.triggers import protect, release

TRIGGER_TABLES = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_update'",
    "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_append\\_only'",
}

WRITTEN_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}

# What a property says does not depend on how busy the machine is.
property_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_settings.load_profile("house")


def pytest_collection_modifyitems(config, items):
    """Files with a long test come first: one that is begun last would leave the other process idle. On PostgreSQL only what
    asks a database; on SQLite nothing that needs PostgreSQL."""
    items.sort(key=turn_of(items))
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        asking, silent = [], []
        for item in items:
            (asking if asks_a_database(item) else silent).append(item)
        items[:] = asking
        config.hook.pytest_deselected(items=silent)
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: set TEST_DATABASE_URL")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(skip)


def turn_of(items):
    """Sort key: one file that loads the demonstration, the other long ones, then those that take over what it loaded: two that begin
    side by side would wait for one another."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    demo = {item.path for item in items if "loaded" in getattr(item, "fixturenames", ())}
    first = next((item.path for item in items if item.path in long & demo), None)
    turns = {first: 0} | dict.fromkeys(long - demo, 1) | dict.fromkeys(demo - {first}, 2)
    return lambda item: turns.get(item.path, 3)


def asks_a_database(item) -> bool:
    """Whether a test may ask one: it has the mark or a fixture that has a database."""
    fixtures = getattr(item, "fixturenames", ())
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgres")
    return bool(marked or {"db", "transactional_db", "django_db_setup", "live_server"} & {*fixtures})


def pytest_collection_finish():
    """What was imported stays: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def append_only_tables() -> set[str]:
    """The tables that refuse UPDATE and DELETE at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER_TABLES[connection.vendor])
        return {row[0] for row in cursor.fetchall()}


@contextmanager
def lifted(tables: Iterable[str]):
    """Take their triggers away and put them back: only for emptying the test database."""
    with connection.schema_editor() as editor:
        for table in tables:
            release(editor, table)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            for table in tables:
                protect(editor, table)


def filled_tables() -> list[str]:
    """The tables with a row in them, but for what a migration wrote."""
    names = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - WRITTEN_BY_MIGRATE
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names))
        return [row[0] for row in cursor.fetchall()]


def empty_the_database() -> None:
    """What a test committed goes. Row by row: a flush empties every table there is, which costs seconds on PostgreSQL."""
    tables = filled_tables()
    with lifted(append_only_tables() & set(tables)), transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
    refuse_wrong_key()  # writes down of which key the database is, as migrate does


@pytest.fixture(autouse=True, scope="session")
def _emptied_in_place_of_a_flush():
    """Tests that commit are cleaned up past the tables that are append-only."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: empty_the_database()
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True, scope="session")
def _cheap_codes():
    """Thousands of cases are registered here; what a look-up code costs for real is tested with the look-up."""
    dear, codes.HASHER = codes.HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    codes.HASHER = dear


@pytest.fixture(autouse=True)
def _known_root(settings):
    """No test pays for the question whether the key was ever changed."""
    forget_root()
    _roots[settings.DATA_KEY, ""] = settings.DATA_KEY


@pytest.fixture(autouse=True)
def _empty_cache():
    """What one test cached must not answer in the next, whose rows are others."""
    cache.clear()
    forget_calendars()


@pytest.fixture
def cast(db) -> Cast:
    """The people and units of tests/cast.py. With `transactional_db` beside it everything is committed."""
    assert (
        connection.features.supports_json_field
    )  # found out by the first question of a connection, which no test counts
    return make_cast()


@pytest.fixture
def stand_at():
    """stand_at(day, hour=10): the wall clock stands still at that moment of the day in Shanghai until the test ends."""
    travels = []

    def travel(day, hour=10, minute=0):
        traveller = time_machine.travel(moment(day, hour, minute), tick=False)
        travels.append(traveller)
        return traveller.start()

    yield travel
    for traveller in reversed(travels):
        traveller.stop()


@pytest.fixture
def quick_print():
    """No layout engine: for tests that look at the chain and not at the page."""
    with quick_printer():
        yield
