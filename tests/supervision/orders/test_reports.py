"""The 办结报告: written where the order asks for one, before the reply, and read by who may know of the petitioner."""

from dataclasses import replace

import pytest
from django.urls import reverse

from records.papers.models.documents import Document
from records.work.actions.verify import differences
from supervision.orders.actions import handling
from supervision.orders.models.orders import OrderReport
from supervision.orders.rules.orders import FinalReport, report_text
from tests.supervision.orders.test_orders import owed
from township.actors import NotAllowed
from township.refusals import Refused

pytestmark = pytest.mark.django_db
REPORT = FinalReport(
    number="建办字〔2026〕8号",
    signed_by="何主任",
    basics="清信督〔2026〕1号交办，答复逾期。",
    petitioner="本社区居民张某某一人。",
    claims="请求书面答复。",
    findings="经查，材料已经备齐，因等待测绘没有答复。",
    opinion="已出具书面答复并当面送达。",
    handler="何静",
    phone="0830-5521234",
)


def asked(room, **changes):
    return room.issued(room.draft(must_report=True, **changes))


def write(room, row, who="liaison", **changes):
    return room.on(handling.write_report, row, who, data=replace(REPORT, **changes))


def reply(room, row):
    for point in row.points.all():
        given = {"order_id": row.pk, "point_id": point.pk, "text": "已经办理", "is_done": True}
        room.do(handling.report_progress, "liaison", **given)
    return room.on(handling.reply, row, "liaison", result="已出具书面答复并当面送达。")


def test_the_letter_says_so_and_the_unit_owes_the_report_before_the_reply(room, cast):
    row = asked(room)
    assert "加盖公章的办结报告" in row.document.body and owed(row) == {"receive", "report"}
    with pytest.raises(Refused, match="请先填报办结报告"):
        reply(room, row)
    write(room, row)
    assert owed(row) == {"receive", "reply"}
    reply(room, row)
    report = OrderReport.objects.select_related("document").get()
    assert report.document.state == Document.State.ISSUED and report.document.blob
    assert "张某某" not in report.document.title and "办理情况的报告" in report.document.title
    assert "二、信访人情况\n本社区居民张某某一人。" in report.document.body and "经办人：何静" in report.document.body
    assert list(differences(cast.township.pk)) == []


def test_given_back_it_is_mended_and_a_new_paper_takes_the_place_of_the_old(room):
    row = asked(room)
    write(room, row)
    reply(room, row)
    first = OrderReport.objects.get().document_id
    room.on(handling.give_back, row, way="documents", verdict="没有写送达日期")
    write(room, row, opinion="九月二十日当面送达，有送达回证。")
    reply(room, row)
    report = OrderReport.objects.select_related("document").get()
    assert report.document_id != first and "九月二十日当面送达" in report.document.body
    with pytest.raises(Refused, match="回复以后不能再改"):
        write(room, row)


def test_not_where_it_was_not_asked_for_and_not_by_who_assists(room, cast):
    row = room.issued()
    with pytest.raises(Refused, match="没有要求办结报告"):
        write(room, row)
    row = asked(room, assisting=(cast.unit("civil"),))
    with pytest.raises(NotAllowed, match="责任单位"):
        write(room, row, "liaison2")


@pytest.mark.parametrize("name", list(handling.REPORT_FIELDS))
def test_every_field_is_needed(room, name):
    row = asked(room)
    with pytest.raises(Refused) as refused:
        write(room, row, **{name: " "})
    assert refused.value.field == name and not OrderReport.objects.exists()


def test_who_assists_sees_neither_the_petitioner_nor_the_paper(room, cast, stand_at):
    row = asked(room, assisting=(cast.unit("civil"),))
    write(room, row)
    reply(room, row)
    stand_at(room.day, 15)
    page = reverse("supervision:order", args=[row.pk])
    paper = reverse("records:document", args=[OrderReport.objects.get().document_id])
    for who, seen in (("clerk", True), ("liaison", True), ("liaison2", False)):
        client = cast.client(who)
        answer = client.get(page)
        assert answer.status_code == 200 and ("张某某" in answer.content.decode()) == seen, who
        assert client.get(paper).status_code == (200 if seen else 403), who


def test_the_form_keeps_what_was_typed(room, cast, stand_at):
    row = asked(room)
    stand_at(room.day, 15)
    client, address = cast.client("liaison"), reverse("supervision:order_act", kwargs={"pk": row.pk, "act": "report"})
    assert row.number in client.get(address).content.decode()
    given = {name: getattr(REPORT, name) for name in handling.REPORT_FIELDS} | {"revision": row.revision}
    refused = client.post(address, given | {"claims": ""}).content.decode()
    assert REPORT.findings in refused and not OrderReport.objects.exists()
    assert client.post(address, given).status_code == 302
    assert "何主任" in client.get(reverse("supervision:order", args=[row.pk])).content.decode()


def test_the_text_has_every_heading():
    text = report_text(REPORT)
    for words in (
        "一、交办情况",
        "二、信访人情况",
        "三、信访诉求",
        "四、调查处理情况",
        "五、处理意见及落实",
        "签发人：何主任",
        "附件",
    ):
        assert words in text
