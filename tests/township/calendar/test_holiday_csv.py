"""The yearly import: a whole year or a sentence that says what is missing."""

from datetime import date

import pytest

from tests.official_calendar import HOLIDAYS, shipped_table
from township.calendar.rules.days import DayKind
from township.calendar.rules.holiday_csv import HolidayRow, parse_holiday_csv

YEAR_2026 = (HOLIDAYS / "2026.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("year", "source", "off", "work"),
    [(2025, "国办发明电〔2024〕12号", 28, 5), (2026, "国办发明电〔2025〕7号", 33, 6)],
)
def test_the_shipped_tables_are_whole(year, source, off, work):
    table = shipped_table(year)
    assert (table.errors, table.year, table.source) == ((), year, source)
    kinds = [row.kind for row in table.rows]
    assert (kinds.count(DayKind.OFF), kinds.count(DayKind.WORK)) == (off, work)
    assert {row.source for row in table.rows} == {source}


def test_the_office_may_paste_it_from_a_sheet_with_its_own_headings():
    lines = ["日期\t类型\t名称\t文号"]
    for row in shipped_table(2026).rows:
        kind = "放假" if row.kind == DayKind.OFF else "补班"
        lines.append(f"{row.date.year}/{row.date.month}/{row.date.day}\t{kind}\t{row.name}\t{row.source}")
    assert parse_holiday_csv("\ufeff" + "\r\n".join(lines)) == shipped_table(2026)


def test_full_width_commas_are_understood():
    assert parse_holiday_csv(YEAR_2026.replace(",", "，")) == shipped_table(2026)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "表是空的：请贴入或上传当年放假安排。"),
        ("date,kind,name\n", "第 1 行应是表头 date,kind,name,source，现在缺少：source。"),
        ("date,kind,name,source\n", "表里只有表头，没有放假或补班的日期。"),
        ("date,kind,name,source\n10月1日,off,国庆节,x\n", "第 2 行：日期应写成 2026-10-01 的样子。"),
        ("date,kind,name,source\n2026-02-30,off,春节,x\n", "第 2 行：日期应写成 2026-10-01 的样子。"),
        ("date,kind,name,source\n2026-10-01,rest,国庆节,x\n", "第 2 行：类型只能是 off（放假）或 work（补班）。"),
        ("date,kind,name,source\n2026-10-01,off,,x\n", "第 2 行：请写节日名称，如“国庆节”。"),
        ("date,kind,name,source\n2026-10-01,off,国庆节,\n", "第 2 行：请写通知文号，如“国办发明电〔2025〕7号”。"),
        (
            "date,kind,name,source\n2026-10-12,work,国庆节,x\n",
            "第 2 行：2026-10-12 不是周末，不会是补班日，请核对日期。",
        ),
    ],
)
def test_a_bad_line_is_answered_with_its_number_and_the_remedy(text, sentence):
    table = parse_holiday_csv(text)
    assert (table.rows, table.errors) == ((), (sentence,))


def test_a_table_with_a_hole_is_refused_because_due_dates_would_move():
    holed = "\n".join(line for line in YEAR_2026.splitlines() if "2026-10-02" not in line)
    assert parse_holiday_csv(holed).errors == ("缺少国庆节（2026-10-02）：这一天依法放假，请核对安排是否完整。",)


def test_a_day_listed_twice_and_a_day_of_another_year_are_refused():
    doubled = YEAR_2026 + "2026-10-01,off,国庆节,x\n2025-06-01,off,端午节,x\n"
    assert parse_holiday_csv(doubled).errors == (
        "2026-10-01 出现了两次，请只留一行。",
        "一次只导入一年：2025-06-01 不属于 2026 年的安排。",
    )


def test_a_notice_may_reach_into_the_december_before():
    table = parse_holiday_csv(YEAR_2026 + "2025-12-31,off,元旦,国办发明电〔2025〕7号\n")
    assert table.year == 2026
    assert table.rows[0] == HolidayRow(date(2025, 12, 31), DayKind.OFF, "元旦", "国办发明电〔2025〕7号")


@pytest.mark.parametrize("noise", ["\0", '"', 'a,b\n"', "日期,类型\r\r\n\0"])
def test_noise_is_answered_and_never_raises(noise):
    assert parse_holiday_csv(noise).rows == ()


def test_a_quote_that_nobody_closed_is_said():
    table = parse_holiday_csv('日期,类型,名称,文号\n2026-01-01,放假,"元旦' + "字" * 200_000)
    assert table.errors == ("表读不下去：有一格过长，多半是少了一个引号，请核对后再导入。",)
