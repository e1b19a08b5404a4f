"""What hangs on a session without the session knowing it: a dispatch, a hearing, a notice on paper.

An area above declares a `Follower` in its area.py (meetings.areas). It is called inside the actions of the session, with the
session already locked; they asked for leave and write the journal of the session.
"""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.sessions.models.sessions import Attendance
from records.acts.actions.turns import Turn


def _nothing(turn: Turn, *parts) -> None:
    """What a follower does not care about."""


@dataclass(frozen=True)
class Follower:
    """held, moved, cancelled: given the turn of the session; answered: and the seat that answered the notice; minutes_issued:
    given the turn of its minutes. Each may refuse."""

    held: Callable[[Turn], None] = _nothing
    moved: Callable[[Turn], None] = _nothing
    cancelled: Callable[[Turn], None] = _nothing
    minutes_issued: Callable[[Turn], None] = _nothing
    answered: Callable[[Turn, Attendance], None] = _nothing


FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> None:
    """Enter a follower; a second time changes nothing."""
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def session_held(turn: Turn) -> None:
    """The session is noted as held."""
    for follower in FOLLOWERS:
        follower.held(turn)


def session_moved(turn: Turn) -> None:
    """It has another time or place."""
    for follower in FOLLOWERS:
        follower.moved(turn)


def session_cancelled(turn: Turn) -> None:
    """It is called off."""
    for follower in FOLLOWERS:
        follower.cancelled(turn)


def seat_answered(turn: Turn, seat: Attendance) -> None:
    """Somebody answered the notice for a seat."""
    for follower in FOLLOWERS:
        follower.answered(turn, seat)


def minutes_issued(turn: Turn) -> None:
    """Its minutes are issued."""
    for follower in FOLLOWERS:
        follower.minutes_issued(turn)
