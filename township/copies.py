"""Copies of tables that hardly change, kept in this process while a stamp in the shared cache stands.

The cache holds only the stamp: taking a thousand rows out of it for every page costs more than the page's own statements.
Deleting the key from the cache (django.core.cache) makes every process read anew.
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache

MOST = 2000  # copies in one process
Copied = TypeVar("Copied")
_held: dict[str, tuple[str, object]] = {}


def copy_of(key: str, seconds: int, read: Callable[[], Copied]) -> Copied:
    """What `read` answers, at most `seconds` old. Whoever gets it must not change it."""
    stamp = cache.get(key)
    if stamp is None:
        stamp = uuid4().hex
        cache.set(key, stamp, seconds)
    held = _held.get(key)
    if held is None or held[0] != stamp:
        if len(_held) >= MOST:
            _held.clear()
        held = _held[key] = (stamp, read())
    return held[1]  # type: ignore[return-value]
