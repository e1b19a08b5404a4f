"""The actor: a frozen snapshot of who is acting, in which township, with which posts on which day.

Built once a request by township.directory.queries.actors.actor_for; handed to actions as `by`. System work acts as a named
actor (`system_actor`), so that the journal never has an anonymous line.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from township.permissions import Capability, Reach
from township.refusals import Refused


@dataclass(frozen=True)
class Actor:
    """Who acts.

    unit_ids: units of the posts held; reporting_unit_ids: those of them where the person is a grid member and nothing
    else, who sees what was reported from there and not what the village handles; shut_units: units whose implication
    shuts this actor out, shut_below those beneath these paths, shut_children those directly under these units; lent_rights: codes of rights that no post gives, each lent on single things (standing in for
    somebody who is shut out): reach OWN, and `ensure` asks for which things; deputy_roles: (role, whom) for roles held only
    in somebody's place; is_unconfirmed: the password was reset and nobody confirmed who came back.
    """

    name: str
    township_id: int | None
    on: date
    account_id: int | None = None
    person_id: int | None = None
    roles: frozenset[str] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    reporting_unit_ids: frozenset[int] = frozenset()
    portfolio_unit_ids: frozenset[int] = frozenset()
    shut_units: frozenset[int] = frozenset()
    shut_below: frozenset[str] = frozenset()
    shut_children: frozenset[int] = frozenset()
    lent_rights: frozenset[str] = frozenset()
    deputy_roles: tuple[tuple[str, str], ...] = ()
    is_platform_admin: bool = False
    is_unconfirmed: bool = False
    system: str = ""
    ip: str = field(default="", compare=False)

    @property
    def is_system(self) -> bool:
        return bool(self.system)

    def reach(self, capability: Capability) -> Reach | None:
        """The widest reach this actor has for the capability; None = not at all."""
        if self.is_system:
            return Reach.TOWNSHIP
        lent = Reach.OWN if capability.code in self.lent_rights else None
        return self.reach_by_post(capability) or lent

    def reach_by_post(self, capability: Capability) -> Reach | None:
        """The same without what is lent."""
        return max((capability.reach[role] for role in self.roles if role in capability.reach), default=None)

    def signature(self, capability: Capability | None = None) -> str:
        """The name as an act shows it: 李建（代王强） when the right to it comes only from a post held in somebody's place."""
        whom = dict(self.deputy_roles)
        giving = (role for role in self.roles if capability is None or role in capability.reach)
        return in_whose_place(self.name, ((role, whom.get(role, "")) for role in giving))

    def is_shut_by(self, unit_id: int, path: str, parent_id: int | None) -> bool:
        """Whether the implication of this unit shuts the actor out."""
        below = any(path.startswith(start) for start in self.shut_below)
        return below or unit_id in self.shut_units or parent_id in self.shut_children

    def may(self, capability: Capability) -> bool:
        """Whether the actor has the capability at some reach; `ensure` still asks about the object."""
        return self.reach(capability) is not None


class NotAllowed(Refused):
    """In scope, but this actor may not do it: 403 with a sentence."""


class OutOfScope(Refused):
    """Not visible to this actor at all: 404, and a journal row. The sentence does not tell whether there is such a thing."""

    def __init__(self, message: str = "没有找到，或者它不在您能查看的范围内。", article: str = "", field: str = ""):
        super().__init__(message, article, field)


def in_whose_place(name: str, giving: Iterable[tuple[str, str]]) -> str:
    """李建（代王强） when every role that gives the right is held in somebody's place. giving: (role, in whose place, "" = in one's own)."""
    whom = sorted(giving)
    return f"{name}（代{whom[0][1]}）" if whom and all(principal for _, principal in whom) else name


def system_actor(township_id: int, name: str, on: date) -> Actor:
    """A named actor for scheduled work, e.g. system_actor(3, "定时任务·时限提醒", on=today)."""
    return Actor(name=name, township_id=township_id, on=on, system=name)


def ensure_may(by: Actor, capability: Capability) -> Reach:
    """The reach the actor has, or NotAllowed with a sentence naming what is missing."""
    reach = by.reach(capability)
    if reach is None:
        raise NotAllowed(
            f"您的岗位不能办理“{capability.label}”。如确需办理，请联系办公室主任调整任职。", article=capability.article
        )
    return reach
