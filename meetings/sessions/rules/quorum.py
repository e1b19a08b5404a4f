"""Who was expected, who came, and whether a plenary is complete enough (全体会议过半数成员单位到会，本办规定)."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.sessions.rules.sessions import KINDS


@dataclass(frozen=True)
class Seat:
    """One line of the sheet. is_present None = not yet noted; has_deputy: somebody came in the member's place."""

    is_member: bool
    is_present: bool | None
    is_on_leave: bool
    has_deputy: bool


@dataclass(frozen=True)
class Roll:
    """Numbers of member units; a deputy counts as present. Invitees are counted apart."""

    members: int
    present: int
    deputies: int
    on_leave: int
    absent: int
    unnoted: int
    invitees: int
    invitees_present: int


@dataclass(frozen=True)
class Quorum:
    """needed: members that must be there, 0 when the kind asks for none; is_met None while nobody is noted yet."""

    needed: int
    is_met: bool | None
    words: str


def roll_of(seats: Iterable[Seat]) -> Roll:
    """Count the sheet."""
    rows = list(seats)
    members = [seat for seat in rows if seat.is_member]
    invitees = [seat for seat in rows if not seat.is_member]
    return Roll(
        members=len(members),
        present=sum(seat.is_present is True for seat in members),
        deputies=sum(seat.is_present is True and seat.has_deputy for seat in members),
        on_leave=sum(seat.is_present is not True and seat.is_on_leave for seat in members),
        absent=sum(seat.is_present is False and not seat.is_on_leave for seat in members),
        unnoted=sum(seat.is_present is None and not seat.is_on_leave for seat in members),
        invitees=len(invitees),
        invitees_present=sum(seat.is_present is True for seat in invitees),
    )


def quorum(kind: str, roll: Roll) -> Quorum:
    """Whether more than half of the members are there, where the kind asks for it."""
    expected = f"应到 {roll.members}"
    is_open = not roll.present and not roll.absent  # nobody is noted yet
    if not KINDS[kind].quorum or not roll.members:
        return Quorum(0, None, expected if is_open else f"{expected}，实到 {roll.present}")
    needed = roll.members // 2 + 1
    if is_open:
        return Quorum(needed, None, f"{expected}，过半数为 {needed}")
    is_met = roll.present >= needed
    verdict = "已过半数" if is_met else "未过半数"
    return Quorum(needed, is_met, f"{expected}，实到 {roll.present}，过半数为 {needed}，{verdict}")
