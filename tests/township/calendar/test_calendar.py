"""Working days, counting and rolling, checked against a second source and by properties."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.official_calendar import official_calendar
from township.calendar.rules.days import WorkCalendar
from township.calendar.rules.statutory import qingming, statutory_days
from township.dates import days_after

CALENDAR = official_calendar()
days = st.dates(date(2024, 6, 1), date(2027, 12, 31))
counts = st.integers(0, 90)


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_agrees_with_the_published_calendar(year):
    first = date(year, 1, 1)
    all_days = [first + timedelta(days=n) for n in range(365)]
    ours = [day for day in all_days if CALENDAR.is_working_day(day)]
    theirs = [day for day in all_days if chinese_calendar.is_workday(day)]
    assert ours == theirs


def test_a_day_is_called_what_it_is():
    assert CALENDAR.day_label(date(2026, 9, 24)) == "工作日"
    assert CALENDAR.day_label(date(2026, 11, 21)) == "周末"
    assert CALENDAR.day_label(date(2026, 10, 3)) == "国庆节放假"
    assert CALENDAR.day_label(date(2026, 9, 20)) == "补班"
    assert CALENDAR.day_label(date(2027, 2, 8)) == "春节放假（暂定）"


def test_the_day_of_the_event_is_not_counted():
    assert CALENDAR.add_working(date(2026, 3, 2), 1) == date(2026, 3, 3)
    assert CALENDAR.add_working(date(2026, 3, 2), 0) == date(2026, 3, 2)


def test_a_term_does_not_run_backwards():
    with pytest.raises(ValueError, match="backwards"):
        CALENDAR.add_working(date(2026, 3, 2), -1)


def test_a_last_day_on_a_day_off_moves_past_the_whole_holiday():
    assert CALENDAR.roll_forward(date(2026, 2, 15)) == date(2026, 2, 24)
    assert CALENDAR.roll_forward(date(2026, 2, 28)) == date(2026, 2, 28)
    assert CALENDAR.next_working_day(date(2026, 4, 30)) == date(2026, 5, 6)


def test_skipped_and_made_up_days_name_themselves():
    assert CALENDAR.skipped_days(date(2026, 9, 18), date(2026, 9, 22)) == [(date(2026, 9, 19), "周末")]
    assert CALENDAR.make_up_days(date(2026, 9, 18), date(2026, 9, 22)) == [(date(2026, 9, 20), "国庆节")]


def test_a_year_without_a_table_is_named():
    assert CALENDAR.missing_years(date(2026, 12, 20), date(2027, 1, 4)) == (2027,)
    assert CALENDAR.missing_years(date(2025, 1, 1), date(2026, 12, 31)) == ()


def test_without_a_table_the_days_the_rule_itself_fixes_are_off():
    bare = WorkCalendar()
    assert not bare.is_working_day(date(2027, 10, 1))
    assert not bare.is_working_day(date(2027, 2, 8))
    assert bare.is_working_day(date(2027, 10, 7))


def test_a_local_day_wins_but_makes_no_year_official():
    rows = [(date(2026, 8, 12), "work", "national"), (date(2026, 8, 12), "off", "那达慕")]
    local = WorkCalendar.build(rows, [])
    assert local.day_label(date(2026, 8, 12)) == "那达慕放假"
    assert local.missing_years(date(2026, 8, 1), date(2026, 8, 31)) == (2026,)


@pytest.mark.parametrize("year", range(2008, 2027))
def test_fixed_holidays_agree_with_the_published_calendar(year):
    second_of_may = date(year, 5, 2)  # a holiday by the rule itself only since 2025
    ours = [day for day in statutory_days(year) if year >= 2025 or day != second_of_may]
    assert [day for day in ours if not chinese_calendar.is_holiday(day)] == []


def test_qingming_of_known_years():
    assert [qingming(year).day for year in (2024, 2025, 2026, 2027, 2028)] == [4, 4, 5, 5, 4]


@given(days, counts)
def test_counting_working_days_back_gives_the_number_again(start, n):
    last = CALENDAR.add_working(start, n)
    assert sum(CALENDAR.is_working_day(day) for day in days_after(start, last)) == n


@given(days, counts, counts)
def test_more_days_never_end_earlier(start, n, more):
    assert CALENDAR.add_working(start, n + more) >= CALENDAR.add_working(start, n)
    assert CALENDAR.add_working(start, n) >= start + timedelta(days=n)


@given(days, days)
def test_a_later_day_never_rolls_to_an_earlier_one(one, other):
    first, second = sorted((one, other))
    assert first <= CALENDAR.roll_forward(first) <= CALENDAR.roll_forward(second)


@given(days)
def test_a_rolled_day_is_a_working_day_and_stays(day):
    rolled = CALENDAR.roll_forward(day)
    assert CALENDAR.is_working_day(rolled)
    assert CALENDAR.roll_forward(rolled) == rolled
    assert CALENDAR.skipped_days(day - timedelta(days=1), rolled - timedelta(days=1)) == [
        (day + timedelta(days=n), CALENDAR.day_label(day + timedelta(days=n))) for n in range((rolled - day).days)
    ]
