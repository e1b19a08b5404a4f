"""What stands beside the desk, by role; and the desk itself, which the floor above enters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from township.actors import Actor
from township.frame.slips import Slips


@dataclass(frozen=True)
class HomeSection:
    """One section. See `register` for the meaning of the fields."""

    roles: frozenset[str]
    order: int
    template: str
    context: Slips | Callable[[Actor, date], dict]
    top_for: frozenset[str] = frozenset()

    @property
    def is_late(self) -> bool:
        """Whether the desk fetches it when the page stands: it asks more than once."""
        return not isinstance(self.context, Slips)


SECTIONS: list[HomeSection] = []
DESK: list[Callable] = []  # the view of the home page


def register(
    roles: str | Iterable[str],
    order: int,
    template: str,
    context: Slips | Callable[[Actor, date], dict],
    top_for: Iterable[str] = (),
) -> None:
    """Show `template` beside the desk of everybody who holds one of `roles`; entering the same section twice has no effect.

    context reads or gives the template's variables (township.frame.areas.Aside); top_for: roles on whose desk it stands above the
    list, which on a phone is the first that is seen.
    """
    wanted = frozenset([roles] if isinstance(roles, str) else roles)
    section = HomeSection(wanted, order, template, context, frozenset(top_for))
    if section not in SECTIONS:
        SECTIONS.append(section)


def sections_for(actor: Actor) -> list[HomeSection]:
    """The sections for the roles this actor holds today, in order."""
    return sorted((s for s in SECTIONS if s.roles & actor.roles), key=lambda section: section.order)
