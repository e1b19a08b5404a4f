"""No page offers a way that it would refuse: every link and button of the demonstration, followed as each of its people."""

import re
from collections import Counter, deque
from html import unescape

import pytest
from django.test import Client

from township.directory.models.accounts import Account

pytestmark = [pytest.mark.once, pytest.mark.slow]

PEOPLE = ("linxiao", "gaoming", "chenli", "hejing", "zhaolei", "tangmei", "mali", "zhengjie", "sunhao")
OF_ONE_SHAPE = 2  # pages of the same address but for its numbers
MOST = 400
HREF = re.compile(r'href="([^"#]+)')
NUMBER = re.compile(r"\d+")


def links_on(page, url: str) -> list[str]:
    """The addresses of the application on a page, without what ends the visit or is fetched as a file."""
    if "html" not in page.headers.get("Content-Type", ""):
        return []
    found = [unescape(link) for link in HREF.findall(page.content.decode())]
    whole = [url.partition("?")[0] + link if link.startswith("?") else link for link in found]
    return [link for link in whole if link.startswith("/") and not link.startswith(("/static/", "/logout/"))]


def dead_ends(client: Client) -> tuple[int, list[str]]:
    """How many pages were opened, and each that was offered and refused, with the page it was offered on."""
    waiting, seen, shapes, refused = deque([("/", "")]), set(), Counter(), []
    while waiting and len(seen) < MOST:
        url, offered_on = waiting.popleft()
        shape = NUMBER.sub("N", url.partition("?")[0])
        if url in seen or shapes[shape] >= OF_ONE_SHAPE:
            continue
        seen.add(url)
        shapes[shape] += 1
        page = client.get(url, follow=True)
        if page.status_code >= 400:
            refused.append(f"{page.status_code} {url} on {offered_on}")
        waiting.extend((link, url) for link in links_on(page, url))
    return len(seen), refused


@pytest.mark.parametrize("who", PEOPLE)
def test_every_way_that_is_offered_is_open(who, loaded, db, quick_print):
    client = Client()
    client.force_login(Account.objects.get(username=who))
    opened, refused = dead_ends(client)
    assert refused == []
    assert opened > 30
