"""The rule that builds a week, tried with random weeks of a whole quarter: fair, complete, never against a leave."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.receptions.rules.roster_checks import SlotFacts, problems_of
from meetings.receptions.rules.rosters import Kept, LeaderFacts, WeekFacts, build_week, stand_in

MONDAY = date(2026, 10, 5)
pytestmark = pytest.mark.once


def week(n: int, length: int = 5) -> tuple[date, ...]:
    return tuple(MONDAY + timedelta(days=7 * n + day) for day in range(length))


@st.composite
def quarters(draw):
    """13 weeks: number of duty days of each, and for each leader the days on which he is away."""
    size = draw(st.integers(2, 9))
    weeks = [week(n, draw(st.integers(0, 7))) for n in range(13)]
    every = [day for days in weeks for day in days]
    away = [
        frozenset(draw(st.sets(st.sampled_from(every), max_size=25))) if every else frozenset() for _ in range(size)
    ]
    twins = draw(st.integers(0, size - 1))  # the first `twins` are away on the same days as leader 1
    return weeks, [away[0] if at <= twins else away[at] for at in range(size)]


@settings(max_examples=80, deadline=None)
@given(quarters())
def test_a_quarter_is_fair_complete_and_respects_every_leave(quarter):
    weeks, away = quarter
    as_a, as_b = Counter(), Counter()
    for n, days in enumerate(weeks):
        leaders = tuple(LeaderFacts(k, f"领导{k}", as_a[k], as_b[k], gone) for k, gone in enumerate(away))
        choices = build_week(WeekFacts(days, leaders, turn=n))
        for choice in choices:
            free = [one for one in leaders if one.is_free(choice.day)]
            assert choice.a is None or leaders[choice.a].is_free(choice.day)
            assert choice.b is None or leaders[choice.b].is_free(choice.day)
            assert choice.a is None or choice.a != choice.b
            assert (choice.a is None) == (not free)
            assert (choice.b is None) == (len(free) < 2)
            assert choice.why_a and choice.why_b
        assert {choice.day for choice in choices} == set(days)
        for one in leaders:
            assert one.id in {choice.a for choice in choices} or not any(one.is_free(day) for day in days)
        as_a.update(choice.a for choice in choices if choice.a is not None)
        as_b.update(choice.b for choice in choices if choice.b is not None)
        for same in dict.fromkeys(away):
            equals = [k for k, gone in enumerate(away) if gone == same]
            turns = [as_a[k] for k in equals]
            assert max(turns) - min(turns) <= 1, "equally available leaders have equally many turns"


def test_the_same_facts_give_the_same_week_and_say_why():
    leaders = (LeaderFacts(1, "王强"), LeaderFacts(2, "李建"), LeaderFacts(3, "陈立", away=frozenset(week(0)[:4])))
    facts = WeekFacts(week(0), leaders)
    choices = build_week(facts)
    assert choices == build_week(facts)
    friday = choices[-1]
    assert friday.a == 3 and "只有1天在岗" in friday.why_a
    assert sum("A角累计最少" in choice.why_a for choice in choices) == 2, "five days, three leaders"


def test_more_leaders_than_days_double_a_day_and_a_holiday_week_is_empty():
    nine = tuple(LeaderFacts(k, f"领导{k}") for k in range(9))
    one_day = build_week(WeekFacts(week(0, 1), nine))
    assert sorted(choice.a for choice in one_day) == list(range(9))
    assert all(choice.b != choice.a for choice in one_day)
    assert build_week(WeekFacts((), nine)) == ()


def test_kept_slots_stay_and_their_holes_are_filled():
    leaders = tuple(LeaderFacts(k, f"领导{k}") for k in (1, 2, 3))
    monday, tuesday = week(0, 2)
    choices = build_week(WeekFacts((monday, tuesday), leaders, (Kept(7, monday, 3, None),)))
    first = next(choice for choice in choices if choice.key == 7)
    assert first.a == 3 and first.b in (1, 2) and not first.why_a
    assert {choice.a for choice in choices} == {1, 2, 3}


def test_b_moves_up_and_somebody_stands_behind_him():
    monday = MONDAY
    gone = LeaderFacts(1, "王强", away=frozenset({monday}))
    leaders = (gone, LeaderFacts(2, "李建"), LeaderFacts(3, "陈立"))
    choice = stand_in(WeekFacts((monday,), leaders, (Kept(4, monday, None, 2),)), 4)
    assert (choice.a, choice.b) == (2, 3) and "B角顶岗" in choice.why_a
    only = (gone, LeaderFacts(2, "李建"))
    assert stand_in(WeekFacts((monday,), only, (Kept(4, monday, None, 2),)), 4).b is None


def test_what_is_wrong_is_said_before_the_week_begins():
    days = week(0, 3)
    wang, li = LeaderFacts(1, "王强", away=frozenset({days[0]})), LeaderFacts(2, "李建")
    slots = [
        SlotFacts(1, days[0], 1, 2, is_pinned=True),
        SlotFacts(2, days[1], 2, None, waits_for_swap=True),
        SlotFacts(3, MONDAY + timedelta(days=5), 9, 2, is_pinned=True),
    ]
    found = [problem.text for problem in problems_of(days, [wang, li], slots, today=MONDAY - timedelta(days=3))]
    words = "；".join(found)
    assert "手工调整已不起作用：10月5日（周一）A角王强请假" in words
    assert "缺B角" in words and "10月7日（周三）没有安排接访领导" in words and "调班还没有办完" in words
    assert "手工加的班没有作用" in words and "A角已不是班子成员" in words
    assert problems_of(days, [wang, li], slots, today=MONDAY + timedelta(days=9)) == [], "what is over is over"
    assert [p.kind for p in problems_of(days, [replace(wang, away=frozenset()), li], [], today=MONDAY)].count(
        "short"
    ) == 2
