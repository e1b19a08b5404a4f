"""Recurring duties without a database: every period exactly once, due dates, reminders never on a day off."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.duties.rules.duties import (
    Cadence,
    Period,
    ReminderPlan,
    check_due,
    covers,
    due_date,
    due_now,
    period_of,
    periods_between,
    reminders,
    standing,
)
from tests.official_calendar import official_calendar
from township.refusals import Refused

OFFICIAL = official_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CADENCES = st.sampled_from(list(Cadence))


@settings(max_examples=150, deadline=None)
@given(CADENCES, DAYS, st.integers(0, 500))
def test_every_day_lies_in_exactly_one_period(cadence, first, days):
    last = first + timedelta(days=days)
    periods = list(periods_between(cadence, first, last))
    assert len({period.key for period in periods}) == len(periods)
    for before, after in zip(periods, periods[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)
        assert after.key > before.key
    assert periods[0].first <= first and periods[-1].last >= last
    assert all(period_of(cadence, day) == period for period in periods for day in (period.first, period.last))


@pytest.mark.parametrize(
    ("cadence", "day", "key", "first", "last"),
    [
        (Cadence.HALF_MONTHLY, date(2024, 2, 16), "2024-02b", date(2024, 2, 16), date(2024, 2, 29)),
        (Cadence.HALF_MONTHLY, date(2026, 11, 15), "2026-11a", date(2026, 11, 1), date(2026, 11, 15)),
        (Cadence.WEEKLY, date(2027, 1, 1), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (Cadence.QUARTERLY, date(2026, 11, 25), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (Cadence.HALF_YEARLY, date(2026, 6, 30), "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        (Cadence.YEARLY, date(2026, 6, 30), "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_by_name(cadence, day, key, first, last):
    period = period_of(cadence, day)
    assert (period.key, period.first, period.last) == (key, first, last)


@pytest.mark.parametrize(
    ("cadence", "day", "due", "expected"),
    [
        (Cadence.MONTHLY, date(2026, 10, 1), {"day": 25, "shift": "back"}, date(2026, 10, 23)),
        (Cadence.MONTHLY, date(2026, 10, 1), {"day": 25, "shift": "forward"}, date(2026, 10, 26)),
        (Cadence.MONTHLY, date(2026, 2, 1), {"day": 31}, date(2026, 2, 28)),
        (Cadence.HALF_MONTHLY, date(2026, 10, 1), {"at": "start", "shift": "back"}, date(2026, 10, 8)),
        (Cadence.WEEKLY, date(2026, 11, 25), {"weekday": 5}, date(2026, 11, 27)),
        (Cadence.WEEKLY, date(2026, 11, 25), {"at": "start", "offset": -3}, date(2026, 11, 20)),
        (Cadence.QUARTERLY, date(2026, 11, 25), {"at": "end"}, date(2026, 12, 31)),
    ],
)
def test_due_dates(cadence, day, due, expected):
    assert due_date(cadence, due, period_of(cadence, day), OFFICIAL) == expected


@pytest.mark.parametrize(
    ("cadence", "due"),
    [
        (Cadence.WEEKLY, {"day": 5}),
        (Cadence.MONTHLY, {"weekday": 5}),
        (Cadence.MONTHLY, {"day": 32}),
        (Cadence.MONTHLY, {"offset": 1000}),
        (Cadence.MONTHLY, {"shift": "sideways"}),
        (Cadence.MONTHLY, {"at": "middle"}),
        (Cadence.MONTHLY, {"until": 3}),
    ],
)
def test_due_rules_that_do_not_fit_are_refused(cadence, due):
    with pytest.raises(Refused):
        check_due(cadence, due)


PLANS = st.builds(
    ReminderPlan,
    before=st.lists(st.integers(1, 6), unique=True, max_size=3).map(tuple),
    on=st.booleans(),
    after=st.lists(st.integers(1, 9), unique=True, max_size=3).map(tuple),
    escalate_after=st.integers(0, 6),
)
YEAR_2026 = st.dates(date(2026, 1, 20), date(2026, 12, 1))


@settings(max_examples=150, deadline=None)
@given(PLANS, YEAR_2026, st.integers(0, 20))
def test_reminders_lie_on_working_days_in_order_and_once(plan, opened_on, days):
    due_on = opened_on + timedelta(days=days)
    points = reminders(plan, opened_on, due_on, OFFICIAL)
    assert all(OFFICIAL.is_working_day(point.on) for point in points)
    assert len({point.key for point in points}) == len(points)
    assert [point.on for point in points] == sorted(point.on for point in points)
    told = [point for point in points if not point.is_escalation]
    assert len({point.on for point in told}) == len(told)
    assert all(point.on > due_on for point in points if point.key.startswith("after") or point.is_escalation)


@settings(max_examples=100, deadline=None)
@given(PLANS, YEAR_2026, st.integers(0, 20))
def test_day_by_day_each_point_comes_exactly_once(plan, opened_on, days):
    due_on = opened_on + timedelta(days=days)
    sent, day = [], opened_on
    while day < due_on + timedelta(days=40):
        if OFFICIAL.is_working_day(day):
            sent += [p.key for p in due_now(reminders(plan, opened_on, due_on, OFFICIAL), day) if p.key not in sent]
        day += timedelta(days=1)
    assert sorted(sent) == sorted(point.key for point in reminders(plan, opened_on, due_on, OFFICIAL))


def test_after_a_long_silence_only_the_latest_point_is_sent():
    plan = ReminderPlan((3, 1), True, (1, 3), 0)
    due = due_now(reminders(plan, date(2026, 11, 2), date(2026, 11, 10), OFFICIAL), date(2026, 11, 20))
    assert [point.key for point in due] == ["after3"]


@pytest.mark.parametrize(
    ("state", "done_on", "today", "word"),
    [
        ("open", None, date(2026, 11, 16), "open"),
        ("open", None, date(2026, 11, 17), "missing"),
        ("done", date(2026, 11, 16), date(2026, 11, 20), "done"),
        ("done", date(2026, 11, 17), date(2026, 11, 20), "late"),
        ("excused", None, date(2026, 11, 20), "excused"),
    ],
)
def test_standing(state, done_on, today, word):
    assert standing(state, done_on, date(2026, 11, 16), today) == word


def test_missed_periods_in_words():
    assert covers(["2026年11月"]) == "2026年11月"
    assert covers(["2026年9月", "2026年10月", "2026年11月"]) == "3 期（2026年9月、2026年10月、2026年11月）"
    assert Period("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年") == period_of("yearly", date(2026, 5, 1))
