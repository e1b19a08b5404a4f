"""One clause of the rule profile: what it says and said, change with a preview, take over, give up, decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from township.actors import OutOfScope
from township.calendar.queries.days import work_calendar
from township.directory.queries.scope import of_township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.permissions import CONFIRM_RULES, PROPOSE_RULES, VIEW_RULES
from township.profiles.actions.clauses import add_clause, change_clause, changed, decide_clause, end_clause
from township.profiles.files import profile
from township.profiles.forms.profiles import ClauseForm, DecideForm, StartForm
from township.profiles.models.profiles import ClauseChange, ProposalState, RuleClause
from township.profiles.queries import profiles as queries
from township.profiles.rules.clauses import ClauseValues, compare, facts, next_dues
from township.profiles.views.profiles import first_of_next_month


@requires(VIEW_RULES)
@require_GET
def rule_clause(request: HttpRequest, key: str) -> HttpResponse:
    """The clause with its source, its next due dates and every version it had."""
    township_id = request.actor.township_id
    versions = list(queries.versions_of(township_id, key).select_related("changed_by"))
    if not versions:
        raise OutOfScope()
    row = next((one for one in versions if one.valid_from <= request.today), versions[-1])
    values = ClauseValues.of_row(row)
    is_open = row.valid_to is None
    start = max(row.valid_from, request.today)
    context = {
        "row": row,
        "facts": facts(values),
        "versions": versions,
        "dues": next_dues(values, start, work_calendar(township_id), is_new=True) if is_open else [],
        "pending": queries.pending_change(township_id, key),
        "may_propose": request.actor.may(PROPOSE_RULES) and versions[0].valid_to is None,
    }
    return render(request, "township/profiles/clause.html", context)


@requires(PROPOSE_RULES)
def rule_clause_change(request: HttpRequest, key: str) -> HttpResponse:
    """Edit a clause: first the preview of what changes and of the next due dates, then the proposal."""
    row = _open_clause(request, key)
    now = ClauseValues.of_row(row)
    start = first_of_next_month(request.today)
    form = ClauseForm(typed(request), clause=now, initial={"valid_from": start})
    preview = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            if "submit" in request.POST:
                made = change_clause(
                    key=key,
                    values=form.values(),
                    valid_from=data["valid_from"],
                    reason=data["reason"],
                    by=request.actor,
                    at=request.at,
                )
                messages.success(request, "已提出，等另一位同志（主任或召集人）确认后生效。")
                return redirect("township:rule_change", made.pk)
            then = changed(now, form.values(), data["reason"])
            preview = _preview(request, now, then, data["valid_from"])
    context = {"row": row, "form": form, "preview": preview}
    return render(request, "township/profiles/clause_change.html", context)


@requires(PROPOSE_RULES)
def rule_clause_end(request: HttpRequest, key: str) -> HttpResponse:
    """Propose that a clause is no longer owed."""
    row = _open_clause(request, key)
    form = StartForm(typed(request), initial={"valid_from": first_of_next_month(request.today)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = end_clause(key=key, by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, "已提出停止执行，等另一位同志确认。")
            return redirect("township:rule_change", made.pk)
    context = {"row": row, "form": form, "facts": facts(ClauseValues.of_row(row)), "verb": "提出停止执行"}
    return render(request, "township/profiles/clause_start.html", context)


@requires(PROPOSE_RULES)
def rule_clause_add(request: HttpRequest, profile_key: str, key: str) -> HttpResponse:
    """Propose to take over one clause of a delivered profile."""
    found = profile(profile_key)
    entry = found.clause(key)
    if entry is None:
        raise OutOfScope()
    values = ClauseValues.of_entry(entry)
    form = StartForm(typed(request), initial={"valid_from": first_of_next_month(request.today)})
    start = first_of_next_month(request.today)
    if request.method == "POST" and form.is_valid():
        start = form.cleaned_data["valid_from"]
        with refusals_on(form):
            made = add_clause(profile_key=profile_key, key=key, by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, "已提出增加这一条，等另一位同志确认。")
            return redirect("township:rule_change", made.pk)
    context = {
        "row": values,
        "profile": found,
        "form": form,
        "facts": facts(values),
        "verb": "提出增加",
        "start": start,
        "dues": next_dues(values, start, work_calendar(request.actor.township_id), is_new=True),
    }
    return render(request, "township/profiles/clause_start.html", context)


@requires(VIEW_RULES)
def rule_change(request: HttpRequest, change_id: int) -> HttpResponse:
    """A proposed or decided change of a clause; a second person confirms or returns it here."""
    actor = request.actor
    change = of_township(ClauseChange.objects.select_related("clause", "proposed_by", "decided_by"), actor, change_id)
    is_open = change.state == ProposalState.PROPOSED
    form = DecideForm(typed(request))
    if request.method == "POST" and form.is_valid():
        approved = request.POST.get("decision") == "confirm"
        with refusals_on(form):
            decide_clause(
                change_id=change_id, approved=approved, by=actor, at=request.at, remark=form.cleaned_data["remark"]
            )
            messages.success(request, "已确认，到日子自动实行。" if approved else "已退回。")
            return redirect("township:rule_change", change_id)
    context = {
        "change": change,
        "form": form,
        "preview": _preview_of(request, change),
        "may_decide": is_open and actor.may(CONFIRM_RULES) and actor.person_id != change.proposed_by_id,
        "is_own": is_open and actor.person_id == change.proposed_by_id,
    }
    return render(request, "township/profiles/change.html", context)


def _open_clause(request: HttpRequest, key: str) -> RuleClause:
    row = queries.open_clauses(request.actor.township_id).get(key)
    if row is None:
        raise OutOfScope()
    return row


def _preview_of(request: HttpRequest, change: ClauseChange) -> dict:
    now = ClauseValues.of_row(change.clause) if change.clause else None
    values = {name: value for name, value in change.values.items() if name != "profile"}
    then = None if change.kind == ClauseChange.Kind.END else ClauseValues(**values)
    return _preview(request, now, then, change.valid_from)


def _preview(request: HttpRequest, now: ClauseValues | None, then: ClauseValues | None, start) -> dict:
    """What changes, line by line, and the next three due dates from the day on."""
    calendar = work_calendar(request.actor.township_id)
    return {
        "difference": compare(now, then),
        "facts": facts(then or now),
        "values": then or now,
        "dues": next_dues(then, start, calendar, is_new=now is None) if then else [],
        "start": start,
    }
