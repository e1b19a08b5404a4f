"""The pages of the frame itself: 待办, 我的, and what a stale form gets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from township.directory.queries.people import posts_of
from township.frame import homes, navigation
from township.frame.access import any_account
from township.frame.context_processors import served
from township.frame.places import login_url_back_to, page_before


@any_account
def home(request: HttpRequest) -> HttpResponse:
    """The desk, which belongs to a floor above."""
    return homes.DESK[0](request)


@any_account
def me(request: HttpRequest) -> HttpResponse:
    """Who I am: posts, account, password; on phones also the whole navigation."""
    posts = posts_of(request.actor.person_id, on=request.today) if request.actor.person_id else []
    pages = navigation.MINE.items() if request.actor.person_id else ()
    mine = [(url, label) for url, label in ((served(name), label) for name, label in pages) if url]
    return render(request, "township/frame/me.html", {"posts": posts, "mine": mine})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from another window: nothing was done, go back and send it again."""
    back_url = page_before(request)
    context = {"back_url": back_url, "login_url": login_url_back_to(back_url)}
    return render(request, "csrf.html", context, status=403)
