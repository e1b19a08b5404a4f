"""The case documents: each kind renders and holds what the law asks of it; nothing typed is read as HTML."""

import io
import logging
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from pypdf import PdfReader

from petitions.cases.papers import (
    PAPER_KINDS,
    STANDARD_TEXTS,
    PaperFacts,
    paper_html,
    paper_title,
    sample,
    standard_text,
)
from petitions.cases.rules.paper_facts_json import facts_from_json, facts_to_json
from petitions.cases.rules.paper_samples import SAMPLE_DAY, sample_facts
from petitions.cases.rules.papers import Finding, PaperPerson
from records.papers.pdf import render_pdf
from records.papers.rules.prose import blanks
from tests.records.papers.pdf_reading import baselines, lines_by_poppler, text_of

pytestmark = pytest.mark.once  # rendering knows no database

# Minimum contents, as they print in the sample of each kind.
CONTENTS = {
    "registration": [
        "信访事项登记表", "清信〔2026〕121号", "张堃翀", "李䶮", "男", "居民身份证", "11010119800101003X", "13800000021",
        "清河镇河湾社区3组", "3号楼2单元501室", "个体经营者", "7人", "46人", "信访日期2026年3月2日", "收到日期2026年3月2日",
        "登记日期2026年3月2日", "限办日期2026年5月4日", "来访", "求决", "申诉求决类", "安置房管理", "清河镇河湾社区",
        "热点问题", "重复（第2次）", "测绘费也比别的楼多收了", "退还每户多收的测绘费120元", "收据复印件1页", "林晓",
        "经本人核对", "签名", "个人信息处理告知",
    ],
    "acceptance": [
        "信访事项受理告知书", "清信受〔2026〕88号", "张堃翀、李䶮、王秀英等7人：", "2026年3月2日以来访形式", "《信访工作条例》第二十三条",
        "决定于2026年3月5日受理", "1.明确河湾安置小区3号楼办证时间；", "2.退还每户多收的测绘费120元。", "60日内办结，至2026年5月4日止",
        "延长期限不超过30日", "第三十四条", "上级机关、单位不予受理（《信访工作条例》第十九条第三款）", "清河镇村镇建设办公室", "0000-5550110",
        "清河镇人民政府2026年3月20日", "一式三份",
    ],
    "refusal": [
        "不予受理告知书", "清信不受〔2026〕88号", "赵喆：", "编号：清信〔2026〕121号", "对人民法院已经作出的裁判不服",
        "《信访工作条例》第三十一条第（一）项", "决定不予受理", "清河县人民法院", "清河镇人民政府2026年3月20日", "一式二份",
    ],
    "refusal_final": [
        "不再受理告知书", "云岭市人民政府于2025年11月18日作出复核意见", "同一事实和理由", "《信访工作条例》第三十六条第三款",
        "不再受理", "清河镇人民政府2026年3月20日",
    ],
    "direct_answer": ["当场答复单", "王秀英：", "《信访工作条例》第二十三条", "当场答复如下", "年满80周岁", "信访人签名："],
    "transfer": [
        "信访事项转送单", "清信转〔2026〕88号", "清河县自然资源和规划局：", "编号：清信〔2026〕121号", "张堃翀、李䶮、王秀英等7人",
        "15日内书面告知信访人", "5个工作日内提出异议", "明确河湾安置小区3号楼办证时间", "安置协议复印件3页", "2026年3月20日",
    ],
    "destination_notice": [
        "去向告知书", "张堃翀", "已于2026年3月6日转送清河县自然资源和规划局", "15日内书面告知你们是否受理",
        "《信访工作条例》第二十三条第三款",
    ],
    "assignment": [
        "关于交办河湾社区安置房办证进度信访事项的函", "清信交〔2026〕88号", "清河镇村镇建设办公室：", "办理要求", "办理期限", "2026年4月24日前办结",
        "反馈要求", "办结报告", "河湾社区居民委员会、清河镇财政所协办", "0000-5550110", "抄送：清河县信访工作联席会议办公室。",
        "清河镇人民政府2026年3月20日",
    ],
    "sender_objection": [
        "信访事项的异议函", "清信异〔2026〕88号", "清河县信访局：", "县信转〔2026〕310号", "第二十三条第三款", "没有登记职责", "权责清单",
        "建议由清河县自然资源和规划局办理", "各项期限照常计算",
    ],
    "extension": [
        "延长办理期限告知书", "办理期限至2026年5月4日止", "因3号楼竣工测绘成果需要重新核验", "《信访工作条例》第三十四条", "负责人周明远批准",
        "延长办理期限30日", "至2026年6月3日止",
    ],
    "reply": [
        "关于河湾社区安置房办证进度信访事项的处理意见书", "由清河县信访局于2026年2月28日转送（县信转〔2026〕57号）", "本机关于2026年3月2日收到",
        "于2026年3月5日受理", "1.明确河湾安置小区3号楼办证时间；", "关于“退还每户多收的测绘费120元”的请求", "事实和理由",
        "竣工测绘成果与规划许可面积不一致", "处理意见", "法律法规依据", "《不动产登记暂行条例》", "《中华人民共和国民法典》第九百八十五条",
        "处理结论", "予以支持", "自收到本处理意见书之日起30日内", "向清河县人民政府书面请求复查", "第三十五条", "抄送：清河县信访局",
        "清河镇人民政府2026年3月20日",
    ],
    "suggestion_reply": ["建议答复书", "关于“在河湾社区增设公交站点”的建议", "第二十九条", "部分采纳", "道路宽度不足"],
    "delivery_receipt": [
        "送达回证", "信访事项受理告知书", "清信受〔2026〕88号", "受送达人", "便民服务中心信访窗口", "直接送达", "签名", "代收人", "拒收事由",
        "见证人", "拍照", "邮寄送达", "回执注明的收到日期",
    ],
    "slip": [
        "查询凭条", "清信〔2026〕121号", "K7M4-9QTX-2HRW", "https://xf.example.gov.cn/chaxun/", "扫描二维码", "个人信息处理告知", "第十七条",
    ],
}  # fmt: skip


