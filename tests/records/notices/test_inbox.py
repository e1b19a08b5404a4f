"""待阅通知: mine, and only on what I may still see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.matters.models.access import Recusal
from records.notices.actions.notices import notify
from records.notices.models.notices import Notice
from records.notices.words import word
from township.journal.models import JournalEntry


@pytest.fixture
def tell(cast):
    def send(matter, *keys, key="1", text="清信〔2026〕1号 受理期限还有 3 天", url=""):
        people = [cast.person(k).pk for k in keys]
        notify(matter=matter, recipients=people, kind="due", text=text, key=key, url=url, at=cast.at())

    return send


def test_i_see_mine_with_a_count_in_the_frame(matter, cast, tell):
    tell(matter, "clerk", "director")
    page = cast.client("clerk").get("/inbox/").content.decode()
    assert page.count("受理期限还有 3 天") == 1
    assert '待阅 <b class="num">1</b>' in page
    assert "没有通知" in cast.client("clerk2").get("/inbox/").content.decode()


def test_opening_a_notice_marks_it_and_leads_on(matter, cast, tell):
    tell(matter, "clerk", url="/ledger/?state=registered")
    tell(matter, "clerk", key="2")
    tell(matter, "clerk", key="3", url="//elsewhere.invalid/")
    client = cast.client("clerk")
    first, second, third = Notice.objects.order_by("pk")
    assert client.get(f"/inbox/{first.pk}/").headers["Location"] == "/ledger/?state=registered"
    assert "elsewhere" not in client.get(f"/inbox/{third.pk}/").headers["Location"]
    second.refresh_from_db()
    assert second.read_at is None
    assert Notice.objects.filter(read_at__isnull=False).count() == 2
    assert client.get("/inbox/?unread=1").content.decode().count(f"/inbox/{second.pk}/") == 1


def test_marking_all_and_some(matter, cast, tell):
    for n in range(3):
        tell(matter, "clerk", "director", key=str(n))
    client = cast.client("clerk")
    mine = list(Notice.objects.filter(recipient=cast.person("clerk")).values_list("pk", flat=True))
    client.post("/inbox/read/", {"notice": [mine[0], "x", "9" * 30]})
    assert Notice.objects.filter(read_at__isnull=True, recipient=cast.person("clerk")).count() == 2
    client.post("/inbox/read/", {"all": "yes"})
    assert Notice.objects.filter(read_at__isnull=True).count() == 3  # those of the director
    assert client.get("/inbox/read/").status_code == 405


def test_a_notice_of_somebody_else_does_not_exist_for_me(matter, cast, tell):
    tell(matter, "director")
    assert cast.client("clerk").get(f"/inbox/{Notice.objects.get().pk}/").status_code == 404
    assert JournalEntry.objects.get().action == "scope.denied"
    assert Notice.objects.get().read_at is None


def test_after_recusal_it_is_gone(matter, cast, tell):
    tell(matter, "clerk")
    Recusal.objects.create(matter=matter, person=cast.person("clerk"), reason="亲属", added_at=cast.at())
    page = cast.client("clerk").get("/inbox/").content.decode()
    assert "受理期限还有" not in page
    assert matter.number not in page


def test_thirty_notices_cost_no_more_queries_than_one(make_matter, cast, tell):
    counts = []
    client = cast.client("clerk")
    client.get("/inbox/")
    for n in range(31):
        tell(make_matter(f"{n}号"), "clerk", key=str(n))
        if n in (0, 30):
            with CaptureQueriesContext(connection) as queries:
                page = client.get("/inbox/").content.decode()
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    assert page.count('data-label="通知"') == 30
    assert "第 1 / 2 页" in page
    assert cast.client("clerk").get("/inbox/?page=2").content.decode().count('data-label="通知"') == 1


def test_kinds_of_one_word_stand_together(matter, cast, stand_at):
    """待审批 is said of a reply, of minutes and of a report: one chip, which opens and marks all of them."""
    given = {"matter": matter, "recipients": [cast.person("clerk").pk], "at": cast.at()}
    for number, kind in enumerate(("reply.submitted", "minutes.submitted", "work_report.submitted", "due")):
        notify(kind=kind, text=f"清信〔2026〕1号 第{number}条", key=str(number), **given)
    client = cast.client("clerk")
    page = client.get("/inbox/").content.decode()
    label = word("minutes.submitted", matter.kind)
    assert page.count(f">{label} 3</a>") == 1
    opened = client.get("/inbox/?unread=1&kind=minutes.submitted").content.decode()
    assert [f"第{number}条" in opened for number in range(4)] == [True, True, True, False]
    client.post("/inbox/read/", {"kind": "reply.submitted"})
    assert Notice.objects.filter(read_at__isnull=True).values_list("kind", flat=True).get() == "due"
