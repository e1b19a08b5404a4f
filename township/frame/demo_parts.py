"""Registry of what the demonstration plays after the cases: an app enters its part in its apps.py."""

from collections.abc import Callable
from datetime import date

from township.directory.models.townships import Township

PARTS: list[Callable[[Township, date], object]] = []


def register(part: Callable[[Township, date], object]) -> None:
    """part(township, today): plays its share through the app's own actions, inside the loader's transaction."""
    if part not in PARTS:
        PARTS.append(part)
