"""A number in an address that no database can hold is no address."""

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


def test_a_number_beyond_64_bits_is_not_found(cast, bare_frame, bare_refusals):
    clerk = cast.client("clerk")
    pages = ("cases", "disputes", "meetings", "papers", "orders", "matters", "attachments", "topics")
    asked = {(page, number): clerk.get(f"/{page}/{number}/").status_code for page in pages for number in LONG}
    assert {key for key, status in asked.items() if status != 404} == set()


def test_the_longest_number_that_is_one_is_looked_for(cast, bare_frame, bare_refusals):
    clerk = cast.client("clerk")
    pages = ("cases", "disputes", "papers", "matters")
    assert [clerk.get(f"/{page}/{'9' * 18}/").status_code for page in pages] == [404] * len(pages)
