"""A number in an address that no database can hold is no address."""

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

LONG = ("9" * 19, "9" * 30, "9" * 5000, "-1", "1.5", "0x10", "１")


def patterns(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from patterns(entry)


def test_every_address_takes_numbers_that_the_database_can_hold():
    names = {
        type(one).__name__
        for entry in patterns(get_resolver())
        for one in getattr(entry.pattern, "converters", {}).values()
    }
    assert "Number" in names and "IntConverter" not in names


@pytest.mark.parametrize("number", LONG)
@pytest.mark.parametrize(
    "page", ["cases", "disputes", "meetings", "papers", "orders", "matters", "attachments", "topics"]
)
def test_a_number_beyond_64_bits_is_not_found(cast, page, number):
    assert cast.client("clerk").get(f"/{page}/{number}/").status_code == 404


@pytest.mark.parametrize("page", ["cases", "disputes", "papers", "matters"])
def test_the_longest_number_that_is_one_is_looked_for(cast, page):
    assert cast.client("clerk").get(f"/{page}/{'9' * 18}/").status_code == 404
