"""The front door of an area: one declaration of everything it brings into the house, entered once when the program starts.

Each area has an `area.py` with `AREA = Area(...)`; each app names its areas in its apps.py. Floor 1 knows tabs, words of the
journal and the demonstration; records.areas.Area adds what the upper floors bring.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

from township.actors import Actor
from township.frame import demo_parts, homes, navigation, panels
from township.frame.panels import Panel
from township.frame.slips import Slips
from township.journal import words
from township.permissions import Capability

WAITING: list[Slips] = []
Allowed = Capability | Callable[[Actor], bool] | None


@dataclass(frozen=True)
class Tab:
    """A page of a hub. hub: key of navigation.HUBS; url_name: its page, without arguments; allowed: who may open it; key:
    keyboard key; phone: its word in the bottom bar, if it stands there."""

    hub: str
    label: str
    url_name: str
    allowed: Allowed
    order: int = 50
    key: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Aside:
    """What an area shows beside the desk: roles that see it, template, and its context: as slips, which the desk asks with
    everything else of its kind; or as a function of (actor, today) for what costs more, which the page fetches when it stands.
    top_for: roles on whose desk it stands above the list."""

    roles: tuple[str, ...]
    order: int
    template: str
    context: Slips | Callable[[Actor, date], dict]
    top_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """A row of the desk that hangs on no matter (a post to confirm). what: the verb; title, why: words; url_name, pk: page."""

    what: str
    title: str
    url_name: str
    pk: int
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Area:
    """tabs: pages of hubs; mine: pages about oneself (label, url name); words: of journal acts that no state table knows;
    asides: beside the desk; panels: on pages of others; waiting: slips that read rows of the desk without a matter; demo: plays the area's share of the
    demonstration (township, today)."""

    tabs: tuple[Tab, ...] = ()
    mine: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()
    panels: tuple[Panel, ...] = ()
    demo: Callable | None = None
    waiting: Slips | None = None

    def enter(self) -> None:
        """Put everything into the registries; a second call changes nothing."""
        for tab in self.tabs:
            navigation.enter(tab)
        for label, url_name in self.mine:
            navigation.register_mine(label, url_name)
        words.enter(dict(self.words))
        for aside in self.asides:
            homes.register(aside.roles, aside.order, aside.template, aside.context, aside.top_for)
        for panel in self.panels:
            panels.register(panel)
        if self.demo:
            demo_parts.register(self.demo)
        if self.waiting and self.waiting not in WAITING:
            WAITING.append(self.waiting)


def enter_all(app: str, names: tuple[str, ...]) -> None:
    """Enter the areas of an app, in this order: `enter_all("meetings", ("sessions", "dispatch"))`."""
    for name in names:
        import_module(f"{app}.{name}.area").AREA.enter()
