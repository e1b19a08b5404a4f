"""The navigation: each app enters its pages here, in its apps.py. Shown are only pages the actor may open.

Groups are the office's own words. A group without entries does not appear.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from township.actors import Actor
from township.permissions import Capability

TODAY = ""  # the entries above all groups: no heading
GROUPS = (TODAY, "信访事项", "接访值班", "矛盾排查", "会议", "督查督办", "考核", "制度台账", "办公室", "设置")

Counter = Callable[[Actor, date], int]


@dataclass(frozen=True)
class NavItem:
    """One entry. See `register` for the meaning of the fields."""

    group: str
    label: str
    url_name: str
    allowed: Capability | Callable[[Actor], bool] | None
    order: int
    counter: Counter | None
    phone: str
    key: str
    only_phone: bool

    def is_for(self, actor: Actor) -> bool:
        if self.allowed is None:
            return True
        if isinstance(self.allowed, Capability):
            return actor.may(self.allowed)
        return self.allowed(actor)


@dataclass(frozen=True)
class Inbox:
    """The notices in the top bar: the page that lists them, and how many are unread."""

    url_name: str
    counter: Counter


ITEMS: dict[str, NavItem] = {}
MINE: dict[str, str] = {}  # url name -> label of the pages about oneself
_inbox: list[Inbox] = []


def register(
    group: str,
    label: str,
    url_name: str,
    capability: Capability | Callable[[Actor], bool] | None,
    order: int,
    counter: Counter | None = None,
    *,
    phone: str = "",
    key: str = "",
    only_phone: bool = False,
) -> None:
    """Enter a page once, from AppConfig.ready(); a second entry for the same url_name replaces the first.

    group: one of GROUPS; capability: what the actor must have, or a predicate, or None for everybody;
    counter: (actor, today) -> number shown beside the label (one query, nothing at zero);
    phone: a word of two characters, when the page belongs into the bottom bar on phones; key: keyboard key ("n");
    only_phone: not in the left navigation.
    """
    if group not in GROUPS:
        raise ValueError(f"navigation group {group!r} is none of {GROUPS}")
    ITEMS[url_name] = NavItem(group, label, url_name, capability, order, counter, phone, key, only_phone)


def register_inbox(url_name: str, counter: Counter) -> None:
    """Name the page of the notices and how to count the unread ones: counter(actor, today) -> int."""
    _inbox[:] = [Inbox(url_name, counter)]


def register_mine(label: str, url_name: str) -> None:
    """Enter a page about oneself: a button on 我的."""
    MINE[url_name] = label


def inbox() -> Inbox | None:
    """The registered inbox, if any app has one."""
    return _inbox[0] if _inbox else None


def items_for(actor: Actor) -> list[NavItem]:
    """The entries this actor may open, by group and order."""
    allowed = (item for item in ITEMS.values() if item.is_for(actor))
    return sorted(allowed, key=lambda item: (GROUPS.index(item.group), item.order, item.label))
