"""How a page of the benchmark is measured: queries, p50 and p95, and the same rows in a bare view."""

import statistics
import sys
import time
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from township.directory.models.accounts import Account

ROWS = 30  # of a page


@dataclass(frozen=True)
class Page:
    """A page that is measured: label, who opens it, address; rows: what it lists, for the bare view beside it."""

    label: str
    who: str
    url: str
    rows: QuerySet
    fields: tuple[str, ...]


def client(who: str) -> Client:
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(Account.objects.get(username=who))
    return browser


BARE = Template(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def bare(page: Page) -> str:
    """The same rows by one query through a minimal template: what a page costs at least."""
    rows = page.rows.values_list(*page.fields) if page.fields else page.rows
    return BARE.render(Context({"rows": list(rows[:ROWS])}))


def measure(page: Page, rounds: int) -> tuple[int, float, float, float]:
    """(queries, p50, p95, p50 of the bare view), milliseconds."""
    browser = client(page.who) if page.who else Client(SERVER_NAME="127.0.0.1")
    browser.get(page.url)
    url = "/search/" if "?q=" in page.url else page.url  # what was typed rests in the session now
    browser.get(url)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(url)
        queries = len(seen)  # counted now: the next request empties the log
    if answer.status_code != 200:
        sys.exit(f"{url} answered {answer.status_code}")
    times = [_timed(lambda: browser.get(url)) for _ in range(rounds)]
    beside = [_timed(lambda: bare(page)) for _ in range(rounds)]
    p95 = sorted(times)[max(0, int(len(times) * 0.95) - 1)]
    return queries, statistics.median(times), p95, statistics.median(beside)


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
