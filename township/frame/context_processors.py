"""What every page shows around its content: navigation, tabs of the hub, who is logged in and since when, unread notices."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject

from township.actors import Actor
from township.directory.models.people import Role
from township.frame import navigation
from township.frame.addresses import address
from township.frame.sessions import logged_in_since
from township.permissions import ALL_ROLES


@dataclass(frozen=True)
class ShownLink:
    """A hub or a tab as the page shows it."""

    label: str
    url: str
    is_here: bool
    key: str = ""
    letter: str = ""
    count: int = 0


@dataclass(frozen=True)
class Frame:
    """The variables of base.html. A page without a logged-in person has actor None and no navigation."""

    actor: Actor | None = None
    name: str = "信访工作联席会议"
    short_name: str = ""
    brand: tuple[str, str] = ("", "")
    post: str = ""
    since: datetime | None = None
    query: str = ""
    has_search: bool = False
    hubs: tuple[ShownLink, ...] = ()
    tabs: tuple[ShownLink, ...] = ()
    phone_items: tuple[ShownLink, ...] = ()
    start: ShownLink | None = None
    inbox_url: str = ""
    inbox_count: int = 0


def frame(request: HttpRequest) -> dict:
    """Adds `frame`. It is worked out only when a template asks for it, so that parts of pages cost nothing."""
    return {"frame": SimpleLazyObject(lambda: build_frame(request))}


def build_frame(request: HttpRequest) -> Frame:
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return Frame()
    actor, today, township = request.actor, request.today, account.township
    tabs = _served(navigation.tabs_for(actor))
    here = _here(request.path, tabs)
    inbox_name = navigation.inbox_url_name() if township else ""
    owed, unread = navigation.counts(actor, today) if township else (0, 0)
    hubs = _hubs(tabs, here, owed, has_desk=township is not None)
    return Frame(
        actor=actor,
        name=f"{township.short_name}信访工作联席会议" if township else "平台管理",
        short_name=township.short_name if township else "平台管理",
        brand=(f"{township.short_name}信访工作", "联席会议") if township else ("信访工作联席会议", "平台管理"),
        post=main_post(actor),
        since=logged_in_since(request),
        query=getattr(request, "searched", ""),
        has_search=township is not None,
        hubs=tuple(hubs.values()),
        tabs=_tabs(tabs, here),
        phone_items=_phone(tabs, hubs, request.path),
        start=_start(actor, request.path),
        inbox_url=served(inbox_name) if inbox_name else "",
        inbox_count=unread,
    )


def main_post(actor: Actor) -> str:
    """The word beside the name: the first role in the order of rank; several roles are shown on 我的."""
    held = [role for role in ALL_ROLES if role in actor.roles]
    return Role(held[0]).label if held else ""


def served(url_name: str) -> str:
    """The address of a page; empty when an app entered a page that this deployment does not serve."""
    try:
        return address(url_name)
    except NoReverseMatch:
        return ""


Tabs = dict[str, list[tuple[navigation.NavItem, str]]]


def _served(tabs: dict[str, list[navigation.NavItem]]) -> Tabs:
    found = {hub: [(item, url) for item in items if (url := served(item.url_name))] for hub, items in tabs.items()}
    return {hub: items for hub, items in found.items() if items}


def _here(path: str, tabs: Tabs) -> tuple[str, str]:
    """(hub, address) of the tab this page belongs to: of those it lies under, the one that names it most closely."""
    under = (
        (hub, url)
        for hub, items in tabs.items()
        for _, url in items
        if path == url or (url != "/" and path.startswith(url))
    )
    return max(under, key=lambda found: len(found[1]), default=("", ""))


def _hubs(tabs: Tabs, here: tuple[str, str], owed: int, *, has_desk: bool) -> dict[str, ShownLink]:
    """has_desk: whether there is a desk; the first page of who has none goes by its own name (平台管理员: 乡镇)."""
    return {
        key: ShownLink(
            navigation.HUBS[key].label if has_desk or key != navigation.DESK else items[0][0].label,
            items[0][1],
            key == here[0],
            items[0][0].key,
            navigation.HUBS[key].letter,
            owed if key == navigation.DESK else 0,
        )
        for key, items in tabs.items()
    }


def _tabs(tabs: Tabs, here: tuple[str, str]) -> tuple[ShownLink, ...]:
    """The pages beside this one; none where the hub has only one."""
    items = tabs.get(here[0], [])
    if len(items) < 2:
        return ()
    return tuple(ShownLink(item.label, url, url == here[1], item.key) for item, url in items)


def _phone(tabs: Tabs, hubs: dict[str, ShownLink], path: str) -> tuple[ShownLink, ...]:
    """The bottom bar: the desk, tabs with a word of their own, then hubs, and 我的 at the end."""
    own = [ShownLink(item.phone, url, url == path) for items in tabs.values() for item, url in items if item.phone]
    desk = hubs.get(navigation.DESK)
    first = (
        [ShownLink(navigation.HUBS[navigation.DESK].phone, desk.url, desk.url == path, count=desk.count)]
        if desk
        else []
    )
    taken = {link.url for link in (*first, *own)}
    rest = [
        ShownLink(navigation.HUBS[key].phone, link.url, link.is_here)
        for key, link in hubs.items()
        if link.url not in taken and key not in (navigation.DESK, navigation.SETTINGS)
    ]
    bar = [*first, *own, *rest][: navigation.PHONE_HUBS]
    me = served("township:me")
    return (*bar, ShownLink("我的", me, path == me))


def _start(actor: Actor, path: str) -> ShownLink | None:
    start = navigation.start_for(actor)
    url = served(start.url_name) if start else ""
    return ShownLink(start.label, url, url == path, "n") if url else None
