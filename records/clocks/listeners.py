"""Who wants to know that due dates moved: apps that repeat Matter.next_due_on in a table of their own.

An app registers in its apps.py; a change that starts in the app itself is copied by its own action.
"""

from collections.abc import Callable

LISTENERS: list[Callable[[list[int]], None]] = []


def on_due_changed(listener: Callable[[list[int]], None]) -> None:
    """Register listener(matter ids), called in the transaction in which the calendar moved their due dates."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def tell_due_changed(matter_ids: list[int]) -> None:
    """Called by the one writer of clocks."""
    for listener in LISTENERS:
        listener(matter_ids)
