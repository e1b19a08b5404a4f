"""Registry of matter kinds: each app tells, in its apps.py, how its matters are named, linked and read.

A lower page links upward only through this table; nobody branches on a kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor
from township.permissions import Capability

Gate = Callable[[Attachment | Document, Actor, datetime], None]


@dataclass(frozen=True)
class Kind:
    """key: Matter.kind; label: Chinese word; url_name: page of one matter, takes the matter's id; view: who may read.

    gate: asked before bytes of a file or an issued paper go out, whichever address they were asked for at; raises
    NotAllowed where sight of the matter is not enough (sealed content, papers with identity data).
    """

    key: str
    label: str
    url_name: str
    view: Capability
    gate: Gate | None = None


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Enter a kind; called once for each from AppConfig.ready()."""
    KINDS[kind.key] = kind


def pass_gate(row: Attachment | Document, by: Actor, at: datetime) -> None:
    """Leave to hand the bytes of `row` to `by`, who sees its matter; raises what the gate of its kind raises."""
    gate = KINDS[row.matter.kind].gate
    if gate:
        gate(row, by, at)