def pdf_of(kind: str, facts: PaperFacts, body: str | None = None, **rest) -> bytes:
    text = standard_text(kind, facts) if body is None else body
    return render_pdf(paper_html(kind, facts, text, **rest), title=PAPER_KINDS[kind].name)


# --- Contents ---------------------------------------------------------------------------------------------------------
def test_every_kind_has_a_text_and_a_test_of_its_contents():
    assert set(CONTENTS) == set(PAPER_KINDS) == set(STANDARD_TEXTS)


@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_each_document_holds_its_minimum_contents(kind):
    paper = sample(kind)
    text = text_of(render_pdf(paper.html, title=paper.kind.name))
    assert [part for part in CONTENTS[kind] if part not in text] == []
    assert blanks(paper.body) == []


@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_a_document_without_facts_still_renders_and_shows_the_blanks(kind):
    assert pdf_of(kind, PaperFacts()).startswith(b"%PDF")


def test_what_the_facts_leave_open_is_marked_for_the_clerk():
    assert blanks(standard_text("acceptance", PaperFacts())) == [
        "【事项名称】",
        "【收到日期】",
        "【受理日期】",
        "【逐项写明请求】",
    ]
    assert "【上一级机关、单位】" in standard_text("reply", PaperFacts())


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        standard_text("execution", PaperFacts())


def test_forms_have_no_running_text():
    assert {kind for kind in PAPER_KINDS if standard_text(kind, PaperFacts()) == ""} == {
        kind.code for kind in PAPER_KINDS.values() if not kind.body
    }


