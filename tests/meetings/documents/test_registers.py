"""The registers of outgoing and incoming documents: what each reader gets on the page, on paper and in the workbook."""

from datetime import timedelta

import pytest
from django.urls import reverse

from meetings.documents.actions import incoming
from meetings.documents.models.papers import OfficePaper
from tests.cast import TODAY
from tests.records.ledgers.reading import rows_of_workbook
from township.journal.models import JournalEntry

PAPERS, INCOMING = "/papers/", "/incoming/"


@pytest.fixture
def browse(desk, stand_at):
    def client(who):
        stand_at(desk.day, 15)
        return desk.cast.client(who)

    return client


@pytest.fixture
def outgoing(desk) -> OfficePaper:
    """One issued to 村镇建设办, one draft."""
    paper = desk.issued(desk.paper(title="关于排查的通知"))
    desk.paper(title="关于值班的通知")
    return paper


@pytest.fixture
def come_in(desk):
    def register(**changes):
        given = {
            "sender": "清川县信访联席办",
            "their_number": "川信〔2026〕8号",
            "title": "关于报送分析的通知",
            "received_on": desk.day,
            "urgency": "urgent",
            "demand": "",
            "due_on": desk.day + timedelta(days=2),
        }
        data = incoming.IncomingData(**(given | changes))
        return desk.do(incoming.register_incoming, "clerk", data=data, files=())

    return register


def columns(page) -> list[str]:
    return [column.label for column in page.context["columns"]]


def titles(page) -> list[str]:
    return [row.title for row in page.context["rows"]]


def test_outgoing_the_office_sees_drafts_and_receipts_a_liaison_what_was_sent(outgoing, browse):
    page = browse("clerk").get(PAPERS)
    assert titles(page) == ["关于值班的通知", "关于排查的通知"]
    assert columns(page) == ["文号", "文种", "标题", "拟稿人", "印发日期", "签收", "状态"]
    assert "（未编号）" in page.content.decode() and ">0/1<" in page.content.decode()
    page = browse("liaison").get(PAPERS)
    assert (titles(page), columns(page)) == (["关于排查的通知"], ["文号", "文种", "标题", "印发日期", "状态"])
    assert "发给本单位的文件" in page.content.decode()
    assert "拟稿人" not in browse("liaison").get(f"{PAPERS}print/").content.decode()
    assert titles(browse("liaison2").get(PAPERS)) == []


def test_outgoing_in_the_workbook(outgoing, browse):
    head, draft, issued = rows_of_workbook(browse("clerk").get(f"{PAPERS}sheet/"))
    assert head == [
        "序号",
        "文号",
        "文种",
        "标题",
        "拟稿人",
        "批准日期",
        "印发日期",
        "发往（单位数）",
        "已签收",
        "状态",
    ]
    assert draft == [1, None, "通知", "关于值班的通知", "林晓", None, None, 0, 0, "拟稿"]
    assert issued == [2, outgoing.number, "通知", "关于排查的通知", "林晓", TODAY, TODAY, 1, 0, "已印发"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "open"}, ["关于值班的通知"]),
        ({"state": "unreceived"}, ["关于排查的通知"]),
        ({"text": "值班"}, ["关于值班的通知"]),
        ({"first": f"{TODAY}", "last": f"{TODAY}", "kind": "notice"}, ["关于排查的通知"]),
        ({"last": f"{TODAY - timedelta(days=1)}"}, []),
        ({"first": f"{TODAY + timedelta(days=3650)}"}, []),
    ],
)
def test_outgoing_is_narrowed_by_what_was_filled_in(outgoing, browse, asked, found):
    assert titles(browse("clerk").post(PAPERS, asked, follow=True)) == found


def test_outgoing_for_one_unit_stands_in_words_in_the_journal(outgoing, browse, cast):
    unit = cast.unit("building")
    clerk = browse("clerk")
    page = clerk.get(f"{PAPERS}?unit={unit.pk}&text=排查", follow=True)
    assert titles(page) == ["关于排查的通知"]
    assert [word[:2] for word in page.context["words"]] == [("标题或文号", "排查"), ("发往单位", "村镇建设办")]
    clerk.get(page.context["print_url"])
    line = JournalEntry.objects.get(action="paper.print")
    assert (line.subject_label, line.detail["rows"]) == ("发文登记", 1)
    assert line.detail["filters"] == {"标题或文号": "…", "发往单位": "村镇建设办"}


def test_incoming_on_the_page_and_in_the_workbook(come_in, browse):
    row = come_in()
    page = browse("clerk").get(INCOMING)
    text = page.content.decode()
    assert columns(page) == ["期限", "收文号", "收文日期", "标题", "办理时限", "承办单位", "状态"]
    assert '<span class="light soon">还有 2 天</span>' in text and '<span class="tag">急件</span>' in text
    assert "清川县信访联席办 · 川信〔2026〕8号" in text
    head, line = rows_of_workbook(browse("clerk").get(f"{INCOMING}sheet/"))
    assert head == [
        "序号",
        "收文号",
        "收文日期",
        "来文单位",
        "来文字号",
        "标题",
        "紧急程度",
        "办理时限",
        "承办单位",
        "办理日期",
        "状态",
    ]
    assert line == [
        1,
        row.number,
        TODAY,
        "清川县信访联席办",
        "川信〔2026〕8号",
        "关于报送分析的通知",
        "急件",
        TODAY + timedelta(days=2),
        None,
        None,
        "待拟办",
    ]
    assert JournalEntry.objects.get(action="incoming.export").detail["rows"] == 1


def test_incoming_a_handled_one_has_no_light_and_overdue_ones_are_found(come_in, browse):
    come_in(due_on=None, title="关于学习的通知", urgency="plain")
    late = come_in(title="关于核查的函", their_number="川信〔2026〕9号")
    type(late).objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))
    assert titles(browse("clerk").get(f"{INCOMING}?state=overdue")) == ["关于核查的函"]
    type(late).objects.filter(pk=late.pk).update(state="closed")
    assert 'class="light' not in browse("clerk").get(INCOMING).content.decode()


def test_an_empty_register_says_what_to_do(browse):
    assert "周通报、月小结到期自动起草" in browse("clerk").get(PAPERS).content.decode()
    assert "联席办印发给本单位的文件会列在这里" in browse("liaison").get(PAPERS).content.decode()
    assert "没有符合这些条件的收文。" in browse("clerk").get(f"{INCOMING}?state=closed").content.decode()


@pytest.mark.parametrize("name", ["papers", "incoming_list"])
def test_the_old_addresses_lead_here(browse, name):
    assert browse("clerk").get(reverse(f"meetings:{name}")).status_code == 200
