"""Registry of what a day brings. Each function asks what is due up to now and not yet done, and writes rows or jobs.

daily_tick runs them all twice a day; run twice = once, run late = caught up.
"""

from collections.abc import Callable
from datetime import datetime

DAILY: list[Callable[[datetime], None]] = []


def register_daily(function: Callable[[datetime], None]) -> None:
    """Enter fn(at); called from AppConfig.ready(). at: now, Asia/Shanghai."""
    if function not in DAILY:
        DAILY.append(function)