# --- The law in the texts ---------------------------------------------------------------------------------------------
def test_the_simple_track_states_its_ten_working_days():
    text = standard_text(
        "acceptance", replace(sample_facts("acceptance"), is_simple=True, raw_due_on=date(2026, 3, 19))
    )
    assert "自受理之日起10个工作日内办结，至2026年3月19日止（《信访事项简易办理办法》）" in text
    assert "60日" not in text


def test_suggestions_and_accusations_are_promised_no_sixty_days():
    facts = sample_facts("acceptance")
    suggestion = standard_text("acceptance", replace(facts, case_class="suggestion"))
    accusation = standard_text("acceptance", replace(facts, case_class="accusation"))
    assert "60日" not in suggestion + accusation
    assert "第二十九条" in suggestion
    assert "第三十条" in accusation


def test_a_suggestion_reply_grants_no_review():
    text = standard_text("suggestion_reply", sample_facts("suggestion_reply"))
    assert not re.search("复查|复核", text)


def test_the_remedy_paragraph_can_be_left_out():
    assert "复查" not in standard_text("reply", replace(sample_facts("reply"), remedy=False))


def test_the_notice_names_the_stricter_day_that_is_not_rolled_over_a_holiday():
    facts = replace(sample_facts("acceptance"), raw_due_on=date(2026, 10, 1), rolled_due_on=date(2026, 10, 8))
    text = standard_text("acceptance", facts)
    assert "至2026年10月1日止" in text
    assert "10月8日" not in text


def test_partial_competence_lists_what_is_accepted_and_what_is_not():
    facts = replace(sample_facts("acceptance"), claims_elsewhere=[("追究施工单位的刑事责任", "清河县公安局")])
    text = standard_text("acceptance", facts)
    assert "下列事项不属于本机关职权范围" in text
    assert "追究施工单位的刑事责任（向清河县公安局提出）。" in text


def test_a_refusal_because_it_is_being_handled_asks_to_wait_instead_of_sending_on():
    facts = replace(
        sample_facts("refusal"), articles=["条例19¶3"], reason="该事项正在办理", target_unit="清河镇人民政府"
    )
    text = standard_text("refusal", facts)
    assert "《信访工作条例》第十九条第三款" in text
    assert "请你等待办理结果" in text


def test_one_petitioner_is_addressed_as_one():
    one = replace(sample_facts("acceptance"), petitioner_names=["赵喆"], visitors=1)
    assert standard_text("acceptance", one).startswith("你于")
    assert standard_text("acceptance", sample_facts("acceptance")).startswith("你们于")
    assert one.petitioner_line == "赵喆"


def test_every_claim_gets_facts_opinion_and_basis():
    text = standard_text("reply", replace(sample_facts("reply"), findings=[], claims=["甲", "乙", "丙"]))
    assert re.findall("(.)、关于“(.)”的请求", text) == [("二", "甲"), ("三", "乙"), ("四", "丙")]
    assert text.count("（三）法律法规依据") == 3
    assert "五、处理结论" in text
    assert "六、救济途径" in text


# --- Layout -----------------------------------------------------------------------------------------------------------
def test_long_documents_keep_22_lines_of_28_characters_with_rare_names(tmp_path):
    body = "信访事项由本机关依法受理并在规定期限内答复张堃翀李䶮㛃𠅤𬱖喆" * 60
    pdf = pdf_of("reply", sample_facts("reply"), body, number="清信处〔2026〕1号", issued_on=SAMPLE_DAY)
    assert len(baselines(pdf, 1)) == 22
    assert [len(text) for text, _, _ in lines_by_poppler(pdf, tmp_path, 1)] == [28] * 22


