"""Every address of the project against the permission table: a route the table does not know fails the suite.

Out of scope is 404 with a line in the journal; in scope without the right is 403; without an account one is sent to log in.
"""

import re
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.permissions.table import PLATFORM, PUBLIC, ROLES, Row, all_rows
from tests.permissions.world import EAST, OTHER, OWN, World, build
from township.directory.models.accounts import Account
from township.frame.access import states_access
from township.journal.models import JournalEntry

pytestmark = [pytest.mark.once, pytest.mark.slow]  # one of its tests takes longest of all: it begins first
ROWS = all_rows()
KNOWN = {row.route: row for row in ROWS}
COLUMNS = (OWN, OTHER, EAST)


def routes(patterns, names: tuple[str, ...] = ()):
    """(key of the table, pattern) of every address; several addresses of one name are told apart by their act."""
    for entry in patterns:
        if isinstance(entry, URLPattern):
            name = ":".join((*names, entry.name or str(entry.pattern)))
            act = entry.default_args.get("act") or entry.default_args.get("move")
            yield (f"{name}/{act}" if act else name), entry
        else:
            yield from routes(entry.url_patterns, (*names, entry.namespace) if entry.namespace else names)


ROUTES = dict(routes(get_resolver().url_patterns))


@pytest.fixture
def world(cast, stand_at, quick_print, bare_frame, bare_refusals) -> World:
    stand_at(cast.today)
    return build(cast)


def test_the_table_knows_every_route_and_no_other():
    assert set(ROUTES) - set(KNOWN) == set(), "addresses that the permission table does not know"
    assert set(KNOWN) - set(ROUTES) == set(), "rows for addresses that are not there"


def test_no_two_pages_share_an_address():
    """The first would hide the second, whoever asks."""
    places = re.compile(r"<(\w+):\w+>")
    taken: dict[str, str] = {}
    for name, entry in routes(get_resolver().url_patterns):
        pattern = places.sub(r"<\1>", str(entry.pattern))
        assert taken.setdefault(pattern, name.partition("/")[0]) == name.partition("/")[0], pattern


def test_every_view_states_who_may_open_it():
    assert [name for name, entry in ROUTES.items() if not states_access(entry.callback)] == []


def test_without_an_account_one_is_sent_to_log_in(world):
    for row in ROWS:
        answer = ask(Client(), row, world, OWN, "nobody")
        if row.open_to == PUBLIC:
            assert answer.status_code < 400 and "/login/" not in answer.headers.get("Location", ""), row.route
        else:
            assert (answer.status_code, answer.url.split("?")[0]) == (302, "/login/"), row.route


def test_the_table_holds_for_every_role(world):
    wrong = []
    for who in ROLES:
        client = world.cast.client(who)
        for row in ROWS:
            if not row.open_to:
                wrong += [f"{who}: {line}" for line in differences(client, row, world, who)]
    assert wrong == []


def test_only_the_platform_opens_the_platform(world):
    admin = Client()
    admin.force_login(Account.objects.create(username="platform", password="!", is_platform_admin=True))
    for row in ROWS:
        if row.open_to == PLATFORM:
            assert asked(admin, row, world, OWN, "platform")[1] == row.ok, row.route
            assert asked(world.cast.client("sysadmin"), row, world, OWN, "sysadmin")[1] == 403, row.route
    assert admin.get("/cases/").status_code == 403


def differences(client: Client, row: Row, world: World, who: str):
    """What an address answers this role otherwise than the table says, column by column."""
    for column in [column for column in COLUMNS if column in world.objects.get(row.kind, ())] or [OWN]:
        noted, answer = asked(client, row, world, column, who)
        expected = row.expected(who, column)
        if answer != expected:
            yield f"{row.route} {column}: {answer}, not {expected}"
        elif answer == 404 and not noted:
            yield f"{row.route} {column}: 404 without a line in the journal"


def ask(client: Client, row: Row, world: World, column: str, who: str):
    entry = ROUTES[row.route]
    arguments = (
        world.arguments(row.kind, column, who)
        if row.kind in world.objects
        else dict.fromkeys(entry.pattern.converters, 0)
    )
    url = reverse(row.route.partition("/")[0], kwargs=arguments | entry.default_args)
    return client.post(url) if row.post else client.get(url)


def asked(client: Client, row: Row, world: World, column: str, who: str) -> tuple[bool, int]:
    """(whether the journal's newest line is scope.denied, status); nothing of it stays in the database or the browser."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        status = ask(client, row, world, column, who).status_code
        newest = JournalEntry.objects.order_by("-pk").values_list("action", flat=True)
        denied = status == 404 and newest.first() == "scope.denied"
        transaction.set_rollback(True)
    client.cookies = cookies
    return denied, status
