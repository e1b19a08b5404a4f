"""From an account to an actor: posts in effect on a day, own units, and the units whose implication shuts one out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from township.actors import Actor
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import UnitKind, ids_of_path
from township.prepared import rows_of


@dataclass(frozen=True)
class Held:
    """A post in effect. unit_path: ids from the root down; portfolio_paths: id → path of the units in its portfolio."""

    person_id: int
    role: str
    unit_id: int
    unit_kind: str
    unit_path: str
    stands_in_for_id: int | None
    stands_in_for: str | None
    portfolio_paths: dict[int, str] = field(default_factory=dict)


def posts_in_effect(on: date, **filters):
    """Confirmed posts held on the day `on` (both ends included). Any past day can be asked (A1)."""
    return Post.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, confirmed_at__isnull=False, **filters
    )


def actor_for(account: Account, *, on: date, ip: str = "") -> Actor:
    """The actor behind `account` on the day `on` (Asia/Shanghai). One query; none for platform admins."""
    if account.is_platform_admin:
        return Actor(name="平台管理员", township_id=None, on=on, account_id=account.pk, is_platform_admin=True, ip=ip)
    posts = _posts([account.person_id], on).get(account.person_id, [])
    return _actor(
        account.person,
        posts,
        on,
        account_id=account.pk,
        is_unconfirmed=account.unconfirmed_since is not None,
        ip=ip,
    )


def actors_of(person_ids: Iterable[int], township_id: int, on: date) -> list[Actor]:
    """The actors behind persons of one township, with the posts they hold on the day `on`, account or no account.

    Two queries however many they are."""
    people = list(
        Person.objects.filter(pk__in=list(person_ids), township_id=township_id, is_active=True).order_by("pk")
    )
    posts = _posts([person.pk for person in people], on)
    return [_actor(person, posts.get(person.pk, []), on) for person in people]


def _actor(
    person: Person,
    posts: list[Held],
    on: date,
    *,
    account_id: int | None = None,
    is_unconfirmed: bool = False,
    ip: str = "",
) -> Actor:
    return Actor(
        name=person.name,
        township_id=person.township_id,
        on=on,
        account_id=account_id,
        person_id=person.pk,
        roles=frozenset(post.role for post in posts),
        unit_ids=frozenset(post.unit_id for post in posts),
        reporting_unit_ids=_reporting(posts),
        portfolio_unit_ids=frozenset(unit for post in posts for unit in post.portfolio_paths),
        deputy_roles=_deputised(posts),
        **_shut_by(posts),
        is_unconfirmed=is_unconfirmed,
        lent_rights=frozenset(person.lent_rights),
        ip=ip,
    )


def _deputised(posts: list[Held]) -> tuple[tuple[str, str], ...]:
    """Roles held only in somebody's place, with whose."""
    own = {post.role for post in posts if post.stands_in_for_id is None}
    rest = {post.role: post.stands_in_for for post in posts if post.role not in own}
    return tuple(sorted(rest.items()))


def _reporting(posts: list[Held]) -> frozenset[int]:
    grid = {post.unit_id for post in posts if post.role == Role.GRID_MEMBER}
    return frozenset(grid - {post.unit_id for post in posts if post.role != Role.GRID_MEMBER})


def _posts(person_ids: list[int], on: date) -> dict[int, list[Held]]:
    """The posts of each person with all that an actor knows of them (one query)."""
    if not person_ids:
        return {}
    if len(person_ids) == 1:  # the actor of a page
        rows = rows_of(("posts", on), lambda person_id: _question([person_id], on), person_ids[0])
    else:
        rows = _question(person_ids, on)
    held: dict[int, Held] = {}
    for pk, person_id, role, unit_id, kind, path, for_id, for_whom, portfolio_id, portfolio_path in rows:
        post = held.setdefault(pk, Held(person_id, role, unit_id, kind, path, for_id, for_whom))
        if portfolio_id is not None:  # a row for each unit of the portfolio
            post.portfolio_paths[portfolio_id] = portfolio_path
    found: dict[int, list[Held]] = {}
    for post in held.values():
        found.setdefault(post.person_id, []).append(post)
    return found


def _question(person_ids: list[int], on: date) -> QuerySet:
    columns = ("pk", "person_id", "role", "unit_id", "unit__kind", "unit__path", "stands_in_for_id")
    others = ("stands_in_for__person__name", "portfolio_units", "portfolio_units__path")
    return posts_in_effect(on, person_id__in=person_ids).values_list(*columns, *others)


def _shut_by(posts: list[Held]) -> dict[str, frozenset]:
    """Units U such that, were U implicated, the holder of these posts must not see the matter: the shut_ fields of an actor.

    Members of U and everybody below it (its grid members); the leader in charge of U; the liaison of U's parent.
    The root counts only for those who sit on it directly, else one row would shut out the whole township unawares.
    """
    units, below, children = set(), set(), set()
    for post in posts:
        above = ids_of_path(post.unit_path)
        units.update(above if post.unit_kind == UnitKind.TOWNSHIP else above[1:])
        units.add(post.unit_id)
        below.update(post.portfolio_paths.values())
        if post.role == Role.LIAISON and post.unit_kind != UnitKind.TOWNSHIP:
            children.add(post.unit_id)
    return {"shut_units": frozenset(units), "shut_below": frozenset(below), "shut_children": frozenset(children)}
