"""Documents: versions never overwrite each other, maker is not checker, issued bytes are frozen."""

import pytest
from django.db import DatabaseError, transaction

from records.matters.models.events import Event
from records.papers import store
from records.papers.actions.documents import (
    approve_document,
    draft_document,
    facts_of,
    issue_document,
    read_document,
    return_document,
    save_text,
    submit_document,
    text_hash,
    void_document,
)
from records.papers.models.documents import Document, DocumentVersion
from township.actors import OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

PDF = b"%PDF-1.7 issued"


@pytest.fixture
def who(cast):
    """who("clerk") → the two arguments every action takes."""
    return lambda key: {"by": cast.actor(key), "at": cast.at()}


@pytest.fixture
def draft(matter, who):
    return draft_document(
        matter=matter,
        kind="reply",
        title="处理意见书",
        body="第一稿",
        facts={"日期": "2026-09-22", "n": 1},
        addressee="张三",
        is_for_petitioner=True,
        **who("liaison"),
    )


def approved(document, who, by="director"):
    submitted = submit_document(document=document, **who("liaison"))
    return approve_document(
        document=submitted, version=submitted.version, text_sha256=text_hash(submitted.body), **who(by)
    )


def test_every_saved_text_is_kept(draft, who):
    second = save_text(document=draft, body="第二稿", version=1, **who("clerk"))
    same = save_text(document=second, body="第二稿", version=2, **who("clerk"))
    assert (second.version, same.version) == (2, 2)
    kept = DocumentVersion.objects.values_list("version", "body", "text_sha256")
    assert list(kept) == [(1, "第一稿", text_hash("第一稿")), (2, "第二稿", text_hash("第二稿"))]
    assert facts_of(Document.objects.get()) == {"日期": "2026-09-22", "n": 1}


def test_a_second_writer_is_warned_and_nothing_is_overwritten(draft, who):
    save_text(document=draft, body="甲的稿", version=1, **who("liaison"))
    with pytest.raises(Refused, match="刚刚由别人改过") as refused:
        save_text(document=draft, body="乙的稿", version=1, **who("clerk"))
    assert refused.value.field == "body"
    assert Document.objects.get().body == "甲的稿"


def test_an_empty_text_is_not_submitted(draft, who):
    save_text(document=draft, body="  \n", version=1, **who("liaison"))
    with pytest.raises(Refused, match="还没有正文"):
        submit_document(document=draft, **who("liaison"))


def test_what_is_approved_is_the_text_that_was_read(draft, who):
    submit_document(document=draft, **who("liaison"))
    for version, digest in ((1, text_hash("别的稿")), (2, text_hash("第一稿")), (None, "")):
        with pytest.raises(Refused, match="又有改动"):
            approve_document(document=draft, version=version, text_sha256=digest, **who("director"))
    row = approve_document(document=draft, version=1, text_sha256=text_hash("第一稿"), **who("director"))
    assert (row.state, row.approved_by.name) == ("approved", "高明")


@pytest.mark.parametrize("maker", ["liaison", "clerk"])
def test_neither_drafter_nor_last_writer_approves(draft, who, maker):
    save_text(document=draft, body="经办人改过的稿", version=1, **who("clerk"))
    submit_document(document=draft, **who("liaison"))
    with pytest.raises(Refused, match="拟稿人不能批准"):
        approve_document(document=draft, version=2, text_sha256=text_hash("经办人改过的稿"), **who(maker))
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.update(approved_by=draft.drafted_by)


def test_a_submitted_text_rests_until_it_is_returned(draft, who):
    submit_document(document=draft, **who("liaison"))
    with pytest.raises(Refused, match="待审批，不能再改"):
        save_text(document=draft, body="偷改", version=1, **who("liaison"))
    assert return_document(document=draft, **who("director")).state == "draft"
    assert save_text(document=draft, body="改好了", version=1, **who("liaison")).version == 2


