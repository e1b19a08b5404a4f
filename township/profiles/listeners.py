"""What depends on the rules in force and lives on a floor above: entered in apps.py, called when the clauses change."""

from collections.abc import Callable

_listeners: list[Callable[[int], None]] = []


def on_rules_change(listener: Callable[[int], None]) -> None:
    """Have listener(township_id) called in the transaction in which a clause is written or ended."""
    if listener not in _listeners:
        _listeners.append(listener)


def rules_changed(township_id: int) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(township_id)
