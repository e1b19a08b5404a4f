"""Rows of several tables in one statement are the same objects as those of a statement for each."""

import pytest
from django.db.models import Count, Exists, F, OuterRef, Value
from django.forms.models import model_to_dict

from petitions.cases.models.petitioners import Petitioner
from records.clocks.models import Clock
from records.matters.models.events import Event
from records.papers.models.documents import Document
from tests.petitions.stage import Stage
from township.directory.models.people import Post
from township.directory.models.units import Unit
from township.frame.slips import ALTOGETHER, Slips, answered, gather, slip
from township.together import belong_to, keep_related, together, together_known


@pytest.fixture
def case(cast, quick_print):
    stage = Stage(cast)
    stage.register()
    stage.to("delivered")
    return stage.case


def columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_encrypted_words_days_moments_numbers_and_json_come_back_as_they_are(case, django_assert_num_queries):
    wanted = {
        "people": Petitioner.objects.filter(case=case),
        "clocks": Clock.objects.filter(matter_id=case.pk).order_by("-due_on", "pk"),
        "papers": Document.objects.filter(matter_id=case.pk).order_by("pk"),
        "nobody": Petitioner.objects.filter(case_id=0),
    }
    with django_assert_num_queries(1):
        found = together(wanted)
    for name, rows in wanted.items():
        assert [columns(row) for row in found[name]] == [columns(row) for row in rows], name
    assert found["people"][0].phone and found["clocks"][0].derivation and found["papers"][0].body
    assert found["nobody"] == []


def test_what_is_joined_annotated_and_deferred_is_kept(case, django_assert_num_queries):
    papers = Document.objects.filter(pk=OuterRef("document_id"))
    rows = Event.objects.filter(matter_id=case.pk).select_related("unit", "document")
    rows = rows.defer("document__body").annotate(has_paper=Exists(papers), word=Value("甲")).order_by("on", "pk")
    plain = list(rows)
    with django_assert_num_queries(1):
        found = together({"events": rows})["events"]
        assert [(row.unit, row.document, bool(row.has_paper), row.word) for row in found] == [
            (row.unit, row.document, bool(row.has_paper), row.word) for row in plain
        ]
    assert any(row.document for row in found) and any(row.document is None for row in found)
    read = next(row.document for row in found if row.document)
    assert read.get_deferred_fields() == {"body"}


def test_known_objects_stay_and_rows_can_be_kept_as_prefetched(case, django_assert_num_queries):
    people = together({"people": case.petitioners.all()})["people"]
    with django_assert_num_queries(0):
        assert people[0].case is case
        keep_related(case, "petitioners", people)
        assert list(case.petitioners.all()) == people and together({}) == {}


def test_a_join_two_tables_away(cast, django_assert_num_queries):
    rows = Post.objects.filter(person=cast.person("liaison")).select_related("unit__parent", "person")
    with django_assert_num_queries(1):
        post = together({"posts": rows})["posts"][0]
        assert (post.unit.parent.name, post.person.name) == ("清河镇", "何静")
        assert model_to_dict(post.unit) == model_to_dict(cast.unit("building"))


def test_slips_are_asked_once_for_an_actor(cast, django_assert_num_queries):
    actor, mine = cast.actor("clerk"), Unit.objects.filter(township=cast.township)

    def ask(actor, today):
        return [slip("units", mine, name=F("name")), slip("count", mine, *ALTOGETHER, n=Count("pk"))]

    def read(actor, today, rows):
        return len(rows["units"]), rows["count"][0]["n"]

    counted, nothing = Slips(ask, read), Slips(lambda actor, today: [], lambda actor, today, rows: rows.get("x", ()))
    with django_assert_num_queries(2):  # what shuts the actor out, which questions follow from, and the answers
        for part in (counted, nothing):
            rows = answered(actor, cast.today, counted, nothing)
            assert part.read(actor, cast.today, rows) in ((10, 10), ())
    with django_assert_num_queries(0):
        assert gather([]) == {}


def test_a_known_statement_reads_the_thing_that_is_asked_for_and_is_made_once(case, cast, django_assert_num_queries):
    """Two cases by one statement: neither shows what belongs to the other, and the query sets are made for the first alone."""
    other = Stage(cast)
    other.register()
    made = []

    def wanted(case_id: int) -> dict:
        made.append(case_id)
        events = Event.objects.filter(matter_id=case_id).select_related("unit").annotate(word=Value("甲"))
        return {"people": Petitioner.objects.filter(case_id=case_id), "events": events.order_by("on", "pk")}

    for thing in (case, other.case, case):
        plain = {name: list(rows) for name, rows in wanted(thing.pk).items()}
        made.pop()
        with django_assert_num_queries(1):
            found = together_known(("test", thing.township_id), wanted, thing.pk)
        for name, rows in plain.items():
            assert rows and [columns(row) for row in found[name]] == [columns(row) for row in rows], name
        assert [row.word for row in found["events"]] == ["甲"] * len(plain["events"])
        belong_to(thing, "case", found["people"])
        assert all(row.case is thing for row in found["people"])
    assert len(made) == 1 and made[0] not in (case.pk, other.case.pk)
