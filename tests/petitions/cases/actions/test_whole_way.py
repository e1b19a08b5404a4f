"""One petition from the counter to the file, by the people who do it, with every paper, clock, notice and journal line."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from petitions.cases.models.cases import Case
from records.papers import store
from tests.petitions import doors
from township.refusals import Refused


def test_from_the_counter_to_the_file(stage):
    stage.register()
    assert stage.case.number == "清信〔2026〕1号"
    assert stage.running() == {"notice_direct_15"}
    assert len(stage.code) == 12

    stage.assign()
    assert stage.case.state == "assigned"
    assert stage.inbox("liaison") == ["清信〔2026〕1号 交办你单位（主办），办理期限2026年10月22日"]

    stage.receive()
    stage.accept("liaison")
    assert stage.case.state == "handling"
    assert stage.clock("conclude_60").due_on == date(2026, 11, 21)

    stage.draft()
    stage.submit()
    assert any("请审批：" in line for line in stage.inbox("director"))
    stage.approve()
    assert stage.papers("reply")[0].number == "清信处〔2026〕1号"

    stage.deliver()
    assert stage.clock("ask_review_30").rolled_due_on == date(2026, 10, 22)
    assert "conclude_60" not in stage.running()
    stage.execute()
    stage.conclude()
    assert stage.case.state == "concluded"
    assert set(stage.case.assignments.values_list("state", flat=True)) == {"reported"}
    assert stage.case.matter.closed_on == stage.day
    assert Case.objects.get().next_due_on is None
    assert stage.journal() == [
        "case.register",
        "case.assign",
        "case.receive",
        "case.accept",
        "case.draft_reply",
        "case.submit_reply",
        "case.approve_reply",
        "case.deliver",
        "case.record_execution",
        "case.record_execution",
        "case.deliver_paper",
        "case.conclude",
    ]
    assert len(stage.events()) == stage.case.revision == 12


def test_the_papers_that_went_out_say_what_was_decided(stage):
    stage.register()
    stage.to("delivered")
    printed = {document.kind: printed_text(document) for document in stage.papers()}
    assert set(printed) == {"assignment", "acceptance", "reply"}
    for kind, words in {
        "assignment": ("清信交〔2026〕1号", "村镇建设办", "现将张三丰提出的", "核实办证进度", "2026年10月22日前办结"),
        "acceptance": ("清信受〔2026〕1号", "张三丰", "明确3号楼办证时间", "至2026年11月21日止", "不予受理"),
        "reply": ("清信处〔2026〕1号", "张三丰", "退还多收的测绘费", "予以支持", "清川县人民政府书面请求复查"),
    }.items():
        for word in words:
            assert word in printed[kind], (kind, word)


def printed_text(document) -> str:
    pages = PdfReader(BytesIO(store.get(document.blob))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_nothing_is_concluded_or_filed_while_a_notice_is_undelivered(stage):
    stage.register()
    stage.to("delivered", conclusion="explain")
    with pytest.raises(Refused, match="受理告知书 清信受〔2026〕1号还没有登记送达"):
        stage.do(doors.conclude, "clerk", on=stage.day)
    item = stage.case.matter.work_items.get(kind="case.deliver", done_at__isnull=True, dropped_at__isnull=True)
    assert item.due_on == stage.clock("notice_direct_15").due_on
    stage.conclude()
    stage.do(doors.archive, "clerk")
