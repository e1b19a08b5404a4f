"""A case from the counter to the archive in the browser, without script: each move is a small page of its own."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from petitions.cases.models.assignments import Objection
from petitions.cases.models.cases import Case
from records.papers.models.approvals import Approval
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from tests.cast import TODAY
from tests.petitions.cases.pages.browser import form_fields
from tests.petitions.cases.pages.test_registration import PNG
from tests.printing import QUICK_PDF
from township.journal.models import JournalEntry


@pytest.fixture
def browse(stage):
    """browse(who, move, **fields): open the page of a move, change some fields, send it; the answer."""
    clients = {}

    def go(who: str, address: str, **fields):
        client = clients.setdefault(who, stage.cast.client(who))
        url = address if address.startswith("/") else f"/cases/{stage.case.pk}/{address}/"
        page = client.get(url)
        assert page.status_code == 200, page.content.decode()[:400]
        data = {**form_fields(page.content.decode()), "do": "save", **fields}
        return client.post(url, {name: _sent(value) for name, value in data.items()})

    return go


def _sent(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_the_whole_way_by_everybody_who_has_a_part(stage, browse):
    case = stage.register()
    unit = stage.cast.unit("building").pk
    assert browse("clerk", "accept", path31="6").url == f"/cases/{case.pk}/"
    browse("clerk", "assign", lead_unit=unit, requirement="查明办证进度")
    browse("liaison", "receive")
    browse("liaison", "report_progress", text="测绘费已核实，待退付。")
    fields = {}
    for claim in case.claims.all():
        fields |= {
            f"finding_{claim.pk}": "经查，资料已补交。",
            f"opinion_{claim.pk}": "11月底前办证。",
            f"basis_{claim.pk}": "《不动产登记暂行条例》第十四条",
            f"conclusion_{claim.pk}": "support",
        }
    browse("liaison", "draft_reply", conclusion="support", **fields)
    assert stage.again().state == "handling"
    browse("liaison", "submit_reply")
    assert Approval.objects.get(matter_id=case.pk, state="pending").kind == "reply"
    browse("director", "decide_reply")
    assert stage.again().state == "reply_approved"
    page = browse("clerk", "deliver", manner="in_person", receiver="张三丰").content.decode()
    assert "请填写送达日期。" in page and "张三丰" in page
    browse("clerk", "deliver", manner="in_person", receiver="张三丰", delivered_on=TODAY)
    for claim in case.claims.all():
        browse("liaison", "record_execution", claim=str(claim.pk), text="已经办好并退费。")
    stage.again()
    stage.hand_over()
    browse("clerk", "conclude")
    assert browse("clerk", "archive").url == f"/cases/{case.pk}/"
    assert stage.again().state == "archived"
    page = stage.cast.client("clerk").get(f"/cases/{case.pk}/").content.decode()
    for line in (
        "登记：来访，1人，初次信访",
        "村镇建设办签收",
        "测绘费已核实，待退付。",
        "答复送审",
        "第1项诉求已落实",
        "归档",
    ):
        assert line in page
    papers = stage.cast.client("clerk").get(f"/cases/{case.pk}/papers/").content.decode()
    for number in ("清信受〔2026〕1号", "清信交〔2026〕1号", "清信处〔2026〕1号"):
        assert number in papers


def test_a_move_says_article_clocks_and_paper_before_it_is_made(stage):
    stage.register()
    page = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/accept/").content.decode()
    assert "条例第二十三条" in page and "停止：告知受理情况（15日）" in page
    assert "开始：处理意见（60日），至2026年11月21日（周六）（条例第三十四条）" in page
    assert "印发：受理告知书" in page and "决定于2026年9月22日受理" in page


def test_the_standard_text_is_filled_in_and_previewed_without_names(stage, browse, monkeypatch):
    stage.register()
    seen = []
    monkeypatch.setattr(
        "petitions.cases.views.acts.render_paper", lambda kind, facts, body, **kw: seen.append(body) or QUICK_PDF
    )
    fields = {"ground": "lawsuit", "where_to_go": "清川县人民法院"}
    page = browse("clerk", "propose_refusal", **fields, do="text").content.decode()
    body = form_fields(page)["body"]
    assert "向清川县人民法院提出" in body and "第三十一条第（一）项" in body and "张三丰" not in body
    assert "is-invalid" not in page and stage.again().revision == 1
    answer = browse("clerk", "propose_refusal", **fields, body=body, do="preview")
    assert (answer["Content-Type"], answer.content, seen) == ("application/pdf", QUICK_PDF, [body])
    assert Document.objects.count() == 0


@pytest.mark.parametrize("on", ["2026-09-22", "9月22日", "不是日期", ""])
def test_the_text_is_filled_in_whatever_stands_in_the_other_fields(stage, browse, on):
    """The clocks beside the form follow what was typed, as far as it can be read."""
    stage.register()
    page = browse("clerk", "accept", on=on, path31="6", do="text").content.decode()
    assert "决定于" in form_fields(page)["body"]
    assert stage.again().state == "registered"


def test_a_refusal_goes_to_the_director_and_back_with_a_word(stage, browse):
    stage.register()
    browse("clerk", "propose_refusal", ground="lawsuit", where_to_go="清川县人民法院")
    page = browse("director", "decide_refusal", do="return").content.decode()
    assert "退回要写明意见，便于提出人修改。" in page
    browse("director", "decide_refusal", do="return", remark="理由再写具体些")
    assert stage.again().state == "registered"
    page = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/propose_refusal/").content.decode()
    assert "退回意见" in page and "理由再写具体些" in page  # where the drafter works
    browse("clerk", "propose_refusal", ground="lawsuit", where_to_go="清川县人民法院")
    assert stage.cast.client("clerk2").get(f"/cases/{stage.case.pk}/decide_refusal/").status_code == 403
    page = stage.cast.client("director").get(f"/cases/{stage.case.pk}/decide_refusal/").content.decode()
    preview = re.search(r'href="([^"]+)"[^>]*>预览 PDF', page)[1]
    assert stage.cast.client("director").get(preview)["Content-Type"] == "application/pdf"
    browse("director", "decide_refusal")
    assert stage.again().state == "refused"


def test_who_comes_second_keeps_what_he_typed_and_sees_what_happened(stage):
    stage.register()
    first, second = stage.cast.client("clerk"), stage.cast.client("clerk2")
    url = f"/cases/{stage.case.pk}/transfer/"
    fields = form_fields(second.get(url).content.decode())
    first.post(
        f"/cases/{stage.case.pk}/accept/", {"revision": 1, "on": TODAY.isoformat(), "path31": "6", "track": "ordinary"}
    )
    typed = {**fields, "to_unit": stage.cast.unit("land_bureau").pk, "reason": "属于该局的职权", "do": "save"}
    page = second.post(url, typed).content.decode()
    assert "这里刚刚由别人改动过，您的操作没有执行。" in page and "属于该局的职权" in page
    assert "您打开这一页以后，别人办理过。" in page and "林晓：受理" in page
    assert form_fields(page)["revision"] == "2"
    page = second.post(url, {**typed, "revision": "2"}).content.decode()
    assert "当前是“已受理”状态，不能“转送”" in page and "属于该局的职权" in page


def test_two_drafters_do_not_overwrite_each_other(stage, browse):
    stage.register()
    stage.to("handling")
    url = f"/cases/{stage.case.pk}/draft_reply/"
    old = form_fields(stage.cast.client("liaison").get(url).content.decode())
    browse("liaison", "draft_reply", conclusion="explain", body="第一稿的文字")
    page = (
        stage.cast.client("liaison")
        .post(url, {**old, "conclusion": "explain", "body": "第二个人的文字", "do": "save"})
        .content.decode()
    )
    assert "第二个人的文字" in page and Document.objects.get(kind="reply").body == "第一稿的文字"


def test_a_unit_objects_and_the_director_verifies(stage, browse):
    stage.register()
    stage.assign()
    page = browse("liaison", "object", reason="不是", basis="三定规定").content.decode()
    assert "invalid-feedback" in page and "三定规定" in page
    browse("liaison", "object", reason="这件事属于自然资源部门的职权范围。", basis="三定规定第五条")
    Objection.objects.get()
    clerk = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/").content.decode()
    assert "核实承办单位的异议" in clerk
    browse("director", "decide_objection", agreed="yes")
    assert stage.again().state == "registered"
    assert stage.cast.client("liaison").get(f"/cases/{stage.case.pk}/").status_code == 404


def test_an_extension_is_asked_for_and_granted(stage, browse):
    stage.register()
    stage.to("handling")
    page = browse("liaison", "propose_extension", days="31", reason="需要重新测绘").content.decode()
    assert "延长期限在 1 到 30 日之间。" in page and "需要重新测绘" in page
    browse("liaison", "propose_extension", days="３０", reason="需要重新测绘")
    browse("director", "decide_extension")
    assert stage.clock("conclude_60").due_on == TODAY + timedelta(days=90)


def test_progress_comes_with_its_files(stage, browse):
    stage.register()
    stage.to("handling")
    browse("liaison", "report_progress", text="现场照片见附件。", attachments=SimpleUploadedFile("现场.png", PNG))
    row = Attachment.objects.get()
    assert (row.name, row.purpose) == ("现场.png", "progress")
    page = browse(
        "liaison", "report_progress", text="再报一次", attachments=SimpleUploadedFile("假.png", b"MZ not a picture")
    )
    assert page.status_code == 200 and "再报一次" in page.content.decode()
    assert stage.case.progress.count() == 1


def test_files_are_added_and_handed_out_as_download_only(stage):
    stage.register()
    clerk, url = stage.cast.client("clerk"), f"/cases/{stage.case.pk}/files/"
    clerk.post(url, {"attachments": [SimpleUploadedFile("沟.png", PNG)]})
    answer = clerk.get(f"{url}{Attachment.objects.get().pk}/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "文件是空的" in clerk.post(url, {"attachments": [SimpleUploadedFile("空.pdf", b"")]}).content.decode()


def test_showing_a_name_asks_why_and_lasts_for_one_answer(stage):
    stage.register()
    clerk, person = stage.cast.client("clerk"), stage.case.petitioners.get()
    url = f"/cases/{stage.case.pk}/people/{person.pk}/"
    page = clerk.get(f"/cases/{stage.case.pk}/").content.decode()
    assert "张*" in page and "138****1234" in page and "张三丰" not in page and "13812341234" not in page
    page = clerk.post(url, {"reason": ""}).content.decode()
    assert "请填写查看理由。" in page and "张三丰" not in page
    shown = clerk.post(url, {"reason": "电话告知办理进展"})
    assert "张三丰" in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert "张三丰" not in clerk.get(f"/cases/{stage.case.pk}/").content.decode()
    part = clerk.post(url, {"reason": "再次核对电话"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<div") and "13812341234" in part
    entries = JournalEntry.objects.filter(action="identity.reveal")
    assert sorted(entry.reason for entry in entries) == ["再次核对电话", "电话告知办理进展"]


def test_the_due_date_explains_itself(stage):
    stage.register()
    page = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/").content.decode()
    assert "还有 15 天" in page and "至 10月7日　怎样算的" in page
    assert "自次日2026年9月23日（周三）起算，期限15日，周末和节假日都计入。" in page
    assert "最后一日是休假日，顺延到休假日结束的次日：2026年10月8日（周四）。" in page


def test_who_sees_the_case_but_has_no_part_finds_no_button(stage):
    stage.register()
    stage.to("assigned")
    page = stage.cast.client("leader").get(f"/cases/{stage.case.pk}/").content.decode()
    assert "这件事项现在没有要您办理的。" in page


def test_a_new_code_is_asked_for_agreed_to_and_printed_unseen(stage):
    case = stage.register()
    clerk, convenor, page = stage.cast.client("clerk"), stage.cast.client("convenor"), f"/cases/{case.pk}/"
    clerk.post(f"{page}propose_new_code/", {"revision": case.revision, "reason": "本人持身份证到场"})
    own = clerk.get(f"{page}confirm_new_code/").content.decode()
    assert "这是您自己提出的，请由另一位有权限的同志审批" in own
    assert 'name="do"' not in own, "who asked is offered no button to agree with"
    asked = convenor.get(f"{page}confirm_new_code/").content.decode()
    assert "林晓" in asked and 'name="do" value="save"' in asked
    convenor.post(f"{page}confirm_new_code/", {"revision": stage.again().revision, "remark": ""})
    assert "原来的查询码立即作废" in clerk.get(f"{page}new_lookup_code/").content.decode()
    answer = clerk.post(f"{page}new_lookup_code/", {"revision": stage.again().revision})
    assert answer.url == f"/cases/{case.pk}/registered/"
    shown = clerk.get(answer.url).content.decode()
    assert "打印查询凭条" in shown
    assert 'class="secret"' not in shown
    assert 'class="secret"' in clerk.post(answer.url, {"do": "show"}).content.decode()
    assert Case.objects.get().lookup_hash != case.lookup_hash


@pytest.mark.parametrize("state", ["assigned", "delivered"])
def test_the_case_page_asks_a_fixed_number_of_times(stage, state):
    """However long the timeline is."""
    stage.register()
    stage.to(state)
    clerk, url, needed = stage.cast.client("clerk"), f"/cases/{stage.case.pk}/", []
    clerk.get(url)
    for more in (0, 20):
        for _ in range(more):
            stage.case.matter.events.create(
                township=stage.cast.township, on=TODAY, at=stage.cast.at(), move="note", text="x", by_name="林晓"
            )
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(url).status_code == 200
        needed.append(len(queries))
    assert needed[0] == needed[1] <= 19
