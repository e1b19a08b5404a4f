"""Registry of origins: other handled things from which a case is registered with one click (a visitor received by a
leader, a dispute that is not settled). Neither side knows the other: the registration page asks here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse

from records.matters.models.matters import Matter
from township.actors import Actor, OutOfScope


class Linked(Protocol):
    def __call__(self, *, matter_id: int, ref: str, case: Matter, by: Actor, at: datetime) -> None: ...


@dataclass(frozen=True)
class Origin:
    """prefill(actor, matter_id, ref): initial values of the registration form, with "people": a list of dicts for the
    petitioners; raises OutOfScope when the actor may not see it. linked(...): called in the transaction in which the case
    was registered; raises Refused when the case may not come from there (any more)."""

    prefill: Callable[[Actor, int, str], dict]
    linked: Linked


ORIGINS: dict[str, Origin] = {}
# The registration page enters its address here: this floor does not know it.
_page: list[str] = []


def register_origin(kind: str, origin: Origin) -> None:
    """Enter a kind of matter (a key of records.matters.kinds) from which cases may be registered."""
    ORIGINS[kind] = origin


def register_start(url_name: str) -> None:
    """Name the page on which a case is registered."""
    _page[:] = [url_name]


def start_url(matter_id: int, ref: str = "") -> str:
    """Address of the registration page for a case from this matter."""
    return f"{reverse(_page[0])}?{urlencode({'from': matter_id, 'ref': ref})}"


def origin_of(actor: Actor, matter_id: int) -> Origin:
    """The origin registered for the matter's kind; OutOfScope when there is none in the actor's township."""
    kind = Matter.objects.filter(pk=matter_id, township_id=actor.township_id).values_list("kind", flat=True).first()
    if kind not in ORIGINS:
        raise OutOfScope("没有找到这件事项的来源。")
    return ORIGINS[kind]
