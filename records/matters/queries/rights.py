"""Which of some rights an actor has on one thing in sight: those that reach the township, and the own ones if it is the
actor's own. For facts of doors; an action asks `ensure`."""

from collections.abc import Collection

from records.matters.models.matters import Matter
from records.matters.queries.scope import own_matters, stands_in
from township.actors import Actor
from township.permissions import Capability, Reach


def rights_on(actor: Actor, matter: Matter, capabilities: Collection[Capability]) -> frozenset[str]:
    """Codes of the capabilities the actor has on this matter (at most one query, none where every right reaches far)."""
    lent = {one.code for one in capabilities if one.code in actor.lent_rights and actor.reach_by_post(one) is None}
    reaches = {capability.code: actor.reach(capability) for capability in capabilities}
    wide = {code for code, reach in reaches.items() if reach == Reach.TOWNSHIP}
    own = {code for code, reach in reaches.items() if reach == Reach.OWN}
    if own and Matter.objects.filter(own_matters(actor), pk=matter.pk).exists():
        wide |= {code for code in own if code not in lent or stands_in(actor, matter, code)}
    return frozenset(wide)
