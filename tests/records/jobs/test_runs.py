"""Which ticks were due, came late or never, and where a tick of every minute fell silent."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from records.jobs.rules import Spell, Tick, gaps, is_late, is_silent, slot_states

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 25)
NIGHT = Tick("night", "每日结算", "t.daily", frozenset({0}), frozenset({10}), "", "")
MINUTE = Tick("minute", "扫描", "t.sweep", frozenset(range(24)), frozenset(range(60)), "", "")


def at(hour, minute=0, day=DAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def run(hour, minute, until=None):
    return Spell(at(hour, minute), until or at(hour, minute))


def test_cadence_and_next_tick():
    assert (NIGHT.cadence, MINUTE.cadence) == ("每天 00:10", "每分钟")
    assert Tick("five", "", "t", frozenset(range(24)), frozenset(range(0, 60, 5)), "", "").cadence == "每 5 分钟"
    assert NIGHT.next_after(at(0, 10)) == at(0, 10, DAY + timedelta(days=1))
    assert NIGHT.next_after(at(0, 9)) == at(0, 10)
    assert MINUTE.next_after(at(23, 59)) == at(0, 0, DAY + timedelta(days=1))


def night(now, *runs):
    """The night's tick of a task that is sent in the morning as well."""
    return slot_states([at(0, 10)], [at(0, 10), at(8, 30)], now, runs)


def test_a_daily_tick_in_time_late_missing_or_not_due_yet():
    (state,) = night(at(9), run(0, 10))
    assert (state.minutes_late, is_late(state)) == (0, False)
    (state,) = night(at(9), run(8, 2))
    assert (state.minutes_late, is_late(state)) == (472, True)
    (state,) = night(at(9), run(8, 31))  # that was the morning's
    assert (state.begun, is_late(state)) == (None, True)
    assert night(at(0, 20)) == []


def test_gaps_of_more_than_a_quarter_of_an_hour():
    whole = [run(0, 0, at(7, 59)), run(8, 0, at(11, 30))]
    assert gaps(DAY, at(11, 40), whole) == []
    assert gaps(DAY, at(12), whole) == [(at(11, 30), at(12))]
    assert gaps(DAY, at(12), [run(9, 0, at(12))]) == [(at(0), at(9))]
    assert gaps(DAY, at(12), [run(9, 0, at(12))], since=at(9)) == []


def test_silence_of_a_quarter_of_an_hour():
    assert is_silent(None, at(9))
    assert not is_silent(at(8, 45), at(9))
    assert is_silent(at(8, 44), at(9))
