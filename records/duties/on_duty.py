"""Who of the leadership is on duty on which days: asked by whoever makes a plan, answered by the area that keeps the rosters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OnDuty:
    """A turn of a published roster. a, b: who is on duty and who stands behind, with their posts; hours: as they print."""

    day: date
    a: str
    b: str
    hours: str
    place: str


_rosters: list[Callable[[int, date, date], Iterable[OnDuty]]] = []


def register_roster(provider: Callable[[int, date, date], Iterable[OnDuty]]) -> None:
    """provider(township_id, first, last) gives the published turns of these days, in order."""
    if provider not in _rosters:
        _rosters.append(provider)


def on_duty(township_id: int, first: date, last: date) -> list[OnDuty]:
    """Every published turn of these days, by day."""
    return [turn for provider in _rosters for turn in provider(township_id, first, last)]