def test_returning_an_approved_text_takes_the_approval_away(draft, who):
    approved(draft, who)
    row = return_document(document=draft, **who("director"))
    assert (row.state, row.approved_by, row.approved_at) == ("draft", None, None)


@pytest.mark.parametrize("left", ["经【批准人】批准。", "请于{due_on}前办结。"])
def test_no_paper_is_issued_with_a_place_left_to_fill_in(matter, who, cast, left):
    row = draft_document(
        matter=matter, kind="reply", title="处理意见书", body=left, is_for_petitioner=True, **who("clerk")
    )
    with pytest.raises(Refused, match="正文里还有没填的空") as refused:
        issue_document(document=row, number="清信复〔2026〕1号", issued_on=cast.today, pdf=PDF, **who("clerk"))
    assert refused.value.field == "body"
    assert Document.objects.get().state == "draft"


def test_issue_freezes_number_bytes_and_facts(draft, who, cast):
    approved(draft, who)
    issued = issue_document(
        document=draft, number="清信复〔2026〕1号", issued_on=cast.today, pdf=PDF, facts={"终": 1}, **who("clerk")
    )
    assert (issued.state, issued.size, store.get(issued.blob)) == ("issued", len(PDF), PDF)
    assert facts_of(issued) == {"终": 1}
    for again in (
        lambda: issue_document(document=draft, number="x", issued_on=cast.today, pdf=PDF, **who("clerk")),
        lambda: save_text(document=draft, body="x", version=1, **who("clerk")),
        lambda: return_document(document=draft, **who("director")),
    ):
        with pytest.raises(Refused):
            again()


@pytest.mark.parametrize(
    "change", [{"body": "x"}, {"number": "y"}, {"blob": "0" * 64}, {"size": 1}, {"state": "draft"}, {"facts": "{}"}]
)
def test_the_database_itself_keeps_an_issued_document(draft, who, cast, change):
    approved(draft, who)
    issue_document(document=draft, number="清信复〔2026〕1号", issued_on=cast.today, pdf=PDF, **who("clerk"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=draft.pk).update(**change)


def test_voiding_keeps_number_and_bytes_and_says_why(draft, who, cast):
    approved(draft, who)
    issue_document(document=draft, number="清信复〔2026〕1号", issued_on=cast.today, pdf=PDF, **who("clerk"))
    with pytest.raises(Refused) as refused:
        void_document(document=draft, reason=" ", **who("clerk"))
    assert refused.value.field == "reason"
    row = void_document(document=draft, reason="送达对象写错", **who("clerk"))
    assert (row.state, row.number, store.get(row.blob)) == ("void", "清信复〔2026〕1号", PDF)
    assert Event.objects.get().note == "送达对象写错"
    with pytest.raises(Refused):
        void_document(document=draft, reason="再来", **who("clerk"))


def test_a_waiting_text_is_not_issued(draft, who, cast):
    submit_document(document=draft, **who("liaison"))
    with pytest.raises(Refused, match="待审批"):
        issue_document(document=draft, number="x", issued_on=cast.today, pdf=PDF, **who("clerk"))


def test_reading_is_for_who_sees_the_matter_and_leaves_a_line(draft, who, cast):
    with pytest.raises(Refused, match="还没有印发"):
        read_document(document=draft, **who("clerk"))
    issue_document(document=draft, number="", issued_on=cast.today, pdf=PDF, **who("clerk"))
    row = Document.objects.get()
    assert read_document(document=row, **who("clerk")) == PDF
    assert read_document(document=row, printed=True, **who("director")) == PDF
    for stranger in ("liaison2", "auditor", "east_clerk"):
        with pytest.raises(OutOfScope):
            read_document(document=row, **who(stranger))
    lines = JournalEntry.objects.order_by("seq").values_list("action", "actor_name", "subject_id")
    assert list(lines) == [("document.read", "林晓", row.matter_id), ("document.print", "高明", row.matter_id)]
