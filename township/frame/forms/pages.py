"""A page with one form that makes something new or adds to a thing without acts of its own (records.acts has the others)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from township.frame.forms.refusals import refusals_on


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """title: of the page; verb: on the button; done: the sentence afterwards; back_url, back_label: the way back; draft: key
    under which the page keeps what is being typed; template: extends partials/form_page.html."""

    title: str
    verb: str
    done: str
    back_url: str
    back_label: str
    intro: str = ""
    draft: str = ""
    template: str = "partials/form_page.html"

    def answer(
        self,
        request: HttpRequest,
        form: BaseForm,
        act: Callable[[BaseForm], object],
        leads_to: Callable[[object], str] | None = None,
    ) -> HttpResponse:
        """Run act(form) on a valid form; a refusal stands beside its field and nothing typed is lost. leads_to: address
        afterwards, given what the act returned."""
        if request.method == "POST" and form.is_valid():
            with refusals_on(form):
                result = act(form)
                messages.success(request, self.done)
                return redirect(leads_to(result) if leads_to else self.back_url)
        shown = ("title", "verb", "intro", "draft", "back_url", "back_label")
        return render(request, self.template, {"form": form} | {name: getattr(self, name) for name in shown})
