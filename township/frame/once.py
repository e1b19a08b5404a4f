"""The same form posted again makes nothing twice: by the back button, a second tap, a reload of the answer.

A browser asked for the page anew puts back into it what was typed, so no mark in the page can tell. What tells is the content:
exactly the same words and files, from the same session, on the same day, to the same address. It leads to what was made.
"""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

KEPT = 30
NAME = "made"
NOT_TYPED = ("csrfmiddlewaretoken", "revision")
SAID = "刚才已经提交过同样的内容，没有重复办理；这就是上次提交的。"


def makes_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of a view that shows a form and, when something was made, redirects to it. Innermost, so that no other redirect counts."""

    @wraps(view)
    def once(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        before = made_before(request)
        if before is not None:
            return before
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            remember_made(request, response)
        return response

    return once


def made_before(request: HttpRequest) -> HttpResponse | None:
    """The way to what this very form made before; None where it is new."""
    if request.method != "POST":
        return None
    address = request.session.get(NAME, {}).get(_key(request))
    if address is None:
        return None
    messages.warning(request, SAID)
    return redirect(address)


def remember_made(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, of whose form it is known from now on where it led."""
    made = dict(request.session.get(NAME, {}))
    made[_key(request)] = response.url
    request.session[NAME] = dict(list(made.items())[-KEPT:])
    return response


def _key(request: HttpRequest) -> str:
    """A hash of what was typed, never the words: the session is kept longer than a form."""
    typed = [(name, values) for name, values in sorted(request.POST.lists()) if name not in NOT_TYPED]
    files = [(name, file.name, file.size) for name, rows in sorted(request.FILES.lists()) for file in rows]
    said = repr((request.get_full_path(), request.today.isoformat(), request.actor.person_id, typed, files))
    return hashlib.sha256(said.encode()).hexdigest()[:24]
