"""The page on which somebody reads a whole text and decides about that very text; on a phone in two taps."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meetings.sessions.forms.minutes import ApprovalForm
from meetings.sessions.views.acts import attempt
from meetings.sessions.views.reading import is_confirmed, text_read
from records.papers.actions.documents import text_hash
from records.papers.models.documents import Document
from records.papers.rules.tables import blocks
from township.frame.pauses import needs_password


@dataclass(frozen=True)
class Reading:
    """document: what is read; title, sub: headings; facts: label and value pairs above the text; back: what `redirect`
    takes; back_label; closed: why nothing can be decided here, "" = open."""

    document: Document
    title: str
    sub: str
    facts: list[tuple[str, str]]
    back: tuple
    back_label: str
    closed: str


def decision_page(request: HttpRequest, reading: Reading, decide: Callable[..., object]) -> HttpResponse:
    """decide(approved, remark, version, text_sha256) is the action. A text that changed since it was read is refused, and
    the text that was read is shown beside the present one."""
    document = reading.document
    shown = {"version": document.version, "text_sha256": text_hash(document.body)}
    act = request.POST.get("act", "") if request.method == "POST" else ""
    asks = needs_password(request)
    form = ApprovalForm(request.POST or None, asks_password=asks, initial=shown)
    if act in ("approve", "return") and form.is_valid() and is_confirmed(request, form, asks):
        given = {key: form.cleaned_data[key] for key in ("remark", "version", "text_sha256")}
        if attempt(form, lambda: decide(approved=act == "approve", **given)):
            messages.success(request, "已批准。" if act == "approve" else "已退回，意见已告知拟稿人。")
            return redirect(*reading.back)
    read = text_read(document, form) if request.method == "POST" else None
    context = {
        "reading": reading,
        "text": blocks(document.body),
        "form": ApprovalForm(asks_password=needs_password(request), initial=shown) if read else form,
        "errors": form.non_field_errors() if read else [],
        "read": blocks(read) if read else None,
        "back_url": redirect(*reading.back).url,
    }
    return render(request, "meetings/documents/papers/approve.html", context)
