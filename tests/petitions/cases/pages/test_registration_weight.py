"""The registration page stays light: what it weighs and asks, and what comes only when it is wanted."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from petitions.cases.queries.registration import category_choices
from tests.cast import TODAY

MOST_BYTES, MOST_QUERIES = 40_000, 10


def test_the_page_weighs_little_and_asks_little(cast):
    clerk = cast.client("clerk")
    clerk.get("/cases/new/")
    with CaptureQueriesContext(connection) as queries:
        page = clerk.get("/cases/new/")
    assert len(page.content) <= MOST_BYTES
    assert len(queries) <= MOST_QUERIES


def test_every_field_stands_on_the_page_without_script(cast):
    """Fields of other channels are only hidden by script, so nothing typed is lost when the channel changes."""
    page = cast.client("clerk").get("/cases/new/").content.decode()
    for name in (
        "letter_on",
        "caller_number",
        "source_due_on",
        "leader",
        "named",
        "target_units",
        "path31",
        "lead_unit",
    ):
        assert f'name="{name}"' in page, name
    assert "hidden" not in page.split('data-channels="letter"')[1].split(">")[0]


def test_categories_come_when_the_field_is_entered(cast):
    clerk = cast.client("clerk")
    page = clerk.get("/cases/new/").content.decode()
    assert "<option value=" in page and 'hx-trigger="focus from:#id_category once"' in page
    answer = clerk.get("/cases/new/categories/?list").content.decode()
    assert answer.count("<option") == len(list(category_choices(TODAY)))
