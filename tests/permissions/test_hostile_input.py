"""Whatever a page is sent, it answers with a page: no fault, and nothing that was typed comes back as markup."""

import re
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permissions.table import PLATFORM, PUBLIC, Row
from tests.permissions.test_routes import ROUTES, ROWS
from tests.permissions.world import OWN, World, build
from tests.petitions.cases.pages.browser import form_fields

pytestmark = pytest.mark.once

SCRIPT = "<script>alert(1)</script>"
NONSENSE = (SCRIPT, "-1", "9" * 30, "\0", "a\r\nSet-Cookie: x=1", "")
SENT = (SCRIPT, "9" * 30, "\0", "a\r\nSet-Cookie: x=1")
ASKED = (SCRIPT, "9" * 30, "\0")  # in an address; chance tries more (tests/permissions/test_fuzz.py)
HIDDEN = (SCRIPT, "9" * 30)  # for what stands in hidden fields beside a form that is filled in sensibly
# What a page takes beside the fields of its own form.
MORE = ("do", "revision", "version", "sha", "act", "on", "decision", "confirmed", "case", "query", "notice", "after",
        "p-TOTAL_FORMS", "p-INITIAL_FORMS", "who", "q", "page", "again", "year", "month", "n", "next")  # fmt: skip
VERBS = re.compile(r'name="do" value="(\w+)"')
CAST = ("clerk", "liaison", "sysadmin")  # among them they open nearly every page


@pytest.fixture
def world(cast, stand_at, quick_print, bare_frame, bare_refusals) -> World:
    stand_at(cast.today)
    return build(cast)


def address(row: Row, world: World, who: str) -> str:
    entry = ROUTES[row.route]
    known = row.kind in world.objects
    arguments = world.arguments(row.kind, OWN, who) if known else dict.fromkeys(entry.pattern.converters, 0)
    return reverse(row.route.partition("/")[0], kwargs=arguments | entry.default_args)


@pytest.mark.slow
def test_nonsense_gets_a_page_and_is_never_markup(world):
    """Each page is tried by the first of the cast who may open it."""
    wrong, opened = [], set()
    for who in CAST:
        client = world.cast.client(who)
        client.raise_request_exception = False
        for row in ROWS:
            if row.open_to == PLATFORM or row.route == "township:logout" or row.route in opened:
                continue
            url = address(row, world, who)
            page = client.get(url)
            if page.status_code not in (403, 404):
                opened.add(row.route)
                wrong += nonsense(client, row, url, page)
    assert wrong == []


def nonsense(client: Client, row: Row, url: str, page) -> list[str]:
    """What went wrong when the page, as it was opened, got nonsense in every field, and beside sensible ones."""
    words = page.content.decode(errors="ignore") if "html" in page["Content-Type"] else ""
    fields, wrong = form_fields(words), []
    for text in SENT:
        wrong += tried(client, (client.post,), url, {**fields, **dict.fromkeys((*fields, *MORE), text)})
    for text in () if row.post else ASKED:
        wrong += tried(client, (client.get,), url, {**fields, **dict.fromkeys((*fields, *MORE), text)})
    for verb in set(VERBS.findall(words)) if fields else ():
        wrong += tried(client, (client.post,), url, {**fields, **dict.fromkeys(fields, SCRIPT), "do": verb})
    for text in HIDDEN:
        hidden = dict.fromkeys(("revision", "version", "act"), text)
        wrong += tried(client, (client.post,), url, fields | {"do": "save"} | hidden)
    return wrong


def test_nonsense_in_a_public_address(world):
    client = Client()
    client.raise_request_exception = False
    wrong = []
    for row in ROWS:
        if row.open_to == PUBLIC:
            for text in NONSENSE:
                data = dict.fromkeys(("number", "code", "n", "username", "password", "next", *MORE), text)
                wrong += tried(client, (client.post, client.get), address(row, world, "nobody"), data)
    assert wrong == []


def tried(client: Client, methods: tuple, url: str, data: dict) -> list[str]:
    """What went wrong when this was sent; nothing of it stays."""
    found = []
    for method in methods:
        cookies = deepcopy(client.cookies)
        with transaction.atomic():
            reply = method(url, data)
            transaction.set_rollback(True)
        client.cookies = cookies
        what = f"{method.__name__} {url} {str(next(iter(data.values())))[:12]!r}"
        if reply.status_code >= 500:
            found.append(f"{what}: {reply.status_code}")
        if SCRIPT in reply.content.decode(errors="ignore"):
            found.append(f"{what}: markup")
        if re.search(r"[\r\n]|^(https?:)?//", reply.headers.get("Location", "")):
            found.append(f"{what}: leads to {reply.headers['Location']!r}")
    return found
