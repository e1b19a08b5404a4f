"""Sheets and papers that are made to be taken along, and the one door they go through.

A `Handout` says what an address hands out; `hand_out` makes its view. The door itself (number, journal line, second person, watermark)
stands on the floor above, which enters it here (`door_is`): records.ledgers.views.handouts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from township.frame.access import requires
from township.frame.proof import asks_proof
from township.permissions import Capability
from township.watermark import Watermark

SHEET, PRINT = "sheet", "print"


@dataclass(frozen=True)
class Handed:
    """What would leave, as it is at this moment. rows: of the longest list in it; has_identity: identity data unmasked;
    make: the answer, signed. columns, conditions: in words, for who decides; back: address to return to. subject, detail: for the journal.
    holds: added to the address of a request, where the list grows by itself: what is taken later is what was asked for."""

    title: str
    rows: int
    make: Callable[[Watermark], HttpResponse]
    has_identity: bool = False
    columns: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    back: str = "/"
    subject: tuple[str, int | None] = ("register", None)
    detail: Mapping = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Handout:
    """url_name: of its address; right: who may have it; code: of the journal; prepare(request, **arguments) → Handed, changing nothing.
    form: SHEET or PRINT. asks_proof: the second factor is asked again."""

    url_name: str
    right: Capability
    code: str
    prepare: Callable[..., Handed]
    form: str = SHEET
    asks_proof: bool = False


HANDOUTS: dict[str, Handout] = {}
_door: list[Callable[[HttpRequest, Handout, Handed], HttpResponse]] = []


def door_is(door: Callable[[HttpRequest, Handout, Handed], HttpResponse]) -> None:
    """Entered once, by the floor that keeps numbers and approvals."""
    _door[:] = [door]


def hand_out(handout: Handout) -> Callable:
    """The view of its address."""
    HANDOUTS[handout.url_name] = handout

    @requires(handout.right)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def handed(request: HttpRequest, **arguments) -> HttpResponse:
        return _door[0](request, handout, handout.prepare(request, **arguments))

    return asks_proof()(handed) if handout.asks_proof else handed
