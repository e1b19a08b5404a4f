"""The values of the township: all of them with source and mark, one with its history, change."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.permissions import EDIT_SETTINGS, VIEW_SETTINGS
from township.profiles.actions.settings import change_setting
from township.profiles.forms.settings import SettingForm
from township.profiles.queries.setting_rows import history_of, setting_rows
from township.profiles.queries.settings import setting
from township.profiles.rules.settings import BY_KEY


@requires(VIEW_SETTINGS)
def settings(request: HttpRequest) -> HttpResponse:
    context = {"rows": setting_rows(request.actor.township_id), "may_edit": request.actor.may(EDIT_SETTINGS)}
    return render(request, "township/profiles/settings.html", context)


@requires(VIEW_SETTINGS)
def setting_page(request: HttpRequest, key: str) -> HttpResponse:
    """One value: its source, its history and, for those who may, the form."""
    if key not in BY_KEY:
        raise Http404
    actor, entry = request.actor, BY_KEY[key]
    value = setting(actor.township_id, key)
    form = SettingForm(typed(request), setting=entry, initial={"value": entry.in_words(value).split(" ")[0]})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            new = change_setting(key=key, text=form.cleaned_data["value"], by=actor, at=request.at)
            messages.success(request, f"“{entry.label}”现为 {entry.in_words(new)}。")
            return redirect("township:settings")
    context = {
        "entry": entry,
        "words": entry.in_words(value),
        "form": form,
        "history": history_of(actor.township_id, key),
        "may_edit": actor.may(EDIT_SETTINGS),
    }
    return render(request, "township/profiles/setting.html", context)
