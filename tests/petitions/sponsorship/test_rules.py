"""The rules of a sponsored case: which move in which state, what is owed by whom, what the end asks, how the line is drawn."""

from datetime import date

import pytest

from petitions.cases.rules.sponsors import is_long_pending
from petitions.sponsorship.rules import (
    AGREEING,
    CONCLUDED,
    DRAFTING,
    DUTIES,
    LIFTED,
    SPONSORSHIPS,
    UNDERWAY,
    StepWork,
    check_conclude,
    check_step_day,
    sponsor_owed,
    stops,
    why_not_concluded,
    why_not_sent,
)
from township.refusals import Refused

DAY = date(2026, 9, 21)
ANYWHERE = {"set_team", "tick", "hand_over", "lift"}
OPEN_MOVES = {
    DRAFTING: {"set_plan", "add_step", "drop_step", "send"} | ANYWHERE,
    AGREEING: {"agree", "object", "settle", "revise"} | ANYWHERE,
    UNDERWAY: {"report", "finish", "revise", "conclude"} | ANYWHERE,
    CONCLUDED: set(),
    LIFTED: set(),
}


@pytest.mark.parametrize("state", OPEN_MOVES)
def test_which_moves_each_state_has(state):
    assert {name for name in SPONSORSHIPS.names if SPONSORSHIPS.allows(name, state)} == OPEN_MOVES[state]


def test_where_the_moves_lead():
    led = {(name, state): SPONSORSHIPS.target(name, state) for state in OPEN_MOVES for name in OPEN_MOVES[state]}
    changed = {key: target for key, target in led.items() if target != key[1]}
    assert changed == {
        ("send", DRAFTING): AGREEING,
        ("object", AGREEING): DRAFTING,
        ("settle", AGREEING): UNDERWAY,
        ("revise", AGREEING): DRAFTING,
        ("revise", UNDERWAY): DRAFTING,
        ("conclude", UNDERWAY): CONCLUDED,
        **{("lift", state): LIFTED for state in (DRAFTING, AGREEING, UNDERWAY)},
    }


def owed(state, **given):
    rows = sponsor_owed(state, 7, since=DAY, **given)
    return [(one.act, one.part, one.person or one.unit or one.right, one.due_on) for one in rows]


def test_who_owes_what_in_each_state():
    steps = [
        StepWork(1, 5, date(2026, 10, 1), is_agreed=True, is_done=True),
        StepWork(2, 6, date(2026, 10, 9), is_agreed=False, is_done=False),
        StepWork(3, None, date(2026, 10, 12), is_agreed=True, is_done=False),
    ]
    last = date(2026, 10, 31)
    assert owed(DRAFTING) == [("set_plan", 0, 7, date(2026, 10, 1))]
    assert owed(DRAFTING, has_plan=True) == [("send", 0, 7, date(2026, 10, 1))]
    assert owed(AGREEING, due_on=last, steps=steps) == [("agree", 2, 6, date(2026, 9, 26))]
    assert owed(UNDERWAY, due_on=last, steps=steps) == [
        ("finish", 2, 6, date(2026, 10, 9)),
        ("finish", 3, "sponsorship.step", date(2026, 10, 12)),
        ("lead", 0, 7, last),
    ]
    assert owed(UNDERWAY, due_on=last, settled_on=DAY) == [("conclude", 0, 7, date(2026, 10, 1))]
    assert owed(CONCLUDED, steps=steps) == owed(LIFTED, steps=steps) == []


def test_a_case_is_long_pending_on_the_list_or_after_a_year():
    assert is_long_pending(True, DAY, DAY) and is_long_pending(False, date(2025, 9, 20), DAY)
    assert not is_long_pending(False, date(2025, 9, 21), DAY)


def test_the_end_asks_for_the_five_duties_and_the_steps_or_a_reason():
    check_conclude(set(DUTIES), 0, "")
    with pytest.raises(Refused, match="包回访息诉、2个步骤还没有完成") as refused:
        check_conclude(set(DUTIES) - {5}, 2, "不需要")
    assert refused.value.field == "reason"
    check_conclude({1}, 2, "信访人已经搬离，诉求由法院判决解决")
    assert why_not_concluded(True) == "" and "一抓到底" in why_not_concluded(False)


def test_nothing_is_sent_without_a_plan_and_a_step():
    assert "定方案" in why_not_sent(False, 2) and "加步骤" in why_not_sent(True, 0) and why_not_sent(True, 1) == ""


def test_a_step_lies_between_today_and_the_limit_of_the_whole():
    check_step_day(DAY, DAY, DAY)
    for due_on in (date(2026, 9, 20), date(2026, 10, 1)):
        with pytest.raises(Refused):
            check_step_day(due_on, date(2026, 9, 30), DAY)


def test_the_line_shows_done_late_next_and_later():
    steps = [
        (1, date(2026, 9, 1), date(2026, 9, 3)),
        (2, date(2026, 9, 18), None),
        (3, date(2026, 9, 21), None),
        (4, date(2026, 10, 1), None),
    ]
    drawn = [(stop.pk, stop.look, stop.word) for stop in stops(steps, DAY)]
    assert drawn == [
        (1, "done", "完成，晚 2 天"),
        (2, "late", "超期 3 天"),
        (3, "next", "下一步"),
        (4, "later", "待办"),
    ]


def test_the_five_duties_are_towards_the_matter_and_watch_nobody():
    words = "".join(label + means for label, means in DUTIES.values())
    assert len(DUTIES) == 5 and not any(word in words for word in ("稳控", "息访", "劝返", "动向", "行踪", "重点人"))
