"""Timeline, work list and what hangs on a matter: each for who may see it."""

from datetime import date

import pytest

from records.matters.actions.events import add_event
from records.matters.models.access import Recusal
from records.matters.queries.timeline import attachments_of, documents_of, timeline
from records.papers.actions.attachments import attach
from records.papers.actions.documents import draft_document
from tests.records.papers.file_samples import PDF


@pytest.fixture
def story(matter, cast, upload):
    who = {"by": cast.actor("clerk"), "at": cast.at()}
    paper = draft_document(matter=matter, kind="reply", title="答复", body="x", is_for_petitioner=True, **who)
    add_event(
        matter=matter, move="register", text="登记", on=date(2026, 9, 20), note="原话", public_text="已登记", **who
    )
    add_event(matter=matter, move="accept", text="受理", document=paper, **who)
    add_event(
        matter=matter, move="progress", text="补记：实地查看", on=date(2026, 9, 21), unit=cast.unit("civil"), **who
    )
    attach(matter=matter, upload=upload("a.pdf", PDF), purpose="evidence", **who)


def test_the_timeline_goes_by_the_day_it_happened(matter, story, cast, django_assert_num_queries):
    actor = cast.actor("clerk")
    with django_assert_num_queries(2):
        lines = timeline(matter, actor)
        words = [(line.on.day, line.text, line.by_name) for line in lines]
        hung = [(line.unit and line.unit.name, line.document and line.document.title) for line in lines]
    assert words == [(22, "受理", "林晓"), (21, "补记：实地查看", "林晓"), (20, "登记", "林晓")]
    assert hung == [(None, "答复"), ("民政办", None), (None, None)]


def test_documents_and_attachments(matter, story, cast, django_assert_num_queries):
    actor = cast.actor("clerk")
    with django_assert_num_queries(3):  # what shuts the reader out is read once
        assert [(row.title, row.drafted_by.name) for row in documents_of(matter, actor)] == [("答复", "林晓")]
        assert [(row.name, row.uploaded_by.name) for row in attachments_of(matter, actor)] == [("a.pdf", "林晓")]


@pytest.mark.parametrize("key", ["liaison", "grid", "auditor", "sysadmin", "east_clerk", "clerk2"])
def test_who_does_not_see_the_matter_sees_nothing_that_hangs_on_it(matter, story, cast, key):
    Recusal.objects.create(matter=matter, person=cast.person("clerk2"), reason="亲属", added_at=cast.at())
    actor = cast.actor(key)
    assert (timeline(matter, actor), documents_of(matter, actor), attachments_of(matter, actor)) == ([], [], [])
