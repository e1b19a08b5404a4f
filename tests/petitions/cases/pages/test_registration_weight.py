"""The registration page stays light: what it weighs and asks, and what comes only when it is wanted."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from petitions.cases.queries.registration import category_choices
from tests.cast import TODAY
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import Unit, UnitKind

MOST_BYTES, MOST_QUERIES = 40 * 1024, 10  # the numbers of units have as many digits as the database has come to
LISTED = "/cases/new/people/"


def test_the_page_weighs_little_and_asks_little(cast):
    clerk = cast.client("clerk")
    clerk.get("/cases/new/")
    with CaptureQueriesContext(connection) as queries:
        page = clerk.get("/cases/new/")
    assert len(page.content) <= MOST_BYTES
    assert len(queries) <= MOST_QUERIES


def many_units(cast, size=48):
    """A large township: so many member units, each with two people in office."""
    units = Unit.objects.bulk_create(
        Unit(township=cast.township, parent=cast.unit("root"), kind=UnitKind.MEMBER, name=f"第{n}工作单位", order=n)
        for n in range(100, 100 + size)
    )
    people = Person.objects.bulk_create(Person(township=cast.township, name=f"赵{n:03d}") for n in range(2 * size))
    Post.objects.bulk_create(
        Post(
            township=cast.township,
            person=person,
            role=Role.LIAISON,
            unit=units[at // 2],
            starts_on=TODAY,
            proposed_by=cast.person("sysadmin"),
            confirmed_by=cast.person("director"),
            confirmed_at=cast.at(),
        )
        for at, person in enumerate(people)
    )
    return people


def test_the_page_of_a_large_township_weighs_no_more(cast):
    many_units(cast)
    page = cast.client("clerk").get("/cases/new/")
    assert page.content.decode().count("第147工作单位") == 2  # complained of, and who handles it
    assert len(page.content) <= MOST_BYTES


def test_lists_of_people_come_when_they_are_opened_and_stand_there_once_somebody_is_chosen(cast):
    people, clerk = many_units(cast, 3), cast.client("clerk")
    page = clerk.get("/cases/new/").content.decode()
    assert "赵003" not in page and f'hx-post="{LISTED}"' in page
    answer = clerk.post(LISTED, {"named": people[3].pk}).content.decode()
    assert answer.count("<option") >= 6 and f'<option value="{people[3].pk}" selected>赵003（第101工作单位）' in answer
    without_script = clerk.post("/cases/new/", {"do": "people", "words": "先写的话"}).content.decode()
    assert without_script.count("赵003（第101工作单位）") == 2 and "先写的话" in without_script
    refused = clerk.post("/cases/new/", {"do": "save", "target_people": people[3].pk}).content.decode()
    assert f'<option value="{people[3].pk}" selected>' in refused and refused.count("赵003") == 1


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
