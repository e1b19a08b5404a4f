"""The light: on the raw date, yellow in good time, and the same horizon for page and counter."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from records.clocks.rules.lights import Colour, Light, light, yellow_until
from tests.official_calendar import official_calendar

CALENDAR = official_calendar()
TODAY = date(2026, 11, 17)  # a Tuesday
days = st.dates(date(2025, 1, 1), date(2026, 12, 20))


def shown(days_left, **more):
    return light(TODAY + timedelta(days=days_left), TODAY, CALENDAR, **more)


def test_words_and_colour_by_days_left():
    assert shown(6) == Light(Colour.GREEN, 6, "还有 6 天")
    assert shown(3) == Light(Colour.YELLOW, 3, "还有 3 天")
    assert shown(0) == Light(Colour.YELLOW, 0, "今天到期")
    assert shown(-2) == Light(Colour.RED, -2, "超期 2 天")


def test_the_office_may_want_yellow_earlier():
    assert shown(6, yellow_days=7).colour == Colour.YELLOW


def test_a_stopped_clock_tells_whether_it_was_in_time():
    assert shown(0, stopped_on=TODAY) == Light(Colour.STOPPED_ON_TIME, 0, "按期完成")
    assert shown(0, stopped_on=TODAY + timedelta(days=1)) == Light(Colour.STOPPED_LATE, -1, "超期 1 天完成")


def test_a_standing_clock_is_neither_near_nor_late():
    assert shown(-9, is_standing=True) == Light(Colour.PAUSED, -9, "已中止")


def test_what_falls_due_in_a_holiday_is_yellow_on_the_last_working_day_before_it():
    last_day = date(2026, 9, 30)
    assert light(date(2026, 10, 7), last_day, CALENDAR).colour == Colour.YELLOW
    assert light(date(2026, 10, 8), last_day, CALENDAR).colour == Colour.GREEN
    assert light(date(2026, 10, 7), date(2026, 9, 29), CALENDAR).colour == Colour.GREEN


@given(days, days)
def test_a_counter_that_filters_by_the_horizon_opens_exactly_the_yellow_and_red_rows(due_on, today):
    is_counted = due_on <= yellow_until(today, CALENDAR)
    assert is_counted == (light(due_on, today, CALENDAR).colour in (Colour.YELLOW, Colour.RED))


@given(days, days)
def test_days_left_is_the_plain_difference_of_dates(due_on, today):
    assert light(due_on, today, CALENDAR).days_left == (due_on - today).days
