"""What shuts one actor out, read once for them: usually nothing, so that their pages carry no condition about it.

A matter that rests on a closed one (the topic about a case, the resolution of the topic, the order on a finding) is closed
as well, for every page, list, search and inbox (records.matters.queries.links); not what is put to somebody to be answered.
Kept on the actor, who lives for one request. Whatever writes implications, recusals, access lists or links makes every actor of
this process read anew; an act asks the tables themselves (records.matters.queries.scope.is_visible).
"""

from dataclasses import dataclass
from itertools import count

from django.db.models import Q, QuerySet, Value
from django.db.models.signals import post_delete, post_save

from records.matters.kinds import KINDS
from records.matters.models.access import Access, Implication, Recusal
from records.matters.models.matters import Reference, Secrecy
from records.matters.queries.links import CARRYING, with_what_rests_on
from township.actors import Actor
from township.prepared import rows_of

_KEPT = "_denies"
SHUT, LISTED = 0, 1
_writes = count(1)
_version = 0


@dataclass(frozen=True)
class Denies:
    """shut: matters closed to them by implication, recusal, or by what they rest on; listed: restricted matters on whose
    access list they stand."""

    shut: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()


def denies_of(actor: Actor) -> Denies:
    """One query for an actor whom nothing shuts out; none for system actors and accounts without a person."""
    if actor.is_system or actor.person_id is None:
        return Denies()
    kept = vars(actor).get(_KEPT)
    if kept is None or kept[0] != _version:
        kept = (_version, denies_now(actor))
        object.__setattr__(actor, _KEPT, kept)
    return kept[1]


def lists_of(actor: Actor) -> QuerySet[Access]:
    """The access lists on which the actor stands; none while nobody confirmed who logged in after a reset."""
    rows = Access.objects.filter(person_id=actor.person_id)
    return rows.exclude(pk__isnull=False) if actor.is_unconfirmed else rows


def shut_by_unit(actor: Actor) -> Q:
    """The implications of units that shut the actor out (`Actor.is_shut_by` as a condition)."""
    found = Q(unit_id__in=actor.shut_units)
    if actor.shut_children:
        found |= Q(unit__parent_id__in=actor.shut_children)
    for start in actor.shut_below:
        found |= Q(unit__path__startswith=start)
    return found


def denies_now(actor: Actor) -> Denies:
    """The same as the tables stand at this moment: for acts, under the lock of their matter."""
    rows = rows_of(("denies", *_looked_at(actor)), lambda: _question(actor))
    shut = {matter for matter, part in rows if part == SHUT}
    return Denies(_carried(actor, shut), frozenset(matter for matter, part in rows if part == LISTED))


def _carried(actor: Actor, shut: set[int]) -> frozenset[int]:
    """These matters and what rests on them, but for what is put to the actor to be answered: nobody is judged unheard."""
    found = with_what_rests_on(shut)
    resting = found - shut
    heard: set[int] = set()
    for kind in KINDS.values() if resting else ():
        heard.update(kind.answers(actor, resting) if kind.answers else ())
    return found - heard


def _looked_at(actor: Actor) -> tuple:
    """Everything about the actor that the question follows from: the same on every day and for whoever holds the posts."""
    units = (actor.shut_units, actor.shut_below, actor.shut_children)
    return actor.township_id, actor.person_id, actor.is_unconfirmed, *units


def _question(actor: Actor) -> QuerySet:
    """(matter, SHUT or LISTED) of everything that concerns the actor."""
    live = Implication.objects.filter(lifted_at__isnull=True)
    shutting = [
        live.filter(person_id=actor.person_id),
        live.filter(shut_by_unit(actor)),
        Recusal.objects.filter(person_id=actor.person_id, lifted_at__isnull=True),
    ]
    listed = lists_of(actor)
    parts = [rows.order_by().values_list("matter_id", Value(SHUT)) for rows in shutting]
    parts.append(_resting_on_secrets(actor, listed).order_by().values_list("source_id", Value(SHUT)))
    return listed.order_by().values_list("matter_id", Value(LISTED)).union(*parts)


def _resting_on_secrets(actor: Actor, listed: QuerySet) -> QuerySet[Reference]:
    """Links to restricted matters on whose list the actor does not stand."""
    links = Reference.objects.filter(relation__in=CARRYING, target__township_id=actor.township_id)
    return links.filter(target__secrecy=Secrecy.RESTRICTED).exclude(target_id__in=listed.values("matter_id"))


def _written(**kwargs) -> None:
    global _version
    _version = next(_writes)


for _model in (Implication, Recusal, Access, Reference):
    for _signal in (post_save, post_delete):
        _signal.connect(_written, sender=_model, dispatch_uid=f"denies.{_model.__name__}.{id(_signal)}", weak=False)
