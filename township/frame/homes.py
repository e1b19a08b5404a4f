"""The home page 今日: each app enters the sections it contributes for a role, in its apps.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from township.actors import Actor


@dataclass(frozen=True)
class HomeSection:
    """One section. See `register` for the meaning of the fields."""

    roles: frozenset[str]
    order: int
    template: str
    context: Callable[[Actor, date], dict]
    aside: bool


SECTIONS: list[HomeSection] = []


def register(
    roles: str | Iterable[str],
    order: int,
    template: str,
    context: Callable[[Actor, date], dict],
    *,
    aside: bool = False,
) -> None:
    """Show `template` on the home of everybody who holds one of `roles`; entering the same section twice has no effect.

    context(actor, today) gives the template's variables and is called once a page. An entry "headline" in it becomes
    the heading of the page (the section of the lowest order wins). aside: a small box below the others, side by side on wide screens.
    """
    section = HomeSection(frozenset([roles] if isinstance(roles, str) else roles), order, template, context, aside)
    if section not in SECTIONS:
        SECTIONS.append(section)


def sections_for(actor: Actor) -> list[HomeSection]:
    """The sections for the roles this actor holds today, in order."""
    return sorted((s for s in SECTIONS if s.roles & actor.roles), key=lambda section: section.order)
