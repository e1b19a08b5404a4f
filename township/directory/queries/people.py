"""Who is here and which posts they hold or held."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from township.actors import Actor
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import UnitKind
from township.directory.queries.actors import posts_in_effect
from township.directory.rules.posts import CONVENORS, confirmers
from township.permissions import ALL_ROLES
from township.together import together


def posts_of(person_id: int, *, on: date) -> QuerySet[Post]:
    """The posts a person holds on a day, with unit and portfolio."""
    return posts_in_effect(on, person_id=person_id).select_related("unit").prefetch_related("portfolio_units")


def roles_of(person_id: int, on: date) -> frozenset[str]:
    """The roles a person holds on a day."""
    return frozenset(posts_in_effect(on, person_id=person_id).values_list("role", flat=True))


def people_in_office(township_id: int) -> QuerySet[Person]:
    return Person.objects.filter(township_id=township_id, is_active=True).order_by("name", "id")


def people_of_units(township_id: int, unit_ids: Iterable[int]) -> QuerySet[Person]:
    """People who hold or held a post in one of the units."""
    held = Post.objects.filter(unit_id__in=list(unit_ids)).values("person_id")
    return people_in_office(township_id).filter(pk__in=held)


def people_list(township_id: int, *, on: date, name: str = "", role: str = "", state: str = "") -> QuerySet[Person]:
    """People with the posts they hold on that day and their accounts: three queries however many."""
    people = Person.objects.filter(township_id=township_id)
    if name:
        people = people.filter(name__contains=name)
    if state != "all":
        people = people.filter(is_active=state != "away")
    if role:
        people = people.filter(pk__in=posts_in_effect(on, township_id=township_id, role=role).values("person_id"))
    return people.order_by("id").prefetch_related(_posts_now(on), "accounts")


def with_posts(people: Iterable[Person], on: date) -> Iterator[Person]:
    """The same people, each with `posts_now`: the posts held on that day. One query with that of the people."""
    if isinstance(people, QuerySet) and people._result_cache is None and not people.query.is_sliced:
        posts = posts_in_effect(on, person_id__in=people.order_by().values("pk")).select_related("unit")
        found = together({"people": people, "posts": posts})
        held: dict[int, list[Post]] = {}
        for post in found["posts"]:
            held.setdefault(post.person_id, []).append(post)
        for person in found["people"]:
            person.posts_now = held.get(person.pk, [])
            yield person
        return
    rows = list(people)
    prefetch_related_objects(rows, _posts_now(on))
    yield from rows


def _posts_now(on: date) -> Prefetch:
    return Prefetch("posts", posts_in_effect(on).select_related("unit"), to_attr="posts_now")


def person_words(person: Person) -> str:
    """As in 林晓（联席办 经办人）. Needs `posts_now`.

    A unit is left out where the title names it already (村镇建设办联络员), the township's own level wherever there is a title.
    """
    units = dict.fromkeys(post.unit.label for post in person.posts_now if post.unit.kind != UnitKind.TOWNSHIP)
    parts = [label for label in units if label not in person.title] + [person.title] * bool(person.title)
    parts = parts or list(dict.fromkeys(post.unit.label for post in person.posts_now))
    return f"{person.name}（{' '.join(parts)}）" if parts else person.name


def posts_on(township_id: int, on: date, role: str = "") -> list[Post]:
    """Who held which post on a day, by rank of the role: any past day can be asked (A1)."""
    posts = posts_in_effect(on, township_id=township_id).select_related("person", "unit", "stands_in_for__person")
    if role:
        posts = posts.filter(role=role)
    found = posts.prefetch_related("portfolio_units").order_by("order", "starts_on", "id")
    return sorted(found, key=lambda post: ALL_ROLES.index(post.role))


def posts_to_stand_in_for(township_id: int, on: date) -> QuerySet[Post]:
    """Posts a deputy can be named for: in effect or coming, not themselves deputies'."""
    return (
        Post.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), township_id=township_id)
        .filter(confirmed_at__isnull=False, stands_in_for__isnull=True)
        .select_related("person", "unit")
        .order_by("role", "order", "id")
    )


def posts_waiting(township_id: int) -> QuerySet[Post]:
    """Proposed and not yet confirmed."""
    return (
        Post.objects.filter(township_id=township_id, confirmed_at__isnull=True)
        .select_related("person", "unit", "proposed_by", "stands_in_for__person")
        .order_by("id")
    )


def posts_waiting_for(actor: Actor) -> QuerySet[Post]:
    """Those of them this actor may confirm: of a role they decide on, neither their own nor proposed by them."""
    decides = [role for role in ALL_ROLES if confirmers(role) & actor.roles]
    waiting = posts_waiting(actor.township_id).filter(role__in=decides).exclude(person_id=actor.person_id)
    return waiting.exclude(proposed_by_id=actor.person_id)


def career_of(person_id: int) -> QuerySet[Post]:
    """Every post of a person, past, present and proposed; newest first."""
    return (
        Post.objects.filter(person_id=person_id)
        .select_related("unit", "proposed_by", "confirmed_by", "stands_in_for__person")
        .prefetch_related("portfolio_units")
        .order_by("-starts_on", "-id")
    )


def accounts_of(person_id: int) -> QuerySet[Account]:
    return Account.objects.filter(person_id=person_id).order_by("id")


def has_convenor(township_id: int, on: date) -> bool:
    return posts_in_effect(on, township_id=township_id, role__in=CONVENORS).exists()


def people_without_account(township_id: int, on: date) -> QuerySet[Person]:
    """People who hold a post today and have no login that is on."""
    held = posts_in_effect(on, township_id=township_id).exclude(role=Role.GRID_MEMBER).values("person_id")
    return people_in_office(township_id).filter(pk__in=held).exclude(accounts__is_active=True)
