"""What the directory tells and floors above bring about: a notice to people, an account that is switched off."""

from collections.abc import Callable, Iterable
from datetime import datetime

from township.directory.models.units import Unit

# (township id, person ids, kind, text, key, at): records puts it into their inboxes.
_tellers: list[Callable[[int, Iterable[int], str, str, str, datetime], object]] = []
_unit_off: list[Callable[[Unit, datetime], object]] = []
_access_ended: list[Callable[[int, datetime], object]] = []


def on_telling(teller: Callable) -> None:
    """Have teller(township_id, person_ids, kind, text, key, at) called for what people must learn of their accounts."""
    if teller not in _tellers:
        _tellers.append(teller)


def tell_people(township_id: int, people: Iterable[int], kind: str, text: str, key: str, at: datetime) -> None:
    """Tell every listener; part of the transaction of the action."""
    people = sorted({one for one in people if one})
    for teller in _tellers:
        teller(township_id, people, kind, text, key, at)


def on_access_ended(listener: Callable[[int, datetime], object]) -> None:
    """Have listener(person_id, at) called in the transaction in which a person's last account is switched off or gets a new
    password: what somebody opened with the old one (a private address) must not go on without it."""
    if listener not in _access_ended:
        _access_ended.append(listener)


def access_ended(person_id: int, at: datetime) -> None:
    """Tell every listener."""
    for listener in _access_ended:
        listener(person_id, at)


def on_unit_off(listener: Callable[[Unit, datetime], object]) -> None:
    """Have listener(unit, at) called in the transaction in which a unit is switched off."""
    if listener not in _unit_off:
        _unit_off.append(listener)


def unit_off(unit: Unit, at: datetime) -> None:
    """Tell every listener."""
    for listener in _unit_off:
        listener(unit, at)
