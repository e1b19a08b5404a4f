"""The pages by persona: what a click does, what is kept, what is hidden, and how many queries a list costs."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from meetings.documents.actions import groups, papers
from meetings.documents.models.groups import WorkingGroup
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import WorkPlan
from meetings.documents.papers import OfficialPage, official_html
from meetings.documents.rules.papers import KINDS
from records.notices.rules.reached import not_told
from records.papers.actions.documents import text_hash
from records.papers.pdf import render_pdf
from tests.cast import TODAY
from tests.meetings.documents.test_groups_letters_plans import group_data
from tests.records.papers.file_samples import picture
from tests.records.papers.pdf_reading import text_of
from township.directory.queries.recipients import untold


@pytest.fixture
def browse(desk, cast, stand_at):
    def client(who, hour=15):
        stand_at(desk.day, hour)
        return cast.client(who)

    return client


def at(name, *args) -> str:
    return reverse(f"meetings:{name}", args=args)


def on(row, act: str, part: int | None = None) -> str:
    """Address of an act on a paper, an incoming document, a group, letters or work points."""
    number = {} if part is None else {"part": part}
    return reverse(f"meetings:{row.matter.kind}_act", kwargs={"pk": row.pk, "act": act} | number)


def text(response) -> str:
    return response.content.decode()


def test_a_paper_in_the_browser_from_kind_to_receipt(desk, cast, browse):
    clerk = browse("clerk")
    assert "先选文种" in text(clerk.get(at("paper_new")))
    new = at("paper_new") + "?kind=notice"
    given = {"title": "短", "body": "请按期报送。", "to_all": "on", "copies": [cast.unit("district").pk]}
    refused = text(clerk.post(new, given))
    assert "至少写 4 个字" in refused
    assert "请按期报送。" in refused
    made = clerk.post(new, given | {"title": "关于报送材料的通知"})
    paper = OfficePaper.objects.get()
    assert made.url == at("paper", paper.pk)
    assert paper.document.recipients.filter(part="main").count() == 4
    page = at("paper", paper.pk)
    stale = clerk.post(on(paper, "submit"), {"revision": paper.revision + 5}, follow=True)
    assert "请刷新页面，看" in text(stale)
    clerk.post(on(paper, "submit"), {"revision": paper.revision})
    assert browse("leader").get(page).status_code == 404

    director = browse("director")
    assert "关于报送材料的通知" in text(director.get("/"))
    approve = on(paper, "decide")
    assert "请按期报送。" in text(director.get(approve))
    read = {"version": 1, "text_sha256": text_hash("请按期报送。"), "remark": ""}
    assert "退回要写明意见" in text(director.post(approve, read | {"do": "return"}))
    assert director.post(approve, read | {"do": "save"}).url == page
    paper.refresh_from_db()
    clerk = browse("clerk")
    assert "不能再改" in text(clerk.get(on(paper, "issue")))
    clerk.post(on(paper, "issue"), {"revision": paper.revision})
    liaison = browse("liaison")
    assert "清信通〔2026〕1号" in text(liaison.get("/"))
    shown = text(liaison.get(page))
    assert "签收" in shown
    assert "民政办" not in shown.split("<h2>收文单位</h2>")[1]
    receipt = paper.document.recipients.get(unit=cast.unit("building"))
    liaison.post(on(paper, "receive", receipt.pk), {"note": ""})
    receipt.refresh_from_db()
    assert receipt.received_by == cast.person("liaison")
    sheet = load_workbook(BytesIO(browse("clerk").get(at("papers_sheet")).content)).active
    assert sheet["B2"].value == "清信通〔2026〕1号"


def test_who_read_an_older_text_sees_both(desk, browse):
    paper = desk.paper()
    desk.on_paper(papers.FLOW.submit, paper)
    old = {
        "version": 1,
        "text_sha256": text_hash(OfficePaper.objects.get().document.body),
        "remark": "",
    }
    desk.on_paper(papers.FLOW.take_back, paper)
    desk.save(paper, body="另一段文字。")
    desk.on_paper(papers.FLOW.submit, paper)
    shown = text(browse("director").post(on(paper, "decide"), old))
    assert "您刚才阅看的文字" in shown
    assert "各单位逐件排查" in shown
    assert "另一段文字" in shown
    assert OfficePaper.objects.get().state == "submitted"


def test_incoming_with_a_scan_in_the_browser(desk, cast, browse):
    clerk = browse("clerk")
    given = {
        "sender": "清川县信访联席办",
        "title": "关于报送分析的通知",
        "received_on": f"{desk.day}",
        "urgency": "urgent",
        "due_on": f"{desk.day.replace(day=1)}",
        "attachments": SimpleUploadedFile("来文.png", picture("PNG"), "image/png"),
    }
    assert "不能早于收文日期" in text(clerk.post(at("incoming_new"), given))
    given["attachments"].seek(0)
    made = clerk.post(at("incoming_new"), given | {"due_on": ""})
    row = IncomingPaper.objects.get()
    assert made.url == at("incoming", row.pk)
    assert "来文.png" in text(clerk.get(made.url))
    assert on(row, "opine") in text(browse("clerk").get("/"))
    clerk.post(on(row, "opine"), {"revision": row.revision, "opinion": "建议由民政办承办。"})
    row.refresh_from_db()
    order = {"revision": row.revision, "order": "同意。", "unit": ""}
    director = browse("director")
    assert "建议由民政办承办。" in text(director.get(on(row, "assign")))
    assert "请选择承办单位" in text(director.post(on(row, "assign"), order))
    director.post(on(row, "assign"), order | {"unit": cast.unit("civil").pk})
    assert browse("liaison").get(made.url).status_code == 404
    assert "关于报送分析的通知" in text(browse("liaison2").get("/"))


def test_groups_letters_and_points_in_the_browser(desk, cast, browse):
    clerk = browse("clerk")
    given = {
        "name": "办证问题专项小组",
        "ground": "policy",
        "lead": cast.unit("building").pk,
        "head": "",
        "rhythm": "month",
        "mandate": "查清未办证的户数和原因，分类处理。",
        "linked": "没有这个号",
    }
    assert "没有找到编号" in text(clerk.post(at("group_new"), given))
    group_url = clerk.post(at("group_new"), given | {"linked": ""}).url
    convenor = browse("convenor")
    group = WorkingGroup.objects.get()
    assert on(group, "agree") in text(convenor.get("/"))
    assert "查清未办证的户数" in text(convenor.get(on(group, "agree")))
    convenor.post(on(group, "agree"), {"revision": group.revision, "remark": ""})
    assert "报告工作" in text(browse("liaison").get(group_url))
    assert browse("liaison2").get(group_url).status_code == 404

    row = desk.signing()
    own, other = row.rows.get(unit=cast.unit("building")), row.rows.get(unit=cast.unit("civil"))
    liaison = browse("liaison")
    assert "民政办" not in text(liaison.get(at("letters", row.pk)))
    assert liaison.get(at("letters_pdf", row.pk, own.pk)).content.startswith(b"%PDF")
    assert liaison.get(at("letters_pdf", row.pk, other.pk)).status_code == 404
    clerk = browse("clerk")
    signed = {"signed_on": f"{desk.day}", "party_a": "李建", "party_b": "何静"}
    clerk.post(on(row, "sign", own.pk), signed)
    assert "还有 3 个单位没有签订" in text(clerk.get(at("letters", row.pk)))
    assert LetterRound.objects.get().rows.filter(signed_on__isnull=False).count() == 1

    assert 'value="2027"' in text(clerk.get(at("plan_new") + "?year=2027"))
    plan_url = clerk.post(at("plan_new"), {"year": "2026"}).url
    plan = WorkPlan.objects.get()
    assert "还没有一条要点" in text(clerk.get(plan_url))
    point = {
        "text": "健全接访制度",
        "unit": cast.unit("building").pk,
        "due_on": "2027-01-05",
        "done_when": "制度印发",
    }
    assert "要在2026年内" in text(clerk.post(on(plan, "add"), point | {"revision": plan.revision}))
    clerk.post(on(plan, "add"), point | {"revision": plan.revision, "due_on": "2026-12-31"})
    plan.refresh_from_db()
    clerk.post(on(plan, "submit"), {"revision": plan.revision})
    assert "2026年信访工作要点" in text(browse("convenor").get("/"))
    assert browse("liaison").get(plan_url).status_code == 404


def test_a_list_costs_the_same_however_many_rows(desk, cast, browse):
    def cost(name) -> int:
        client = browse("clerk")
        client.get(at(name))
        with CaptureQueriesContext(connection) as captured:
            client.get(at(name))
        return len(captured)

    desk.paper()
    desk.do(groups.propose_group, "clerk", data=group_data(cast))
    one = {name: cost(name) for name in ("papers", "groups")}
    for number in range(8):
        desk.paper(title=f"关于第{number}项工作的通知")
        desk.do(groups.propose_group, "clerk", data=group_data(cast, name=f"第{number}个专项小组"))
    assert {name: cost(name) for name in one} == one


def test_an_official_document_prints_its_parts():
    page = OfficialPage(
        "清河镇信访工作联席会议办公室", "关于增加经费的请示", ["清川县人民政府"], ["清川县财政局"], "王强"
    )
    body = "现就有关事项请示如下：\n一、缘由\n|项目|金额|\n|设备|3|\n妥否，请批示。"
    html = official_html(page, KINDS["request"], body, number="清信请〔2026〕1号", issued_on=TODAY)
    printed = text_of(render_pdf(html, title="请示")).replace("\n", "").replace(" ", "")
    for part in (
        "办公室文件",
        "清信请〔2026〕1号",
        "签发人：王强",
        "清川县人民政府：",
        "抄送：清川县财政局。",
        "2026年9月22日印发",
    ):
        assert part in printed
    letter = official_html(page, KINDS["letter"], "<b>请予支持。</b>")
    assert "&lt;b&gt;" in letter
    assert "信访工作简报" in official_html(page, KINDS["bulletin"], "导语。")


def test_a_scan_comes_later_than_the_registration(desk, cast, browse):
    clerk = browse("clerk")
    given = {
        "sender": "清川县信访联席办",
        "title": "关于报送分析的通知",
        "received_on": f"{desk.day}",
        "urgency": "plain",
    }
    clerk.post(at("incoming_new"), given)
    row = IncomingPaper.objects.get()
    assert "补传扫描件" in text(clerk.get(at("incoming", row.pk)))
    assert "请选择要补传的扫描件" in text(clerk.post(on(row, "add_files"), {}))
    clerk.post(on(row, "add_files"), {"files": SimpleUploadedFile("附件.png", picture("PNG"), "image/png")})
    page = text(clerk.get(at("incoming", row.pk)))
    assert "附件.png" in page and "补传扫描件 1 个" in page


def test_who_sends_something_to_a_unit_that_nobody_can_be_told_for_learns_it_at_once(desk, cast, browse):
    """Any act on any thing: 农业服务中心 has no liaison, 村镇建设办 has one."""
    paper = desk.paper(to=desk.to(("building", "farm")))
    desk.on_paper(papers.FLOW.submit, paper)
    desk.decide(paper, "director")
    row = OfficePaper.objects.get(pk=paper.pk)
    sent = browse("clerk").post(on(row, "issue"), {"revision": row.revision}, follow=True)
    assert "农业服务中心没有联络员，没有通知到：请电话通知，并请主任指定联络员。" in text(sent)
    assert "村镇建设办没有" not in text(sent) and OfficePaper.objects.get(pk=paper.pk).state == "issued"
    again = desk.paper(title="关于另一件事情的通知")
    desk.on_paper(papers.FLOW.submit, again)
    desk.decide(again, "director")
    row = OfficePaper.objects.get(pk=again.pk)
    sent = browse("clerk").post(on(row, "issue"), {"revision": row.revision}, follow=True)
    assert "没有通知到" not in text(sent)


def test_whom_the_warning_names(cast):
    """A unit without a liaison is for the director to mend, an organ outside gets paper; the office has people of its own."""
    asked = [cast.unit(key).pk for key in ("building", "farm", "district", "office")]
    inside, outside = untold(asked, TODAY)
    assert (inside, outside) == (["农业服务中心"], [cast.unit("district").label])
    assert len(list(not_told(inside, outside))) == 2 and list(not_told([], [])) == []
