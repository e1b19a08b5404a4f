"""Criteria that may be and may not be, when they are failed, every state with every move, who owes what."""

from datetime import date
from decimal import Decimal

import pytest

from records.figures.declared import DECLARED, VOLUME
from supervision.listing.rules import listings, rounds
from supervision.listing.rules.rounds import Criterion
from township.refusals import Refused


def criterion(key="petitions.conclusion", limit="90") -> Criterion:
    return Criterion(key, "按期办结率", Decimal(limit))


def test_every_criterion_is_a_declared_figure_and_none_counts_petitions():
    for key in rounds.SENSES:
        assert DECLARED[key].kind != VOLUME
    assert not any(key.startswith("petitions.registered") for key in rounds.SENSES)


@pytest.mark.parametrize(
    ("criteria", "needed", "field"),
    [
        ([], 1, "key_1"),
        ([criterion("petitions.registered_visit")], 1, "key_1"),
        ([criterion(), criterion("petitions.registered_all", "5")], 1, "key_2"),
        ([criterion(limit="0")], 1, "limit_1"),
        ([criterion(limit="101")], 1, "limit_1"),
        ([criterion("supervision.late", "0")], 1, "limit_1"),
        ([criterion("supervision.late", "1.5")], 1, "limit_1"),
        ([criterion(), criterion()], 1, "key_2"),
        ([criterion()], 2, "needed"),
        ([criterion()], 0, "needed"),
    ],
)
def test_what_is_no_criterion(criteria, needed, field):
    with pytest.raises(Refused) as refused:
        rounds.check_criteria(criteria, needed)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("key", "limit", "n", "d", "fails"),
    [
        ("petitions.conclusion", "90", 9, 10, False),
        ("petitions.conclusion", "90", 89, 100, True),
        ("petitions.conclusion", "90", 0, 0, False),
        ("supervision.late", "2", 1, 1, False),
        ("supervision.late", "2", 2, 2, True),
    ],
)
def test_when_a_criterion_is_failed(key, limit, n, d, fails):
    assert rounds.is_failed(key, Decimal(limit), n, d) == fails


def test_criteria_are_known_before_the_period_and_measured_after_it():
    rounds.check_publication(date(2026, 7, 1), date(2026, 6, 30))
    with pytest.raises(Refused, match="以前公布"):
        rounds.check_publication(date(2026, 7, 1), date(2026, 7, 1))
    rounds.check_evaluation(date(2026, 12, 31), date(2027, 1, 1))
    with pytest.raises(Refused, match="还没有结束"):
        rounds.check_evaluation(date(2026, 12, 31), date(2026, 12, 31))


ROUND_MOVES = {
    "draft": {"save", "submit", "drop"},
    "submitted": {"take_back", "return_paper", "publish"},
    "published": {"evaluate"},
    "evaluated": {"pass_over", "conclude"},
    "done": set(),
    "dropped": set(),
}
LISTING_MOVES = {
    "draft": {"ask", "drop"},
    "asked": {"tell", "hear", "drop"},
    "heard": {"save", "submit", "drop"},
    "submitted": {"take_back", "return_paper", "approve"},
    "listed": {"plan"},
    "rectifying": {"plan", "check", "delist"},
    "delisted": set(),
    "dropped": set(),
}


@pytest.mark.parametrize(("table", "moves"), [(rounds.ROUNDS, ROUND_MOVES), (listings.LISTINGS, LISTING_MOVES)])
def test_every_state_with_every_move(table, moves):
    for state, open_moves in moves.items():
        assert {name for name in table.names if table.allows(name, state)} == open_moves, state
        for name in set(table.names) - open_moves:
            with pytest.raises(Refused):
                table.move(name, state)


def owed(state, **changes):
    given = {"has_spoken": False, "due_on": date(2027, 1, 20), "check_on": date(2027, 2, 1), "is_met": False} | changes
    return [one.act for one in listings.listing_owed(state, 4, 7, **given)]


def test_who_owes_the_next_step():
    assert owed("draft") == ["ask"] and owed("asked") == ["tell", "hear"] and owed("asked", has_spoken=True) == ["hear"]
    assert owed("listed") == ["plan"] and owed("rectifying") == ["check"]
    assert owed("rectifying", is_met=True) == ["check", "delist"] and owed("delisted") == owed("dropped") == []
    waiting = [(1, "甲"), (2, "乙")]
    assert [one.part for one in rounds.round_owed("evaluated", waiting, date(2026, 12, 31))] == [1, 2]
    assert [one.act for one in rounds.round_owed("evaluated", [], date(2026, 12, 31))] == ["conclude"]
    due = next(iter(rounds.round_owed("published", [], date(2026, 12, 31)))).due_on
    assert due == date(2027, 1, 20)


def test_the_texts_say_what_counts_and_what_does_not():
    text = rounds.plan_text(
        "2026年下半年", [criterion(), Criterion("supervision.late", "督办超期回复", Decimal(2))], 1, ["甲", "乙"]
    )
    assert (
        "按期办结率低于90%" in text and "督办超期回复达到2件次" in text and "信访件数、来访批次不作为评价标准" in text
    )
    given = listings.Decision(
        "村镇建设办",
        "2026年下半年",
        "清信评〔2026〕1号",
        ("按期办结率低于90%：60.0%（6/10）。",),
        "情况",
        "",
        "",
        "限期整改",
        "陈立同志",
    )
    text = listings.decision_text(given)
    assert "单位在期限内没有说明情况" in text and "由陈立同志包抓" in text and "不对外公布" in text


def test_met_only_where_the_figures_say_so():
    listings.check_met(False, ["按期办结率"])
    listings.check_met(True, [])
    with pytest.raises(Refused, match="按期办结率") as refused:
        listings.check_met(True, ["按期办结率"])
    assert refused.value.field == "is_met"
    for last in (None, False):
        with pytest.raises(Refused, match="才能摘牌"):
            listings.check_delisting(last)
