"""What becomes of a message that leaves the house: states, pauses between attempts, what may be tried again by itself.

A message is marked "sending" before the call. Whoever dies in the middle leaves that mark, and nobody can say whether the
message went out: it is not sent again by itself, an administrator decides.
"""

from datetime import timedelta

from records.acts.rules.states import Move, StateTable

WAITING, SENDING, SENT, UNKNOWN, FAILED, DROPPED = "waiting", "sending", "sent", "unknown", "failed", "dropped"
STATE_WORDS = {
    WAITING: "等待",
    SENDING: "发送中",
    SENT: "已发出",
    UNKNOWN: "结果不明",
    FAILED: "失败",
    DROPPED: "不需发送",
}
DELIVERIES = StateTable(
    Move("claim", "取出", frozenset({WAITING}), SENDING),
    Move("sent", "发出", frozenset({SENDING}), SENT),
    Move("later", "稍后再试", frozenset({SENDING}), WAITING),
    Move("give_up", "放弃", frozenset({SENDING}), FAILED),
    Move("lose", "失去下落", frozenset({SENDING}), UNKNOWN),
    Move("drop", "不需发送", frozenset({SENDING}), DROPPED),
    Move("resend", "重发", frozenset({UNKNOWN, FAILED}), WAITING),
    labels=STATE_WORDS,
)

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=1)
STALE_AFTER = timedelta(minutes=10)  # far longer than any call may take (20 s)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the n-th attempt failed: 2, 4, 8, 16, 32 minutes, then an hour; about three hours in all."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)


def move_after(attempts: int, *, may_have_gone: bool, is_final: bool) -> str:
    """The move after a failed attempt. may_have_gone: the other side may hold the message; is_final: no attempt can help."""
    if may_have_gone:
        return "lose"
    return "give_up" if is_final or attempts >= MAX_ATTEMPTS else "later"
