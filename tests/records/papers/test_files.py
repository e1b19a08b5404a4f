"""Issued documents in the browser: frozen bytes, strict headers, a line for every look."""

from urllib.parse import unquote

import pytest

from records.papers.actions.documents import draft_document, issue_document
from township.journal.models import JournalEntry

PDF = b"%PDF-1.7 issued bytes"


@pytest.fixture
def paper(matter, cast):
    who = {"by": cast.actor("clerk"), "at": cast.at()}
    row = draft_document(
        matter=matter,
        kind="acceptance",
        title="受理告知书",
        body="正文",
        addressee="张三",
        is_for_petitioner=True,
        **who,
    )
    return issue_document(document=row, number="清信受〔2026〕1号", issued_on=cast.today, pdf=PDF, **who)


def test_shown_in_the_browser_with_its_chinese_name(paper, cast):
    answer = cast.client("director").get(f"/documents/{paper.pk}/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PDF, "application/pdf")
    kind, _, name = answer["Content-Disposition"].partition("; filename*=utf-8''")
    assert (kind, unquote(name)) == ("inline", "受理告知书 清信受〔2026〕1号.pdf")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_as_a_file_and_for_printing(paper, cast):
    client = cast.client("director")
    assert client.get(f"/documents/{paper.pk}/?download=1")["Content-Disposition"].startswith("attachment;")
    assert client.get(f"/documents/{paper.pk}/print/").content == PDF
    lines = JournalEntry.objects.order_by("seq").values_list("action", flat=True)
    assert list(lines) == ["document.read", "document.print"]


@pytest.mark.parametrize("key", ["liaison", "grid", "auditor", "sysadmin", "east_clerk"])
def test_out_of_sight_is_404_and_nothing_is_read(paper, cast, key):
    for page in ("", "print/"):
        assert cast.client(key).get(f"/documents/{paper.pk}/{page}").status_code == 404
    assert not JournalEntry.objects.filter(action__startswith="document").exists()
    assert JournalEntry.objects.filter(action="scope.denied").count() == 2


def test_without_a_login_and_without_an_id(paper, client, cast):
    assert client.get(f"/documents/{paper.pk}/").headers["Location"].startswith("/login/")
    assert cast.client("clerk").get("/documents/999999/").status_code == 404
    assert cast.client("clerk").get("/attachments/999999/").status_code == 404
    assert cast.client("clerk").post(f"/documents/{paper.pk}/").status_code == 405


def test_a_draft_is_not_shown_here(matter, cast):
    row = draft_document(
        matter=matter,
        kind="reply",
        title="答复",
        body="x",
        is_for_petitioner=True,
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    answer = cast.client("clerk").get(f"/documents/{row.pk}/")
    assert answer.status_code == 409
    assert "还没有印发" in answer.content.decode()


def test_a_link_to_any_matter_leads_to_its_own_page(matter, cast):
    answer = cast.client("clerk").get(f"/matters/{matter.pk}/")
    assert answer.status_code == 302
    assert str(matter.pk) in answer.headers["Location"]
