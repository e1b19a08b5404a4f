"""The rule profile of the township: what holds now, the five delivered ones, comparing, adopting, deciding."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from township.calendar.queries.days import work_calendar
from township.directory.queries.scope import of_township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.permissions import CONFIRM_RULES, PROPOSE_RULES, VIEW_RULES
from township.profiles.actions.profiles import changes_to, decide_profile, propose_profile
from township.profiles.files import profile, profiles
from township.profiles.forms.profiles import AdoptForm, DecideForm
from township.profiles.models.profiles import AdoptedProfile, ProposalState
from township.profiles.queries import profiles as queries
from township.profiles.rules.clauses import ADD, END, SAME, ClauseDifference, ClauseValues, facts, next_dues
from township.profiles.rules.profiles import GROUNDS, SECTIONS, TRIGGER_TO
from township.profiles.rules.values import values_difference

ROWS = 30
ENTRY_SECTIONS = ("titles", "sessions", "standing", "accountability", "triggers", "marks", "kpi")


@requires(VIEW_RULES)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The clauses in force today, what is decided for later, and what waits for a decision."""
    township_id, today = request.actor.township_id, request.today
    rows = queries.in_order(queries.clauses_in_force(township_id, today))
    context = {
        "adopted": queries.adopted_profile(township_id, today),
        "clauses": [(row, facts(ClauseValues.of_row(row))) for row in rows],
        "coming": list(queries.clauses_to_come(township_id, today)),
        "proposed": queries.adoptions(township_id).filter(state=ProposalState.PROPOSED).first(),
        "pending": list(queries.clause_changes(township_id).filter(state=ProposalState.PROPOSED)),
        "may_propose": request.actor.may(PROPOSE_RULES),
    }
    return render(request, "township/profiles/rules.html", context)


@requires(VIEW_RULES)
@require_GET
def rule_profiles(request: HttpRequest) -> HttpResponse:
    """The five delivered profiles as cards: what each asks for."""
    adopted = queries.adopted_profile(request.actor.township_id, request.today)
    context = {"profiles": profiles(), "adopted": adopted, "cards": [_card(found) for found in profiles()]}
    return render(request, "township/profiles/profiles.html", context)


@requires(VIEW_RULES)
@require_GET
def rule_profile(request: HttpRequest, key: str) -> HttpResponse:
    """One profile against the rules in force: the sentence of the source beside each clause, and what is not adopted."""
    found = profile(key)
    adopted = queries.adopted_profile(request.actor.township_id, request.today)
    rows = changes_to(found, request.actor.township_id)
    context = {
        "profile": found,
        "rows": [_compared(row) for row in rows if row.kind != END],
        "given_up": [row for row in rows if row.kind == END],
        "sections": [
            (SECTIONS[name], name, [shown(entry) for entry in found.sections[name]])
            for name in ENTRY_SECTIONS
            if found.sections[name]
        ],
        "not_adopted": [(entry, GROUNDS[entry["ground"]]) for entry in found.sections["not_adopted"]],
        "is_current": bool(adopted and adopted.key == key),
        "has_profile": adopted is not None,
        "may_propose": request.actor.may(PROPOSE_RULES),
    }
    return render(request, "township/profiles/profile.html", context)


@requires(PROPOSE_RULES)
def rule_profile_adopt(request: HttpRequest, key: str) -> HttpResponse:
    """Propose the profile: the differences, the first due dates, from which day."""
    found, actor = profile(key), request.actor
    form = AdoptForm(typed(request), initial={"valid_from": first_of_next_month(request.today)})
    start = first_of_next_month(request.today)
    if request.method == "POST" and form.is_valid():
        start = form.cleaned_data["valid_from"]
        if "preview" not in request.POST:
            with refusals_on(form):
                made = propose_profile(key=key, by=actor, at=request.at, **form.cleaned_data)
                messages.success(request, "已提出，等另一位同志（主任或召集人）确认后生效。")
                return redirect("township:rule_adoption", made.pk)
    rows = [row for row in changes_to(found, actor.township_id) if row.kind != SAME]
    context = {"profile": found, "form": form, "rows": _with_dues(rows, start, actor.township_id), "start": start}
    return render(request, "township/profiles/adopt.html", context)


@requires(VIEW_RULES)
def rule_adoption(request: HttpRequest, adoption_id: int) -> HttpResponse:
    """A proposed or decided adoption; a second person confirms or returns it here."""
    actor = request.actor
    row = of_township(AdoptedProfile.objects.select_related("proposed_by", "decided_by", "base"), actor, adoption_id)
    is_open = row.state == ProposalState.PROPOSED
    form = DecideForm(typed(request))
    if request.method == "POST" and form.is_valid():
        approved = request.POST.get("decision") == "confirm"
        with refusals_on(form):
            decide_profile(
                adoption_id=adoption_id, approved=approved, by=actor, at=request.at, remark=form.cleaned_data["remark"]
            )
            messages.success(request, "已确认，到日子自动实行。" if approved else "已退回。")
            return redirect("township:rules" if approved else "township:rule_adoption", *([] if approved else [row.pk]))
    is_whole = is_open and row.base_id is None
    rows = [one for one in changes_to(profile(row.key), actor.township_id) if one.kind != SAME] if is_whole else []
    context = {
        "row": row,
        "form": form,
        "edits": values_difference(row.base.values, row.values) if row.base_id else [],
        "rows": _with_dues(rows, row.valid_from, actor.township_id),
        "may_decide": is_open and actor.may(CONFIRM_RULES) and actor.person_id != row.proposed_by_id,
        "is_own": is_open and actor.person_id == row.proposed_by_id,
    }
    return render(request, "township/profiles/adoption.html", context)


@requires(VIEW_RULES)
@require_GET
def rule_history(request: HttpRequest) -> HttpResponse:
    """Every adoption and every change of a clause, with who proposed and who decided."""
    township_id = request.actor.township_id
    page = Paginator(queries.clause_changes(township_id), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "adoptions": list(queries.adoptions(township_id)[:ROWS])}
    return render(request, "township/profiles/history.html", context)


def first_of_next_month(today: date) -> date:
    """The day most changes begin on: periods of every cadence but the week begin with it."""
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def _card(found) -> tuple:
    """(profile, lines of duties, numbers of the other sections)."""
    lines = [(facts(ClauseValues.of_entry(entry))["周期"], entry["label"]) for entry in found.clauses]
    counts = [(SECTIONS[name], len(found.sections[name])) for name in (*ENTRY_SECTIONS, "not_adopted")]
    return found, lines, [one for one in counts if one[1]]


def shown(entry: dict) -> dict:
    """The entry with the places of a document number, and to whom an order goes, in words."""
    if "to" in entry:
        return entry | {"to": TRIGGER_TO[entry["to"]]}
    if "pattern" not in entry:
        return entry
    words = {"{mark}": "代字", "{year}": "年份", "{n}": "序号"}
    pattern = entry["pattern"]
    for place, word in words.items():
        pattern = pattern.replace(place, word)
    return entry | {"pattern": pattern}


def _compared(row: ClauseDifference) -> dict:
    return {"row": row, "now": facts(row.now) if row.now else None, "then": facts(row.then)}


def _with_dues(rows: list[ClauseDifference], start: date, township_id: int) -> list[tuple]:
    """(difference, next three due dates; none for what is given up)."""
    calendar = work_calendar(township_id)
    return [(row, next_dues(row.then, start, calendar, is_new=row.kind == ADD) if row.then else []) for row in rows]
