"""Whether a link leads its reader anywhere: a page offers no way to what it would refuse."""

from functools import cache
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from records.matters.kinds import KINDS, Kind
from records.matters.queries.scope import is_visible
from township.actors import Actor
from township.frame.access import opens


@cache
def _kinds() -> dict[str, Kind]:
    return {kind.url_name: kind for kind in KINDS.values()}


def leads_anywhere(actor: Actor, url: str) -> bool:
    """Whether the page at this address of the application opens for the actor: by right, and where it is the page of a matter
    also by sight (one query then)."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return False
    if not opens(match.func, actor):
        return False
    kind, numbers = _kinds().get(match.view_name), [*match.args, *match.kwargs.values()]
    return kind is None or len(numbers) != 1 or is_visible(actor, numbers[0], kind.view)
