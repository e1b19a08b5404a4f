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
from township.permissions import Capability


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


# The page on which a topic is proposed to the joint meeting, and the right to it: entered by the area that has meetings.
_topic: list[tuple[str, Capability | None]] = []


def register_topic_page(url_name: str, right: Capability | None) -> None:
    """Name the page that proposes a topic from ?linked=<numbers>&title=<title>."""
    _topic[:] = [(url_name, right)]


def topic_url(actor: Actor, numbers: str, title: str = "") -> str:
    """Address at which the actor proposes a topic about these matters (numbers, blanks between them); "" where there is no
    such page or the actor may not."""
    if not _topic or (_topic[0][1] is not None and not actor.may(_topic[0][1])):
        return ""
    return f"{reverse(_topic[0][0])}?{urlencode({'linked': numbers, 'title': title})}"


def start_url(matter_id: int, ref: str = "") -> str:
    """Address of the registration page for a case from this matter."""
    return f"{reverse(_page[0])}?{urlencode({'from': matter_id, 'ref': ref})}"


def origin_of(actor: Actor, matter_id: int) -> Origin:
    """The origin registered for the matter's kind; OutOfScope when there is none in the actor's township."""
    kind = Matter.objects.filter(pk=matter_id, township_id=actor.township_id).values_list("kind", flat=True).first()
    if kind not in ORIGINS:
        raise OutOfScope("没有找到这件事项的来源。")
    return ORIGINS[kind]
