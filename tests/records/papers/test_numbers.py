"""The form of numbers: 文号 by GB/T 9704 and case numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.papers.rules.numbers import (
    DOCUMENT_NUMBER,
    NumberParts,
    check_pattern,
    declare_series,
    format_number,
    is_same_number,
    pattern_of,
)
from township.refusals import Refused

ON = date(2026, 3, 5)
CASE_NUMBER = "{code}{date}{n:05d}"  # as an office may write its series


def test_a_document_number_has_six_cornered_brackets_and_no_leading_zero():
    assert format_number(DOCUMENT_NUMBER, NumberParts(7, ON, mark="清信受")) == "清信受〔2026〕7号"


def test_a_case_number_is_area_code_date_and_five_digits():
    assert format_number(CASE_NUMBER, NumberParts(121, ON, code="150622102")) == "1506221022026030500121"


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("{mark}〔{year}〕号", "编号格式里要有且只有一个 {n}（流水号）。"),
        ("{mark}{n}号", "编号格式里要有 {year} 或 {date}，否则跨年会重号。"),
        ("{mark}〔{year}〕{n}号{x}", "编号格式里只能用 {mark}、{code}、{year}、{date}、{n}。"),
        ("{n.__class__}{year}", "编号格式里只能用 {mark}、{code}、{year}、{date}、{n}。"),
        ("{year}{n!r}", "只有流水号可以指定位数，写成 {n:05d} 的样子。"),
        ("{year:>9}{n}", "只有流水号可以指定位数，写成 {n:05d} 的样子。"),
        ("{year}{n:0999d}", "只有流水号可以指定位数，写成 {n:05d} 的样子。"),
        ("{year", "编号格式里的花括号没有成对，请检查。"),
        ("{mark}[{year}]{n}号", "文号的年份用六角括号〔〕括入。"),
    ],
)
def test_a_pattern_that_cannot_serve_is_told_why(pattern, sentence):
    with pytest.raises(Refused) as refusal:
        check_pattern(pattern)
    assert (refusal.value.message, refusal.value.field) == (sentence, "pattern")


def test_running_numbers_start_at_one():
    with pytest.raises(ValueError, match="start at 1"):
        format_number(CASE_NUMBER, NumberParts(0, ON))


@given(st.integers(1, 99999), st.integers(1, 99999), st.dates(ON, date(2026, 12, 31)), st.dates(ON, date(2026, 12, 31)))
def test_two_running_numbers_of_one_year_never_look_the_same(n, other, on, later):
    one = format_number(CASE_NUMBER, NumberParts(n, on, code="1"))
    two = format_number(CASE_NUMBER, NumberParts(other, later, code="1"))
    assert (one == two) == ((n, on) == (other, later))


@given(st.text(max_size=30))
def test_any_text_is_a_pattern_or_refused(text):
    try:
        pattern = check_pattern(text)
    except Refused:
        return
    assert "1" in format_number(pattern, NumberParts(1, ON))


def test_one_printed_form_is_one_series():
    """The signed work report and a paper of kind 报告 both printed 清信报〔2026〕1号, from two counters."""
    assert pattern_of("paper_report") == "{mark}报〔{year}〕{n}号"
    patterns = [pattern_of(series) for series in ("acceptance", "reply", "order", "paper_report")]
    assert len(set(patterns)) == len(patterns)
    with pytest.raises(KeyError):
        pattern_of("minutes_of_nothing")
    assert declare_series("paper_report", "报") == "paper_report"
    with pytest.raises(ValueError, match="prints the same numbers as paper_report"):
        declare_series("another", "报")


SPELLINGS = [
    "清访转〔2026〕208号",
    "清访转[2026]208号",
    "清访转（2026）208号",
    "清访转【2026】208",
    "清访转﹝2026﹞208号",
    "清访转〈2026〉208号",
    "清访转《2026》208号",
    "清访转{2026}208号",
    "清访转2026-208号",
    "清访转2026208",
    "清访转〔2026〕第208号",
    "清访转字〔2026〕208号",
    "清访转〔2026〕0208号",
    "清访转［2026］208號",
    "清访转「2026」208号",
    "清访转﹙2026﹚208号",
    "清访转﹇2026﹈208号",
    "清访转〔二〇二六〕208号",
    "清访转〔26〕208号",
    "清访转<2026>208",
    "清访转⟦2026⟧208号",
    "清访转2026年208号",
    "清访转2026年第208号",
    "清访转(2026年)208号",
    "清访转〖2026〗208号",
    "清访转〘2026〙208号",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_number_of_another_organ_is_known_in_every_spelling_of_its_brackets_and_year(typed):
    assert is_same_number(typed, ["清访转〔2026〕208号"])
    assert not is_same_number(typed, ["清访转〔2026〕20号", "清访转〔2025〕208号", "清信转〔2026〕208号"])


@pytest.mark.parametrize("typed", ["无", "无文号", "", "—"])
def test_no_number_is_nobodys_number(typed):
    assert not is_same_number(typed, ["无文号", "无", ""])
