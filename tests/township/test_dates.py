"""Dates in the office's words."""

from datetime import UTC, date, datetime, time

from township.dates import date_range, days_after, full_date_with_weekday, full_time, moment_on, runs
from township.refusals import Refused


def test_a_date_has_no_zero_padding():
    assert full_date_with_weekday(date(2026, 3, 5)) == "2026年3月5日（周四）"


def test_a_range_repeats_only_what_changes():
    assert date_range(date(2026, 10, 1), date(2026, 10, 7)) == "2026年10月1日至10月7日"
    assert date_range(date(2026, 12, 31), date(2027, 1, 2)) == "2026年12月31日至2027年1月2日"
    assert date_range(date(2026, 1, 1), date(2026, 1, 1)) == "2026年1月1日"


def test_days_after_leaves_the_first_day_out():
    assert list(days_after(date(2026, 2, 27), date(2026, 3, 1))) == [date(2026, 2, 28), date(2026, 3, 1)]
    assert list(days_after(date(2026, 3, 1), date(2026, 3, 1))) == []


def test_neighbouring_days_with_one_label_are_joined():
    first, second, fourth = date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 4)
    assert runs([(first, "a"), (second, "a"), (fourth, "a")]) == [(first, second, "a"), (fourth, fourth, "a")]


def test_a_refusal_says_its_sentence_and_its_article():
    refusal = Refused("延长期限不得超过30日。", "条例第三十四条")
    assert str(refusal) == "延长期限不得超过30日。（条例第三十四条）"
    assert (refusal.at("days").field, refusal.at("days").message) == ("days", "延长期限不得超过30日。")


def test_a_moment_is_told_by_the_clock_of_the_office():
    """As a database gives it back, in UTC."""
    assert full_time(datetime(2026, 11, 30, 1, 45, tzinfo=UTC)) == "2026年11月30日09:45"
    assert full_time(datetime(2026, 11, 30, 17, 5, tzinfo=UTC)) == "2026年12月1日01:05"


def test_a_day_and_a_time_are_one_moment_of_the_office():
    assert moment_on(date(2026, 9, 22)) == datetime(2026, 9, 21, 16, tzinfo=UTC)
    assert full_time(moment_on(date(2026, 9, 22), time(9, 20))) == "2026年9月22日09:20"
