"""Who wants to know that the working calendar changed: whatever was computed with it is computed again.

Apps register in their apps.py; the calendar's actions call `tell_calendar_changed` after their rows are written.
"""

from collections.abc import Callable
from datetime import datetime

LISTENERS: list[Callable[[int | None, datetime], None]] = []


def register(listener: Callable[[int | None, datetime], None]) -> None:
    """Enter listener(township_id, at); township_id None = the national table, every township."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def tell_calendar_changed(township_id: int | None, at: datetime) -> None:
    for listener in LISTENERS:
        listener(township_id, at)
