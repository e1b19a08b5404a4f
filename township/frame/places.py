"""Back to the same place: a list page remembers its filter and page, and the pages below it link back to that.

The query string rests in a session cookie of the browser, one for each list; the server stores nothing.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 600  # characters of a query string worth keeping
PLACE = "place-"


def cookie_name(url_name: str) -> str:
    return settings.COOKIE_PREFIX + PLACE + url_name.replace(":", "-")


def remembers_place(url_name: str) -> Callable:
    """Decorate the view of a list: after each page shown, its query string is what `{% back %}` leads to."""

    def decorate(view):
        @wraps(view)
        def remember(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if request.method == "GET" and response.status_code == 200:
                remember_place(request, response, url_name, request.GET.urlencode())
            return response

        return remember

    return decorate


def remember_place(request, response, url_name: str, query: str) -> None:
    """From now on `{% back %}` leads to this query string of the list; an empty one to its plain first page."""
    name = cookie_name(url_name)
    if query and len(query) <= LONGEST:
        secure = request.is_secure()
        response.set_cookie(name, quote(query), httponly=True, samesite="Lax", secure=secure)
    elif not query and name in request.COOKIES:
        response.delete_cookie(name, samesite="Lax")


def remembered_query(request, url_name: str) -> str:
    """The query string last shown of that list in this browser; empty when none."""
    return unquote(request.COOKIES.get(cookie_name(url_name), ""))[:LONGEST]


def place_words(query: str) -> str:
    """What awaits there, in words: （有筛选，第 2 页）; empty for the plain first page."""
    values = {key: found[-1] for key, found in parse_qs(query).items()}
    page = values.pop("page", "1")
    words = ["有筛选"] if any(values.values()) else []
    if page.isdecimal() and page != "1":
        words.append(f"第 {page} 页")
    return f"（{'，'.join(words)}）" if words else ""


def login_url_back_to(path: str) -> str:
    """The login page that returns to `path` afterwards."""
    return f"{reverse('township:login')}?{urlencode({'next': path})}"


def page_before(request) -> str:
    """The path of this site's page the request came from; the home page when there is none."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(came_from)
    path = urlunsplit(("", "", parts.path, parts.query, ""))
    # "//other.example/" would lead to another site.
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) and path.startswith("/") else "/"