@pytest.mark.parametrize("kind", ["acceptance", "reply", "assignment"])
def test_the_signature_never_stands_on_a_page_without_text(kind):
    facts = sample_facts(kind)
    for count in range(7, 20):
        pdf = pdf_of(
            kind, facts, "\n".join(["请于期限内办理。"] * count), number="清信〔2026〕1号", issued_on=SAMPLE_DAY
        )
        pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
        signed = [page for page in pages if "2026年3月20日" in page and "清河镇人民政府2026年3月20日" in page]
        assert len(signed) == 1, f"{count} lines: name and date are apart"
        last = (
            "主要诉求" if kind == "assignment" else "请于期限内办理。"
        )  # a letter to a unit ends with the table of the case
        assert last in signed[0], f"{count} lines: a signature without text"


def test_the_date_stands_four_characters_from_the_right_and_the_name_over_its_middle(tmp_path):
    for organ in ("清河镇人民政府", "清河镇信访工作联席会议办公室"):
        facts = replace(sample_facts("refusal"), organ_name=organ)
        pdf = pdf_of("refusal", facts, "正文。", number="清信不受〔2026〕1号", issued_on=SAMPLE_DAY)
        lines = lines_by_poppler(pdf, tmp_path, 0)
        (name,) = [line for line in lines[3:] if line[0] == organ]
        (day,) = [line for line in lines if line[0] == "2026年3月20日"]
        assert 521.6 - day[2] == pytest.approx(64, abs=1.5)
        assert (name[1] + name[2]) / 2 == pytest.approx((day[1] + day[2]) / 2, abs=1)
        assert name[2] < 522.5


def test_a_very_long_issuer_stays_inside_the_block(tmp_path):
    facts = replace(sample_facts("refusal"), organ_name="清河镇人民政府农业农村和自然资源综合服务中心")
    pdf = pdf_of("refusal", facts, "正文。", number="清信不受〔2026〕1号", issued_on=SAMPLE_DAY)
    assert max(right for _, _, right in lines_by_poppler(pdf, tmp_path, 0)) < 522.5


def test_a_letter_has_no_number_on_its_first_page():
    pdf = pdf_of("assignment", sample_facts("assignment"), "请认真办理。\n" * 40, issued_on=SAMPLE_DAY)
    first, second, *_ = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    assert "—1—" not in first
    assert "—2—" in second


def test_the_copies_stand_at_the_foot_of_the_last_page():
    pdf = pdf_of("reply", sample_facts("reply"), issued_on=SAMPLE_DAY)
    last = len(PdfReader(io.BytesIO(pdf)).pages) - 1
    assert baselines(pdf, last)[-1] == pytest.approx(35 / 25.4 * 72, abs=12)  # the block ends 35 mm above the edge


def test_the_slip_is_half_a_sheet_on_one_page_with_a_qr_code():
    paper = sample("slip")
    reader = PdfReader(io.BytesIO(render_pdf(paper.html, title="t")))
    assert [
        (round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4)) for page in reader.pages
    ] == [(210, 148)]
    assert len(re.findall(r'<svg [^>]*class="qr"', paper.html)) == 1
    assert "<svg" not in paper_html("slip", replace(paper.facts, lookup_url=""))


def test_a_registration_of_two_people_fits_one_page_and_long_words_run_on():
    facts = sample_facts("registration")
    assert len(PdfReader(io.BytesIO(pdf_of("registration", facts))).pages) == 1
    long = replace(facts, words="路从去年夏天冲坏以后一直没有修。" * 150)
    pdf = pdf_of("registration", long)
    assert text_of(pdf).count("坏") == 150


def test_titles_name_the_matter():
    facts = replace(PaperFacts(), case_title="安置房办证")
    assert paper_title("reply", facts) == ["关于安置房办证信访事项的处理意见书"]
    assert paper_title("assignment", facts) == ["关于交办安置房办证信访事项的函"]
    assert paper_title("acceptance", facts) == ["信访事项受理告知书"]


def test_headings_print_in_their_faces():
    html = paper_html("reply", sample_facts("reply"), "一、请求\n（一）事实\n正文。")
    assert '<p class="level-1">一、请求</p>\n<p class="level-2">（一）事实</p>\n<p class="">正文。</p>' in html


