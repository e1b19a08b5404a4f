"""Which of some rights an actor has on one thing in sight: those that reach the township, and the own ones if it is the
actor's own. For facts of doors; an action asks `ensure`."""

from collections.abc import Iterable

from records.matters.models.matters import Matter
from records.matters.queries.scope import own_matters
from township.actors import Actor
from township.permissions import Capability, Reach


def rights_on(actor: Actor, matter: Matter, capabilities: Iterable[Capability]) -> frozenset[str]:
    """Codes of the capabilities the actor has on this matter (at most one query, none where every right reaches far)."""
    reaches = {capability.code: actor.reach(capability) for capability in capabilities}
    wide = {code for code, reach in reaches.items() if reach == Reach.TOWNSHIP}
    own = {code for code, reach in reaches.items() if reach == Reach.OWN}
    if own and Matter.objects.filter(own_matters(actor), pk=matter.pk).exists():
        wide |= own
    return frozenset(wide)
