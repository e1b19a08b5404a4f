"""Days that are written without their year, and where the year is told."""

from datetime import date

import pytest

from township.workbooks.rules.cells import lacks_year, read_date, year_in_words


@pytest.mark.parametrize(
    "text", ["3月5日", "3.5", "03/05", "3-5", "三月五日", "３月５日", "3月5日 9:30", "3月5日（星期四）"]
)
def test_a_day_without_its_year_is_read_only_where_the_year_is_known(text):
    assert read_date(text) is None and lacks_year(text)
    assert read_date(text, year=2026) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["2026年3月", "13月5日", "2.30", "5", "3.5.7", "尽快", "5/3/2026", "2026年3月上旬"])
def test_what_is_no_day_stays_none_whatever_the_year(text):
    assert read_date(text, year=2026) is None and not lacks_year(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("5-Mar-26", date(2026, 3, 5)), ("Mar 5, 2026", date(2026, 3, 5)), ("05/March/2026", date(2026, 3, 5))],
)
def test_days_as_programs_in_english_export_them(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["2026年信访台账"], 2026),
        (["清河镇2025年度台账", "填报日期：2026年1月5日"], 2025),
        (["二〇二六年台账"], 2026),
        (["2026.3"], 2026),
        (["2023年台账(2).xlsx"], 2023),
        (["2024年至2025年"], None),
        (["台账20260305.xlsx"], None),
        (["电话13800002026"], None),
        ([], None),
    ],
)
def test_the_year_is_what_titles_and_names_agree_on(texts, year):
    assert year_in_words(texts) == year
