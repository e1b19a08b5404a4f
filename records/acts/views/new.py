"""The page on which a new thing is begun: a long form, kept while it is typed, that leads to the page of what was made."""

from collections.abc import Callable, Iterable, Mapping

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from records.acts.actions.drafts import drop_draft
from township.frame.forms.refusals import refusals_on
from township.frame.once import made_before, remember_made


def new_page(
    request: HttpRequest,
    form: Form,
    make: Callable[[Form], Model],
    *,
    title: str,
    verb: str,
    done: str | Callable[[Model], str] = "",
    page: str | Callable[[Model], str],
    draft: str = "",
    back_url: str,
    back_label: str,
    intro: str = "",
    warnings: Callable[[Model], Iterable[str]] = lambda row: (),
    template: str = "records/acts/draft_form.html",
    beside: Mapping[str, object] | None = None,
) -> HttpResponse:
    """make(form) runs the action and gives the new row; a refusal stands beside its field. page: url name of the row's page, or
    what gives the address afterwards; draft: key under which is kept what is being typed, "" for a form of one tap; done: the
    sentence afterwards, or what makes it of the row; warnings(row): what else to say, each a sentence;
    beside: more for a template of the form's own."""
    before = made_before(request)
    if before is not None:
        return before
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = make(form)
            if draft:
                drop_draft(request.user.pk, draft)
            if done:
                messages.success(request, done(row) if callable(done) else done)
            for sentence in warnings(row):
                messages.warning(request, sentence)
            return remember_made(request, redirect(page(row)) if callable(page) else redirect(page, row.pk))
    context = {
        "form": form,
        "title": title,
        "verb": verb,
        "draft": draft,
        "back_url": back_url,
        "back_label": back_label,
        "intro": intro,
    }
    return render(request, template, context | (beside or {}))
