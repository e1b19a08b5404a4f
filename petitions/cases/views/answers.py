"""What the screening views share: a refusal beside its field or above the page, pages of a list, the revision shown."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from township.actors import NotAllowed, OutOfScope
from township.frame.forms.refusals import refusals_as_message
from township.refusals import Refused

PAGE = 30


def page_of(request: HttpRequest, rows):
    """The page of the list that the address line names: 30 rows."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def attempt(form: forms.Form, act: Callable[[], object]) -> bool:
    """Run the action; a refusal goes beside its field, what was typed stays. 403 and 404 pass through.

    Fields of an action ("attachments", "unit") that the form names otherwise stand above the form.
    """
    try:
        act()
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        name = {"attachments": "files"}.get(refusal.field, refusal.field)
        name = refusal.field if refusal.field in form.fields else name
        form.add_error(name if name in form.fields else None, str(refusal))
        return False
    return True


def button(request: HttpRequest, act: Callable[[], object], done: str, back: str, *args) -> HttpResponse:
    """A button without a form: run the action, say what happened, go back to the page."""
    with refusals_as_message(request):
        act()
        messages.success(request, done)
    return redirect(back, *args)
