"""Need-to-know, in one place. Every list, count, search, export and document starts at `visible_to`.

Order of judgement, first hit wins: implicated person, implicated unit, recusal, restricted and not on the access list,
then role × reach. Deny beats every role. The few matters that shut an actor out are read once for them (denies_of). Works on any queryset whose primary key is the matter's id and that has a
`township` column, so that an aggregate's own table answers without joining the spine.
"""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from records.matters.kinds import KINDS, may_be_restricted
from records.matters.models.access import Handler, Holding, StandIn
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.denies import denies_now, denies_of
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.permissions import Capability, Reach


def _unlisted(rows: QuerySet, listed: Collection[int] | QuerySet, township_id: int | None) -> Q | None:
    """Rows of restricted matters that are not among `listed`; None where the kind has no restricted matters."""
    if rows.model is Matter:
        return Q(secrecy=Secrecy.RESTRICTED) & ~Q(pk__in=listed)
    if not may_be_restricted(rows.model):
        return None
    restricted = Matter.objects.filter(township_id=township_id, secrecy=Secrecy.RESTRICTED)
    return Q(pk__in=restricted.exclude(pk__in=listed).values("pk"))


def _without_denied(actor: Actor, rows: QuerySet) -> QuerySet:
    """The rows without what shuts the actor out: usually nothing does, and then nothing is added to the query."""
    denies = denies_of(actor)
    if denies.shut:
        rows = rows.exclude(pk__in=denies.shut)
    unlisted = _unlisted(rows, denies.listed, actor.township_id)
    return rows if unlisted is None else rows.exclude(unlisted)


def own_matters(actor: Actor, *, row_by_row: bool = False) -> Q:
    """Matters in the hands of the actor's units or of the actor themselves, or in their portfolio.

    row_by_row: looked up for each row instead of read as a whole; for few rows, which must not wait until the twelve thousand
    matters of a unit are read. For a long list the whole is cheaper."""
    units = (actor.unit_ids - actor.reporting_unit_ids) | actor.portfolio_unit_ids
    held = Holding.objects.filter(unit_id__in=units, ended_on__isnull=True)
    handled = Handler.objects.filter(person_id=actor.person_id)
    if row_by_row:
        this = {"matter_id": OuterRef("pk")}
        return Q(Exists(held.filter(**this))) | Q(Exists(handled.filter(**this)))
    return Q(pk__in=held.values("matter_id")) | Q(pk__in=handled.values("matter_id"))


def visible_to(actor: Actor, rows: QuerySet, capability: Capability) -> QuerySet:
    """The part of `rows` that the actor may read by `capability`; empty for who has it not."""
    reach = actor.reach(capability)
    if reach is None or actor.township_id is None:
        return rows.none()
    rows = rows.filter(township_id=actor.township_id)
    if actor.is_system:
        return rows
    rows = _without_denied(actor, rows)
    return rows if reach == Reach.TOWNSHIP else rows.filter(own_matters(actor))


def visible_through(actor: Actor, rows: QuerySet, column: str, capability: Capability) -> QuerySet:
    """The part of `rows` whose matter, named by `column`, the actor may read by `capability`: as visible_to, for tables that
    hang on the matters of one kind. Who reads the whole township leaves the few that are closed out, and joins nothing.

    rows: of the actor's township, and of matters that `capability` is for."""
    if actor.is_system:
        return rows
    if actor.reach(capability) == Reach.TOWNSHIP and actor.township_id is not None:
        return rows.exclude(**{f"{column}__in": matters_kept_from(actor, restricted=True).values("pk")})
    return rows.filter(**{f"{column}__in": visible_to(actor, Matter.objects.all(), capability).values("pk")})


def matters_kept_from(actor: Actor, *, restricted: bool) -> QuerySet[Matter]:
    """Matters of the township that shut this actor out; restricted: also those on whose list they do not stand."""
    rows, denies = Matter.objects.filter(township_id=actor.township_id), denies_of(actor)
    kept = Q(pk__in=denies.shut)
    return rows.filter(kept | _unlisted(rows, denies.listed, actor.township_id) if restricted else kept)


def matters_visible_to(actor: Actor, *, row_by_row: bool = False) -> QuerySet[Matter]:
    """Every matter of any kind that the actor may read; row_by_row: see own_matters."""
    whole = Q(kind__in=[kind.key for kind in KINDS.values() if actor.reach(kind.view) == Reach.TOWNSHIP])
    own = Q(kind__in=[kind.key for kind in KINDS.values() if actor.reach(kind.view) == Reach.OWN])
    rows = Matter.objects.filter(township_id=actor.township_id)
    if actor.is_system:
        return rows
    return _without_denied(actor, rows).filter(whole | (own & own_matters(actor, row_by_row=row_by_row)))


def in_sight(actor: Actor, column: str) -> Exists:
    """The condition "the matter that `column` names may be read by the actor", asked row by row.

    For tables with few rows of interest (one inbox, the links of one case): the whole set of visible matters is never made.
    """
    return Exists(matters_visible_to(actor, row_by_row=True).filter(pk=OuterRef(column)))


def is_visible(actor: Actor, matter_id: int, capability: Capability) -> bool:
    """Whether one matter is in the actor's sight, as the tables stand at this moment: asked before every act, under its lock."""
    rows = Matter.objects.filter(pk=matter_id, township_id=actor.township_id)
    if actor.is_system:
        return rows.exists()
    reach = actor.reach(capability)
    if reach is None:
        return False
    denies = denies_now(actor)
    if matter_id in denies.shut:
        return False
    rows = rows.exclude(_unlisted(rows, denies.listed, actor.township_id))
    return (rows if reach == Reach.TOWNSHIP else rows.filter(own_matters(actor))).exists()


def ensure(by: Actor, capability: Capability, matter: Matter, *, view: Capability | None = None) -> None:
    """Leave for `by` to act by `capability` on `matter`, or a refusal.

    Raises OutOfScope (404) when the matter is not in sight at all, NotAllowed (403) when it is in sight but the right is
    missing or reaches only the actor's own matters and this is not one.
    """
    if not is_visible(by, matter.pk, view or KINDS[matter.kind].view):
        raise OutOfScope("没有找到这个事项。")
    reach = ensure_may(by, capability)
    if reach == Reach.OWN and not Matter.objects.filter(own_matters(by), pk=matter.pk).exists():
        raise NotAllowed(f"只有承办这个事项的单位才能办理“{capability.label}”。", article=capability.article)
    if (
        by.lent_rights
        and not by.is_system
        and by.reach_by_post(capability) is None
        and not stands_in(by, matter, capability.code)
    ):
        raise NotAllowed(f"您代行的不是这个事项的“{capability.label}”。", article=capability.article)


def stands_in(actor: Actor, matter: Matter, right: str) -> bool:
    """Whether the right is lent to the actor on this very matter."""
    rows = StandIn.objects.filter(matter_id=matter.pk, right=right, person_id=actor.person_id, ended_at__isnull=True)
    return rows.exists()
