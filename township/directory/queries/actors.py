"""From an account to an actor: posts in effect on a day, own units, and the units whose implication shuts one out."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q

from township.actors import Actor
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import UnitKind


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
    posts: list[Post],
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


def _deputised(posts: list[Post]) -> tuple[tuple[str, str], ...]:
    """Roles held only in somebody's place, with whose."""
    own = {post.role for post in posts if post.stands_in_for_id is None}
    rest = {post.role: post.stands_in_for.person.name for post in posts if post.role not in own}
    return tuple(sorted(rest.items()))


def _reporting(posts: list[Post]) -> frozenset[int]:
    grid = {post.unit_id for post in posts if post.role == Role.GRID_MEMBER}
    return frozenset(grid - {post.unit_id for post in posts if post.role != Role.GRID_MEMBER})


def _posts(person_ids: list[int], on: date) -> dict[int, list[Post]]:
    """The posts of each person, each with its unit and `portfolio_paths`: id → path of the units in its portfolio (one query)."""
    if not person_ids:
        return {}
    rows = posts_in_effect(on, person_id__in=person_ids).select_related("unit", "stands_in_for__person")
    rows = rows.annotate(in_portfolio=F("portfolio_units"), its_path=F("portfolio_units__path"))
    posts: dict[int, Post] = {}
    for row in rows:  # one for each unit of the portfolio
        post = posts.setdefault(row.pk, row)
        paths = vars(post).setdefault("portfolio_paths", {})
        if row.in_portfolio is not None:
            paths[row.in_portfolio] = row.its_path
    found: dict[int, list[Post]] = {}
    for post in posts.values():
        found.setdefault(post.person_id, []).append(post)
    return found


def _shut_by(posts: list[Post]) -> dict[str, frozenset]:
    """Units U such that, were U implicated, the holder of these posts must not see the matter: the shut_ fields of an actor.

    Members of U and everybody below it (its grid members); the leader in charge of U; the liaison of U's parent.
    The root counts only for those who sit on it directly, else one row would shut out the whole township unawares.
    """
    units, below, children = set(), set(), set()
    for post in posts:
        above = post.unit.ancestor_ids
        units.update(above if post.unit.kind == UnitKind.TOWNSHIP else above[1:])
        units.add(post.unit_id)
        below.update(post.portfolio_paths.values())
        if post.role == Role.LIAISON and post.unit.kind != UnitKind.TOWNSHIP:
            children.add(post.unit_id)
    return {"shut_units": frozenset(units), "shut_below": frozenset(below), "shut_children": frozenset(children)}
