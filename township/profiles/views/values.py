"""What the adopted profile holds besides its clauses, and editing one entry of it."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.permissions import PROPOSE_RULES, VIEW_RULES
from township.profiles.actions.values import change_entry
from township.profiles.forms.profiles import EntryForm
from township.profiles.queries.profiles import adopted_profile
from township.profiles.rules.profiles import SECTIONS
from township.profiles.rules.values import EDITABLE
from township.profiles.views.profiles import first_of_next_month, shown


@requires(VIEW_RULES)
@require_GET
def rule_values(request: HttpRequest) -> HttpResponse:
    """Titles, meetings, standing rules, accountability, marks and figures in force, each with its sentence."""
    adopted = adopted_profile(request.actor.township_id, request.today)
    values = adopted.values if adopted else {}
    latest = adopted_profile(request.actor.township_id, date.max)
    sections = [
        (SECTIONS[name], name, [(number, shown(entry)) for number, entry in enumerate(values[name], start=1)])
        for name in EDITABLE
        if values.get(name)
    ]
    context = {
        "adopted": adopted,
        "sections": sections,
        "may_edit": request.actor.may(PROPOSE_RULES) and adopted is not None and latest.pk == adopted.pk,
        "coming": latest if latest != adopted else None,
    }
    return render(request, "township/profiles/values.html", context)


@requires(PROPOSE_RULES)
def rule_entry(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """Propose new values of one entry, or to give it up."""
    running = adopted_profile(request.actor.township_id, date.max)
    entries = running.values.get(section, ()) if running and section in EDITABLE else ()
    if not 1 <= number <= len(entries):
        raise OutOfScope()
    entry = entries[number - 1]
    start = max(first_of_next_month(request.today), first_of_next_month(running.valid_from))
    form = EntryForm(typed(request), section=section, entry=entry, initial={"valid_from": start, "base": running.pk})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            made = change_entry(
                section=section,
                number=number,
                base_id=data["base"],
                values=None if "drop" in request.POST else form.values(),
                valid_from=data["valid_from"],
                reason=data["reason"],
                by=request.actor,
                at=request.at,
            )
            messages.success(request, "已提出，等另一位同志（主任或召集人）确认后生效。")
            return redirect("township:rule_adoption", made.pk)
    context = {"form": form, "entry": shown(entry), "name": section, "title": SECTIONS[section]}
    return render(request, "township/profiles/entry.html", context)
