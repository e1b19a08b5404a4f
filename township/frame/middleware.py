"""Between the browser and the views: who acts, whether the view is open to them, and what a refusal looks like."""

import logging
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from township.actors import NotAllowed, OutOfScope
from township.directory.actions.logins import End
from township.directory.queries.actors import actor_for
from township.frame import proof
from township.frame.access import opens, states_access
from township.frame.pauses import BACKGROUND
from township.frame.places import login_url_back_to, page_before
from township.frame.sessions import CODE, ENROL, FACTOR, forget_places, leave, note_use, over
from township.journal.actions import write_entry
from township.refusals import Refused

log = logging.getLogger(__name__)


class ActorMiddleware:
    """Gives each request its moment `at`, its day `today` (Asia/Shanghai) and, when asked for, its `actor`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.at = timezone.localtime()
        request.today = request.at.date()
        address = request.META.get("REMOTE_ADDR", "")
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, on=request.today, ip=address))
        return self.get_response(request)


class IdleTimeoutMiddleware:
    """Ends a session that nobody used for the township's limit or that is too old; one comes back to the page one was on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        why = over(request)
        if why:
            leave(request, End.IDLE)
            messages.info(request, why)
            response = self.get_response(request)
            forget_places(request, response)
            return response
        if BACKGROUND not in request.headers:
            note_use(request)
        return self.get_response(request)


class NothingKeptMiddleware:
    """Pages of somebody who is logged in are kept by no cache: on a shared desk 后退 after 退出 shows nothing.

    Source: GB/T 22239-2019 8.1.4.10 (剩余信息保护). Typed text survives the way back as a draft on the server.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class AccessMiddleware:
    """Opens a view only to those it names (township.frame.access), and turns refusals into pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "is_public", False):
            return None
        if not request.user.is_authenticated:
            return to_login(request)
        owed = request.session.get(FACTOR)
        if owed == CODE and not getattr(view, "opens_before_code", False):
            return _redirect(request, _with_next(request, "township:login_code"))
        if request.user.must_change_password and not getattr(view, "opens_before_password_change", False):
            return _redirect(request, reverse("township:password_change"))
        if owed == ENROL and not getattr(view, "opens_before_enrolment", False):
            return _redirect(request, reverse("township:factor"))
        if getattr(view, "for_any_account", False):
            return proof.ask(request, view, kwargs)
        if not states_access(view):
            log.error("%s.%s does not state who may open it", view.__module__, getattr(view, "__name__", view))
            return refusal(request, "这个页面没有写明谁可以打开，按规定不开放。请告知系统管理员。", status=403)
        return self._check(request, view, kwargs)

    def _check(self, request, view, kwargs):
        if opens(view, request.actor):
            return proof.ask(request, view, kwargs)
        needed = "平台管理" if getattr(view, "for_platform", False) else view.capability.label
        return refusal(request, f"您的岗位不能办理“{needed}”。如确需办理，请联系办公室主任调整任职。", status=403)

    def process_exception(self, request, exception):
        if isinstance(exception, OutOfScope):
            return out_of_scope(request)
        if isinstance(exception, NotAllowed):
            return refusal(request, str(exception), status=403)
        if isinstance(exception, Refused):
            return refusal(request, str(exception), status=409, template="refused.html")
        return None


def _with_next(request, url_name: str) -> str:
    path = request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request)
    return f"{reverse(url_name)}?{urlencode({'next': path})}"


def to_login(request) -> HttpResponse:
    """The login page, with the way back. What was being typed is on the page it returns to, not on its target."""
    path = request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request)
    if request.headers.get("HX-Request") == "true":
        path = page_before(request)
    return _redirect(request, login_url_back_to(path))


def _redirect(request, url: str) -> HttpResponse:
    """A redirect the whole browser window follows, also when only a part of the page was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def refusal(request, sentence: str, *, status: int, template: str = "403.html") -> HttpResponse:
    """A page that says in one sentence why not; for a part of a page only the sentence."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return render(request, template, {"sentence": sentence, "back_url": page_before(request)}, status=status)


def out_of_scope(request) -> HttpResponse:
    """404, as if it did not exist; the attempt is in the journal of the actor's own township."""
    if request.actor.township_id:
        write_entry(
            by=request.actor,
            at=request.at,
            action="scope.denied",
            is_success=False,
            detail={"path": request.path[:120]},
        )
    return render(request, "404.html", status=404)
