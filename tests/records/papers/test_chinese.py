"""Dates, numerals and citations as official documents write them."""

from datetime import date

import pytest

from records.papers.rules.chinese import chinese_date, chinese_numeral, cite, cite_all


def test_dates_have_no_leading_zeros():
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"
    assert chinese_date(date(2026, 12, 31)) == "2026年12月31日"
    assert chinese_date(None) == ""


def test_numerals_up_to_ninety_nine():
    cases = {1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 36: "三十六", 99: "九十九"}
    assert {number: chinese_numeral(number) for number in cases} == cases
    for wrong in (0, 100):
        with pytest.raises(ValueError):
            chinese_numeral(wrong)


def test_articles_are_cited_in_full():
    assert cite("信访工作条例第四十条第一款") == "《信访工作条例》第四十条第一款"
    assert cite("23") == "《信访工作条例》第二十三条"
    assert cite("条例23") == "《信访工作条例》第二十三条"
    assert cite("19¶3") == "《信访工作条例》第十九条第三款"
    assert cite("31(6)") == "《信访工作条例》第三十一条第（六）项"
    assert cite("《信访事项简易办理办法》第四条") == "《信访事项简易办理办法》第四条"


def test_the_regulation_is_named_once_in_a_row():
    assert cite_all(["22", "23¶3"]) == "《信访工作条例》第二十二条、第二十三条第三款"
    assert cite_all(["22", "《民法典》第二百零三条", "34"]) == (
        "《信访工作条例》第二十二条、《民法典》第二百零三条、《信访工作条例》第三十四条"
    )
