"""What several views need: one matter in the actor's sight, or 404."""

from django.shortcuts import redirect
from django.urls import NoReverseMatch

from records.matters.kinds import KINDS
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from township.actors import Actor, OutOfScope
from township.frame.access import any_account
from township.frame.addresses import address


def seen_matter(actor: Actor, matter_id: int) -> Matter:
    """The matter, if the actor may see it; else OutOfScope, which becomes 404 and a line in the journal."""
    matter = matters_visible_to(actor).filter(pk=matter_id).select_related("holder_unit").first()
    if matter is None:
        raise OutOfScope("没有找到这个事项。")
    return matter


def matter_url(matter: Matter) -> str:
    """The page of the matter in the app it belongs to; the home page while that app has none."""
    try:
        return address(KINDS[matter.kind].url_name, matter.pk)
    except (KeyError, NoReverseMatch):
        return "/"


@any_account
def matter(request, matter_id: int):
    """Go to the page of a matter, whatever app it lives in."""
    return redirect(matter_url(seen_matter(request.actor, matter_id)))
