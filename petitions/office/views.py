"""What the views of the office's own files share: run an action, put a refusal beside its field, serve a file."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from records.papers.actions.documents import text_hash
from records.papers.models.approvals import Approval
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

PAGE = 30


def page_of(request: HttpRequest, rows) -> Page:
    """The page of the list that the address line names: 30 rows."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def attempt(form: forms.Form | None, act: Callable[[], object], request: HttpRequest | None = None) -> bool:
    """Run the action; a refusal goes beside its field (or above the page), what was typed stays. 403 and 404 pass through."""
    try:
        act()
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        if form is not None:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        elif request is not None:
            messages.warning(request, str(refusal))
        return False
    return True


def revision_of(request: HttpRequest) -> int:
    """The revision the page showed; a missing one is stale."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def version_of(request: HttpRequest) -> int:
    """The version of the text the page showed; a missing one is stale."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def text_to_read(approval: Approval | None) -> dict:
    """What a decision page carries along, so that the approval binds to the text that was read."""
    if approval is None or approval.document is None:
        return {}
    return {"version": approval.document.version, "text_sha256": text_hash(approval.document.body)}
