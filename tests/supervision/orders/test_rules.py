"""The state table of orders over every state and move, the points, the limit, the letter, the board."""

from datetime import date

import pytest

from supervision.orders.rules import orders as rules
from supervision.orders.rules.orders import DOORS, ORDERS, OrderFacts
from township.refusals import Refused

ALLOWED = {
    "draft": {"save": "draft", "submit": "submitted", "drop": "dropped"},
    "submitted": {"take_back": "draft", "return_paper": "draft", "approve": "approved"},
    "approved": {"take_back": "draft", "issue": "working"},
    "working": {
        "progress": "working",
        "report": "working",
        "reply": "replied",
        "extend": "working",
        "replace": "replaced",
    },
    "replied": {"accept": "done", "give_back": "working", "replace": "replaced"},
    "done": {},
    "replaced": {},
    "dropped": {},
}
RIGHTS = frozenset(f"order.{one}" for one in ("write", "issue", "receive", "work", "verify", "extend", "approve"))
TODAY = date(2026, 9, 22)


@pytest.mark.parametrize("state", rules.STATE_LABELS)
@pytest.mark.parametrize("move", ORDERS.names)
def test_every_move_from_every_state(state, move):
    if move in ALLOWED[state]:
        assert ORDERS.target(move, state) == ALLOWED[state][move]
    else:
        with pytest.raises(Refused, match=rules.STATE_LABELS[state]):
            ORDERS.target(move, state)


def buttons(state: str, **facts) -> dict[str, str]:
    """Doors that are open to somebody with every right: name → why it waits."""
    return {step.name: step.blocked for step in DOORS.steps(OrderFacts(state=state, may=RIGHTS, **facts), ORDERS)}


def test_a_door_opens_to_the_unit_in_charge_only():
    assert "reply" not in buttons("working")
    assert buttons("working", is_lead=True, was_extended=True) == {"reply": ""}


def test_a_second_order_needs_a_failure_and_is_prepared_once():
    assert "again" not in buttons("working")
    assert "again" in buttons("working", is_failed=True)
    assert "again" not in buttons("working", is_failed=True, has_next=True)


def test_who_replied_waits_for_another_to_verify():
    assert buttons("replied") == {"accept": "", "give_back": ""}
    assert all("另一位" in why for why in buttons("replied", is_replier=True).values())


def test_a_settled_order_has_no_button():
    assert [buttons(state, is_lead=True, is_failed=True) for state in ("done", "replaced", "dropped")] == [{}, {}, {}]


def test_points_are_lines():
    assert rules.split_points(" 查明原因 \n\n书面答复\n") == ["查明原因", "书面答复"]


def test_an_extension_goes_forward_once():
    due_on = date(2026, 9, 20)
    rules.check_extension(due_on, date(2026, 9, 30), TODAY, False)
    for until, was in ((due_on, False), (TODAY, False), (date(2026, 9, 30), True)):
        with pytest.raises(Refused):
            rules.check_extension(due_on, until, TODAY, was)


def test_the_letter_has_the_four_parts():
    letter = rules.Letter("已经逾期。", rules.ARTICLES["40_3"], ["执行处理意见"], "已执行", 7, "王某", "督办单某号")
    text = rules.letter_text(letter)
    assert text.splitlines()[0] == "已经逾期。（此前已印发督办单某号，问题仍未解决。）"
    assert [part in text for part in ("第三项", "（一）执行处理意见", "二、办结标准\n已执行", "7个工作日内")] == [
        True
    ] * 4


def test_what_is_owed():
    (reply,) = rules.order_owed("working", 5, TODAY, None)
    assert (reply.act, reply.unit, reply.due_on) == ("reply", 5, TODAY)
    (verify,) = rules.order_owed("replied", 5, TODAY, 9)
    assert (verify.act, verify.right, verify.except_person) == ("accept", "order.verify", 9)
    assert [list(rules.order_owed(state, 5, TODAY, 9)) for state in ("draft", "done", "replaced")] == [[], [], []]


@pytest.mark.parametrize(
    ("late", "second", "returned", "colour"),
    [(1, 0, 0, "red"), (0, 1, 0, "red"), (0, 0, 1, "yellow"), (0, 0, 0, "green"), (1, 0, 1, "red")],
)
def test_the_board(late, second, returned, colour):
    assert rules.board_colour(late=late, second=second, returned=returned) == colour