# --- Hostile input ----------------------------------------------------------------------------------------------------
def test_hostile_input_prints_as_text_and_fetches_nothing(tmp_path, caplog):
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密内容")
    evil = f"<script>alert(1)</script>{{{{ settings.SECRET_KEY }}}}{{% debug %}}<img src='file://{secret}'></style>\"'&"
    facts = replace(
        sample_facts("reply"),
        **dict.fromkeys(
            [
                "organ_name",
                "office_name",
                "case_title",
                "case_number",
                "clerk_name",
                "words",
                "place",
                "reason",
                "target_unit",
                "source_organ",
                "addressee",
                "agent",
                "lookup_code",
                "lookup_url",
            ],
            evil,
        ),
        petitioner_names=[evil],
        claims=[evil],
        copies=[evil],
        attachments=[evil],
        representatives=[evil],
        findings=[Finding(claim=evil, facts_and_reasons=evil, opinion=evil, basis=evil)],
    )
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        for kind in PAPER_KINDS:
            html = paper_html(kind, facts, evil, number=evil, issued_on=SAMPLE_DAY, seal_note=evil)
            assert "<script" not in html
            assert "<img" not in html
            assert html.count("</style>") == 1
            text = text_of(render_pdf(html, title=evil))
            assert "绝密" not in text
            assert "{{settings.SECRET_KEY}}" in text
    assert not [record for record in caplog.records if "secret" in record.getMessage()]


# --- Facts kept with an issued document -------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_facts_survive_being_stored(kind):
    facts = sample_facts(kind)
    assert facts_from_json(facts_to_json(facts)) == facts


def test_stored_facts_of_another_version_are_read_as_far_as_known():
    assert (
        facts_from_json('{"case_title": "甲", "of_tomorrow": 1, "petitioners": [{"name": "乙", "new": 2}]}').case_title
        == "甲"
    )
    assert facts_from_json("") == PaperFacts()


def test_samples_are_numbered_like_real_documents():
    numbers = [sample(kind).number for kind in PAPER_KINDS if PAPER_KINDS[kind].series]
    assert all(re.fullmatch(r"清信[不再受答转告交延处建复异]+〔2026〕88号", number) for number in numbers)
    assert all(first != second for first, second in pairwise(sorted(numbers)))


@pytest.mark.parametrize("count", [7, 9, 12])
def test_the_registration_form_never_splits_a_person_over_pages(count):
    people = [
        PaperPerson(
            name=f"张某{n}",
            role="信访人",
            id_kind="居民身份证",
            id_number=f"11010119800101{n:03d}X",
            household=f"户籍地址{n}号",
            address=f"住所地址{n}号",
        )
        for n in range(1, count + 1)
    ]
    pdf = pdf_of("registration", replace(sample_facts("registration"), petitioners=people))
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    for n in range(1, count + 1):
        first = [at for at, text in enumerate(pages) if f"11010119800101{n:03d}X" in text]
        last = [at for at, text in enumerate(pages) if f"住所地址{n}号" in text]
        assert first == last, f"person {n} of {count}"


@pytest.mark.parametrize(("kind", "sheets"), [("acceptance", 1), ("refusal", 1), ("extension", 1), ("reply", 2)])
def test_a_notice_leaves_no_few_lines_to_another_sheet(kind, sheets):
    """The sample acceptance left its contact, signature and date to a second sheet, the reply to a third."""
    assert len(PdfReader(io.BytesIO(render_pdf(sample(kind).html, title=""))).pages) == sheets


def test_only_what_would_spill_over_is_set_closer():
    short, long = sample("refusal"), sample("acceptance")
    assert 'class="close"' not in short.html and 'class="close"' in long.html
    longer = long.body + "\n" + "\n".join(["申请人应当在期限内补充提交下列证明材料。"] * 12)
    assert 'class="close"' not in paper_html("acceptance", long.facts, longer, number=long.number)
