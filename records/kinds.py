"""Registry of matter kinds: each app tells, in its apps.py, how its matters are named, linked and read.

A lower page links upward only through this table; nobody branches on a kind.
"""

from dataclasses import dataclass

from township.permissions import Capability


@dataclass(frozen=True)
class Kind:
    """key: Matter.kind; label: Chinese word; url_name: page of one matter, takes the matter's id; view: who may read."""

    key: str
    label: str
    url_name: str
    view: Capability


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Enter a kind; called once for each from AppConfig.ready()."""
    KINDS[kind.key] = kind
