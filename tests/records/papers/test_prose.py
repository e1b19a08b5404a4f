"""How the clerk's plain text becomes paragraphs and headings."""

import pytest

from records.papers.rules.prose import Paragraph, blanks, paragraphs, title_lines, title_pieces


def test_lines_are_paragraphs_and_typed_indents_fall_away():
    assert paragraphs("　　第一段。\r\n\n  第二段。  ") == [Paragraph("", "第一段。", 0), Paragraph("", "第二段。", 0)]


def test_headings_of_two_levels():
    assert paragraphs("一、信访请求\n（一）事实和理由\n1. 明确时间；") == [
        Paragraph("一、信访请求", "", 1),
        Paragraph("（一）事实和理由", "", 2),
        Paragraph("", "1. 明确时间；", 0),
    ]


def test_a_short_heading_may_run_into_its_paragraph():
    assert paragraphs("二、依法受理。收到后及时登记。") == [Paragraph("二、依法受理。", "收到后及时登记。", 1)]


def test_a_numbered_sentence_is_not_a_heading():
    sentence = "一、请求明确三号楼办理房产证的时间，并退还多收的费用；"
    assert paragraphs(sentence) == [Paragraph("", sentence, 0)]


def test_numbered_lines_are_headings_only_over_a_text():
    lists = paragraphs("一、督办要求\n（一）查明原因，明确责任人\n（二）书面答复并送达\n二、办理时限\n十日内。")
    assert [one.level for one in lists] == [1, 0, 0, 1, 0]
    titles = paragraphs("一、主要任务\n（一）提高认识，加强领导\n各单位要重视。\n（二）按期报送\n二、要求\n照办。")
    assert [one.level for one in titles] == [1, 2, 0, 2, 1, 0]
    facts = paragraphs("（一）2026年1月15日，登记：来访\n该单位说明：等待测绘结果。")
    assert [one.level for one in facts] == [0, 0]


def test_blanks_left_for_the_clerk_are_found():
    assert blanks("于【收到日期】收到，由【承办单位】办理。") == ["【收到日期】", "【承办单位】"]
    assert blanks("没有空白。") == []


def test_titles_break_between_their_parts():
    assert title_lines(["关于安置房办证", "信访事项的处理意见书"]) == ["关于安置房办证信访事项的处理意见书"]
    assert title_lines(["关于河湾社区安置房办证进度", "信访事项的处理意见书"]) == [
        "关于河湾社区安置房办证进度",
        "信访事项的处理意见书",
    ]


def test_a_part_longer_than_a_line_is_halved_evenly():
    assert [len(line) for line in title_lines(["字" * 22])] == [11, 11]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于2026年9月村（社区）信访工作考核结果的通报", ["关于2026年9月村（社区）", "信访工作考核结果的通报"]),
        ("关于清信导〔2025〕3号信访事项办理情况的报告", ["关于清信导〔2025〕3号", "信访事项办理情况的报告"]),
    ],
)
def test_neither_a_number_nor_a_bracket_of_a_title_is_torn_apart(title, lines):
    assert title_lines(title_pieces(title)) == lines
    assert "".join(title_lines([title])) == title
    assert all("〔" not in line or "号" in line for line in title_lines([title]))
