"""The 纪要 read back: 22 lines of 28 characters, lists with hanging names, imprint (GB/T 9704-2012, 10.3 and 5.2)."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from meetings.sessions.papers import MinutesPaper, minutes_html
from records.papers.pdf import render_pdf
from tests.records.papers.pdf_reading import baselines, lines_by_poppler, text_of

PITCH = 225 / 22 / 25.4 * 72
PAPER = MinutesPaper(
    organ="清河镇信访工作联席会议",
    office="清河镇信访工作联席会议办公室",
    present=[
        "镇党委副书记 李建",
        *(
            f"{name} {who}"
            for name, who in [
                ("村镇建设办", "何静"),
                ("民政办", "吴芳"),
                ("农业服务中心", "周围"),
                ("司法所", "郑重"),
                ("派出所", "马骏"),
            ]
        ),
    ],
    on_leave=["河湾社区 马丽（外出学习）"],
    observers=["清川县自然资源局 黄河"],
    units=["村镇建设办", "民政办", "农业服务中心"],
    copies=["清川县信访联席办"],
)
LINE = "会议认为安置房办证涉及群众切身利益各单位要加强协调压实责任按期完成"
BODY = "\n".join(
    [
        "2026年9月25日下午，镇党委副书记李建在三楼会议室主持召开专题会议。现将会议情况纪要如下：",
        "一、关于3号楼办证进度",
        *[LINE * 4 + "。" for _ in range(6)],
        "（一）完成首批120户不动产登记。（责任单位：村镇建设办；完成时限：2026年10月25日；落实标准：发放证书）",
    ]
)


@pytest.fixture(scope="module")
def pdf():
    html = minutes_html(PAPER, BODY, number="〔2026〕3号", issued_on=date(2026, 9, 28))
    return render_pdf(html, title="会议纪要")


def test_head_names_issuer_number_office_and_date(pdf):
    words = text_of(pdf)
    assert "清河镇信访工作联席会议纪要〔2026〕3号" in words
    assert words.count("清河镇信访工作联席会议办公室") == 2
    assert words.count("2026年9月28日") == 2
    assert "2026年9月28日印发" in words


def test_lists_stand_under_the_text_in_their_order(pdf):
    words = text_of(pdf)
    order = [
        words.index(label) for label in ("出席：", "请假：", "列席：", "发：村镇建设办", "抄送：清川县信访联席办。")
    ]
    assert order == sorted(order)


def test_a_full_page_has_22_lines_on_the_grid(pdf):
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 2
    heights = baselines(pdf, 1)
    steps = {round((a - b) / PITCH, 2) for a, b in zip(heights, heights[1:], strict=False) if a - b > 20}
    first = render_pdf(minutes_html(PAPER, "\n".join([LINE * 8] * 9), number="〔2026〕3号"), title="长")
    assert len(baselines(first, 1)) == 22
    assert all(step == round(step) for step in steps if step <= 2)


def test_a_line_holds_28_characters(tmp_path):
    html = minutes_html(PAPER, "\n".join([LINE * 8] * 9), number="〔2026〕3号")
    lines = lines_by_poppler(render_pdf(html, title="长"), tmp_path, 1)
    # A line in the middle of a paragraph begins at the left edge of the block and runs to its right edge.
    inner = [text for text, left, right in lines if left < 90 and right > 510]
    assert len(inner) > 10
    assert {len(text) for text in inner} == {28}


def test_wrapped_names_hang_under_the_first_one(pdf, tmp_path):
    pages = len(PdfReader(io.BytesIO(pdf)).pages)
    lines = [line for page in range(pages) for line in lines_by_poppler(pdf, tmp_path, page)]
    at = next(n for n, line in enumerate(lines) if line[0].startswith("出席："))
    label_left = lines[at][1]
    assert lines[at + 1][1] - label_left == pytest.approx(3 * 15.79, abs=1)


def test_nothing_in_text_or_names_is_read_as_markup():
    paper = MinutesPaper(organ="清河镇", office="办公室", present=["<b>甲</b> & 乙"])
    html = minutes_html(paper, "<script>alert(1)</script>\n一、标题", number="")
    assert "<script>" not in html
    assert "&lt;b&gt;甲" in html
    assert "（未编号）" in html
