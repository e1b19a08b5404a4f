"""State tables: one table answers the page and the action."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.acts.rules.states import Move, StateTable
from township.refusals import Refused

LABELS = {"open": "已登记", "held": "办理中", "done": "已办结"}
TABLE = StateTable(
    Move("accept", "受理", frozenset({"open"}), "held", "条例第二十三条", "每个事项只受理一次。"),
    Move("note", "登记进展", frozenset({"open"}), "open"),
    Move("note", "登记进展", frozenset({"held"}), "held"),
    Move("close", "办结", frozenset({"open", "held"}), "done", "条例第三十二条"),
    labels=LABELS,
)


def test_the_page_asks_for_its_buttons_in_the_order_of_the_table():
    assert [move.label for move in TABLE.moves_from("open")] == ["受理", "登记进展", "办结"]
    assert TABLE.moves_from("done") == ()


def test_the_action_asks_for_leave():
    assert TABLE.allows("accept", "open") and not TABLE.allows("accept", "held")
    assert TABLE.target("accept", "open") == "held"
    assert TABLE.target("note", "held") == "held"


def test_a_refusal_names_state_and_article_and_where_the_move_is_open():
    with pytest.raises(Refused) as refusal:
        TABLE.target("accept", "held")
    assert refusal.value.message == "当前是“办理中”状态，不能“受理”；只有“已登记”状态才能“受理”。每个事项只受理一次。"
    assert refusal.value.article == "条例第二十三条"


def test_a_move_nobody_knows_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="当前是“已登记”状态，没有这一步"):
        TABLE.target("fly", "open")


def test_a_state_named_twice_for_one_move_is_refused_at_construction():
    with pytest.raises(ValueError, match="accept: listed twice for open"):
        StateTable(*TABLE.moves, Move("accept", "受理", frozenset({"open"}), "done"))


def test_one_move_has_one_label_and_at_least_one_source():
    with pytest.raises(ValueError, match="two labels"):
        StateTable(*TABLE.moves, Move("accept", "接收", frozenset({"done"}), "done"))
    with pytest.raises(ValueError, match="no state to start from"):
        StateTable(Move("accept", "受理", frozenset(), "held"))


moves = st.builds(
    Move,
    name=st.sampled_from("abc"),
    label=st.just("步"),
    source=st.frozensets(st.integers(0, 4), min_size=1),
    target=st.integers(0, 4),
)


@given(st.lists(moves, max_size=5), st.integers(0, 4), st.sampled_from("abcd"))
def test_buttons_and_leave_never_disagree(listed, state, name):
    try:
        table = StateTable(*listed)
    except ValueError:
        return
    assert table.allows(name, state) == (name in [move.name for move in table.moves_from(state)])
    if table.allows(name, state):
        assert table.target(name, state) in table.states
    else:
        with pytest.raises(Refused):
            table.target(name, state)
