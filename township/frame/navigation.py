"""The navigation: at most ten hubs, each an institution with its pages as tabs. Areas enter their tabs (township.frame.areas).

A hub stands in the navigation of everybody who may open one of its tabs and leads to the first of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from township.actors import Actor
from township.frame.slips import Slips, answered
from township.permissions import Capability

Allowed = Capability | Callable[[Actor], bool] | None


@dataclass(frozen=True)
class Hub:
    """key: of its tabs; label: on the screen; letter: `g` + letter goes there; phone: its word in the bottom bar."""

    key: str
    label: str
    letter: str
    phone: str = ""


DESK, SETTINGS, MINE_HUB = "desk", "settings", "me"
_HUBS = (
    Hub(DESK, "待办", "d", "待办"),
    Hub("cases", "信访事项", "x", "事项"),
    Hub("screening", "矛盾排查", "p", "排查"),
    Hub("receptions", "接访值班", "z", "值班"),
    Hub("sessions", "会议", "h", "会议"),
    Hub("supervision", "督查督办", "u", "督办"),
    Hub("papers", "文电", "w", "文电"),
    Hub("assessment", "考核", "k", "考核"),
    Hub("analysis", "分析与台账", "f", "分析"),
    Hub(SETTINGS, "设置", "s", "设置"),
)
HUBS = {hub.key: hub for hub in _HUBS}
PHONE_HUBS = 3  # beside 我的


@dataclass(frozen=True)
class NavItem:
    """One tab. See township.frame.areas.Tab for the fields."""

    hub: str
    label: str
    url_name: str
    allowed: Allowed
    order: int
    key: str = ""
    phone: str = ""

    def is_for(self, actor: Actor) -> bool:
        if self.allowed is None:
            return True
        if isinstance(self.allowed, Capability):
            return actor.may(self.allowed)
        return self.allowed(actor)


@dataclass(frozen=True)
class Start:
    """The one button of the day: the first that the actor may use stands in the top bar, with the key `n`."""

    label: str
    url_name: str
    capability: Capability
    order: int
    first_for: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Counted:
    """A page whose number stands beside its link; the slips read an int."""

    url_name: str
    slips: Slips


ITEMS: dict[str, NavItem] = {}
MINE: dict[str, str] = {}  # url name -> label of the pages about oneself
STARTS: dict[str, Start] = {}
_inbox: list[Counted] = []
_desk: list[Counted] = []


def enter(tab) -> None:
    """Enter a page once, when the program starts; a second entry for the same url_name replaces the first."""
    if tab.hub not in HUBS:
        raise ValueError(f"navigation hub {tab.hub!r} is none of {tuple(HUBS)}")
    ITEMS[tab.url_name] = NavItem(tab.hub, tab.label, tab.url_name, tab.allowed, tab.order, tab.key, tab.phone)


def register_start(
    label: str, url_name: str, capability: Capability, order: int = 50, first_for: tuple[str, ...] = ()
) -> None:
    """Enter what somebody begins a day's work with (登记、报告纠纷). first_for: roles whose button it is, whatever its order."""
    STARTS[url_name] = Start(label, url_name, capability, order, frozenset(first_for))


def register_inbox(url_name: str, slips: Slips) -> None:
    """Name the page of the notices and how to count the unread ones."""
    _inbox[:] = [Counted(url_name, slips)]


def register_desk(slips: Slips) -> None:
    """Say how what somebody owes is counted."""
    _desk[:] = [Counted("township:home", slips)]


def register_mine(label: str, url_name: str) -> None:
    """Enter a page about oneself: a button on 我的."""
    MINE[url_name] = label


def inbox_url_name() -> str:
    """The page of the notices; empty where no app has one."""
    return _inbox[0].url_name if _inbox else ""


def frame_slips() -> tuple[Slips, ...]:
    """What the frame of every page asks."""
    return tuple(counted.slips for counted in (*_desk, *_inbox))


def counts(actor: Actor, today: date) -> tuple[int, int]:
    """(how much the actor owes, how many notices are unread): one query, or none where the page has asked already."""
    rows = answered(actor, today, *frame_slips())
    owed, unread = (sum(one.slips.read(actor, today, rows) for one in part) for part in (_desk, _inbox))
    return owed, unread


def start_for(actor: Actor) -> Start | None:
    """The actor's button of the day."""
    allowed = (start for start in STARTS.values() if actor.may(start.capability))
    return min(allowed, key=lambda start: (not start.first_for & actor.roles, start.order), default=None)


def tabs_for(actor: Actor) -> dict[str, list[NavItem]]:
    """The tabs this actor may open, by hub in the order of the navigation."""
    found: dict[str, list[NavItem]] = {}
    for key in HUBS:
        tabs = [item for item in ITEMS.values() if item.hub == key and item.is_for(actor)]
        if tabs:
            found[key] = sorted(tabs, key=lambda item: (item.order, item.label))
    return found
