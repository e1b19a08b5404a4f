"""What every page shows around its content: navigation, who is logged in and since when, the unread notices."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from township.actors import Actor
from township.directory.models.people import Role
from township.frame import navigation
from township.frame.sessions import logged_in_since
from township.permissions import ALL_ROLES


@dataclass(frozen=True)
class ShownItem:
    """One entry of the navigation as the page shows it."""

    label: str
    phone: str
    url: str
    key: str
    is_here: bool
    count: int
    only_phone: bool


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
    groups: tuple[tuple[str, tuple[ShownItem, ...]], ...] = ()
    phone_items: tuple[ShownItem, ...] = ()
    inbox_url: str = ""
    inbox_count: int = 0


def frame(request: HttpRequest) -> dict:
    """Adds `frame`. It is worked out only when a template asks for it, so that parts of pages cost nothing."""
    return {"frame": SimpleLazyObject(lambda: build_frame(request))}


def build_frame(request: HttpRequest) -> Frame:
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return Frame()
    actor, today = request.actor, request.today
    here = _here(request.path, navigation.items_for(actor))
    items = [shown for shown in (_shown(item, here, actor, today) for item in navigation.items_for(actor)) if shown]
    township = account.township
    inbox = navigation.inbox() if township else None
    inbox_url = served(inbox.url_name) if inbox else ""
    return Frame(
        actor=actor,
        name=f"{township.short_name}信访工作联席会议" if township else "平台管理",
        short_name=township.short_name if township else "平台管理",
        brand=(f"{township.short_name}信访工作", "联席会议") if township else ("信访工作联席会议", "平台管理"),
        post=main_post(actor),
        since=logged_in_since(request),
        query=getattr(request, "searched", ""),
        has_search=township is not None,
        groups=_grouped(items),
        phone_items=tuple(sorted((shown for _, shown in items if shown.phone), key=lambda shown: shown.only_phone)),
        inbox_url=inbox_url,
        inbox_count=inbox.counter(actor, today) if inbox_url else 0,
    )


def main_post(actor: Actor) -> str:
    """The word beside the name: the first role in the order of rank; several roles are shown on 我的."""
    held = [role for role in ALL_ROLES if role in actor.roles]
    return Role(held[0]).label if held else ""


def served(url_name: str) -> str:
    """The address of a page; empty when an app entered a page that this deployment does not serve."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _here(path: str, items: list[navigation.NavItem]) -> str:
    """The address of the entry this page belongs to: of those it lies under, the one that names it most closely."""
    urls = (served(item.url_name) for item in items)
    return max(
        (url for url in urls if url and (path == url or (url != "/" and path.startswith(url)))), key=len, default=""
    )


def _shown(item: navigation.NavItem, here: str, actor: Actor, today: date) -> tuple[str, ShownItem] | None:
    url = served(item.url_name)
    if not url:
        return None
    count = item.counter(actor, today) if item.counter else 0
    return item.group, ShownItem(item.label, item.phone, url, item.key, url == here, count, item.only_phone)


def _grouped(items: list[tuple[str, ShownItem]]) -> tuple[tuple[str, tuple[ShownItem, ...]], ...]:
    groups: dict[str, list[ShownItem]] = {}
    for group, shown in items:
        if not shown.only_phone:
            groups.setdefault(group, []).append(shown)
    return tuple((group, tuple(members)) for group, members in groups.items())
