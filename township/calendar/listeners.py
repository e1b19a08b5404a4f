"""What depends on the working calendar and lives on a floor above: entered here, in apps.py, and called from here.

The calendar knows nothing of clocks; records enters the function that recomputes them, and the one that says how far
ahead open time limits reach.
"""

from collections.abc import Callable
from datetime import date, datetime

from township.actors import Actor

Recompute = Callable[..., int]  # (*, by: Actor, at: datetime, township_id: int | None) -> rows changed
Horizon = Callable[[int], date | None]  # township id -> latest day an open time limit reaches

_recompute: list[Recompute] = []
_horizons: list[Horizon] = []


def on_change(recompute: Recompute) -> None:
    """Have `recompute(by=…, at=…, township_id=…)` called after every change; None = every township."""
    if recompute not in _recompute:
        _recompute.append(recompute)


def reaches_until(horizon: Horizon) -> None:
    """Have `horizon(township_id)` asked how far ahead the calendar is needed."""
    if horizon not in _horizons:
        _horizons.append(horizon)


def calendar_changed(*, by: Actor, at: datetime, township_id: int | None) -> int:
    """Tell every listener, after the change is committed; the number of rows they changed."""
    return sum(recompute(by=by, at=at, township_id=township_id) for recompute in _recompute)


def needed_until(township_id: int) -> date | None:
    """The latest day any open time limit of the township reaches."""
    return max((day for day in (horizon(township_id) for horizon in _horizons) if day), default=None)
