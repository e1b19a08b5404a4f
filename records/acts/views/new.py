"""The page on which a new thing is begun: a long form, kept while it is typed, that leads to the page of what was made."""

from collections.abc import Callable, Iterable

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
    done: str | Callable[[Model], str],
    page: str,
    draft: str,
    back_url: str,
    back_label: str,
    intro: str = "",
    warnings: Callable[[Model], Iterable[str]] = lambda row: (),
) -> HttpResponse:
    """make(form) runs the action and gives the new row; a refusal stands beside its field. page: url name of the row's page;
    draft: key under which is kept what is being typed; done: the sentence afterwards, or what
    makes it of the row; warnings(row): what else to say, each a sentence."""
    before = made_before(request)
    if before is not None:
        return before
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = make(form)
            drop_draft(request.user.pk, draft)
            messages.success(request, done(row) if callable(done) else done)
            for sentence in warnings(row):
                messages.warning(request, sentence)
            return remember_made(request, redirect(page, row.pk))
    context = {
        "form": form,
        "title": title,
        "verb": verb,
        "draft": draft,
        "back_url": back_url,
        "back_label": back_label,
        "intro": intro,
    }
    return render(request, "records/acts/draft_form.html", context)
