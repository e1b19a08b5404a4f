"""What the views of this app share: run an action, and put a refusal beside its field or above the page."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meetings.sessions.actions.minutes import ChangedMeanwhile
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

PAGE = 30


def page_of(request: HttpRequest, rows):
    """The page of the list that the address line names: 30 rows."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def attempt(form: forms.Form, act: Callable[[], object]) -> bool:
    """Run the action; a refusal goes beside its field, what was typed stays.

    403, 404 and the conflict of two writers pass through.
    """
    try:
        act()
    except (NotAllowed, OutOfScope, ChangedMeanwhile):
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def button(
    request: HttpRequest, act: Callable[[], object], done: str, back: str, *args, anchor: str = ""
) -> HttpResponse:
    """A button without a form: run the action, say what happened, go back to the page."""
    try:
        act()
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    response = redirect(back, *args)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[forms.Form], object],
    *,
    title: str,
    verb: str,
    done: str,
    back: tuple,
    back_label: str,
    intro: str = "",
    template: str = "meetings/sessions/form.html",
    draft: str = "",
    revision: int = 0,
) -> HttpResponse:
    """A page with one form: on success a message and back, else the form with its errors.

    back: what `redirect` takes; draft: key under which the page keeps what is being typed; revision: of the row on GET,
    afterwards that of the page that was sent, so that a stale one stays stale.
    """
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: act(form)):
        messages.success(request, done)
        return redirect(*back)
    shown = revision_of(request) if request.method == "POST" else revision
    context = {
        "revision": shown,
        "form": form,
        "title": title,
        "verb": verb,
        "intro": intro,
        "draft": draft,
        "back_label": back_label,
        "back_url": redirect(*back).url,
    }
    return render(request, template, context)


def revision_of(request: HttpRequest) -> int:
    """The revision the page showed; a missing one is stale."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
