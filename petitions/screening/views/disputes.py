"""Disputes: the one-page report, the ledger with Excel and print, and one dispute with what may be done now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from petitions.cases.views.answers import attempt, page_of
from petitions.permissions import (
    EXPORT_DISPUTES,
    IMPORT_DISPUTES,
    REPORT_DISPUTE,
    REVEAL_PARTIES,
    VIEW_DISPUTE,
)
from petitions.screening.actions.disputes import report_dispute, reveal_parties
from petitions.screening.actions.exports import note_dispute_export
from petitions.screening.forms.disputes import DisputeFilterForm, DisputeForm, RevealForm
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries import disputes as queries
from petitions.screening.queries.people import first_responsible
from petitions.screening.rules.disputes import HELPERS, UNSTRUCK
from petitions.screening.sheets import disputes_xlsx, lateness
from petitions.screening.views.acts import DONE, acts_for, dispute_forms, may_convert, may_mediate, run_act
from records.acts.actions.drafts import drop_draft
from records.acts.queries import draft_data
from records.clocks.queries import clocks_of
from records.matters.origins import start_url
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.actions.attachments import examine
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import xlsx_response
from township.permissions import GRID_MEMBER, LIAISON, Reach
from township.refusals import Refused

DRAFT = "dispute-new"
PRINTED = 1000


@requires(VIEW_DISPUTE)
@require_GET
@remembers_place("petitions:disputes")
def disputes(request: HttpRequest) -> HttpResponse:
    """The ledger of this view with its totals; a unit sees what it holds or found."""
    actor = request.actor
    form = DisputeFilterForm(request.GET, township_id=actor.township_id)
    rows = queries.dispute_ledger(actor, form.wanted(), request.today)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "totals": queries.totals(rows, request.today),
        "query": query.urlencode(),
        "has_filter": any(value for name, value in query.items() if name != "page"),
        "calendar": work_calendar(actor.township_id),
        "today": request.today,
        "unstruck": UNSTRUCK,
        "may_export": actor.may(EXPORT_DISPUTES),
        "may_report": actor.may(REPORT_DISPUTE),
        "may_import": actor.may(IMPORT_DISPUTES),
        "is_own": actor.reach(VIEW_DISPUTE) == Reach.OWN,
    }
    return render(request, "petitions/screening/disputes/list.html", context)


@requires(EXPORT_DISPUTES)
@require_GET
def disputes_sheet(request: HttpRequest) -> HttpResponse:
    """The same view as an Excel file; noted in the journal before it is handed out."""
    wanted = DisputeFilterForm(request.GET, township_id=request.actor.township_id).wanted()
    rows = queries.dispute_ledger(request.actor, wanted, request.today)
    note_dispute_export(by=request.actor, at=request.at, how="export", wanted=wanted, rows=rows.order_by().count())
    data = disputes_xlsx(rows.iterator(chunk_size=500), request.today)
    return xlsx_response(data, f"矛盾纠纷台账-{request.today:%Y%m%d}.xlsx")


@requires(EXPORT_DISPUTES)
@require_GET
def disputes_print(request: HttpRequest) -> HttpResponse:
    """The same view on paper, landscape, without pages; at most a thousand rows."""
    wanted = DisputeFilterForm(request.GET, township_id=request.actor.township_id).wanted()
    rows = queries.dispute_ledger(request.actor, wanted, request.today)
    sums = queries.totals(rows, request.today)
    note_dispute_export(by=request.actor, at=request.at, how="print", wanted=wanted, rows=min(sums["all"], PRINTED))
    shown = [(row, lateness(row, request.today)) for row in rows[:PRINTED]]
    context = {"rows": shown, "totals": sums, "is_cut": sums["all"] > PRINTED, "most": PRINTED}
    return render(request, "petitions/screening/disputes/print.html", context)


@requires(REPORT_DISPUTE)
@never_cache
@require_http_methods(["GET", "POST"])
def dispute_new(request: HttpRequest) -> HttpResponse:
    """Report a dispute on one page, also on a phone; what was typed is kept on the server."""
    options = {"actor": request.actor, "today": request.today}
    kept = draft_data(request.user.pk, DRAFT) if request.method == "GET" and "draft" in request.GET else None
    form = DisputeForm(request.POST, request.FILES, **options) if request.method == "POST" else None
    if form is None:
        form = DisputeForm(
            initial={name: kept.get(name) for name in kept if kept.get(name)} if kept else None, **options
        )
    elif form.is_valid() and _files_are_sound(form):
        made: list[Dispute] = []
        files = form.cleaned_data["attachments"]
        given = {"data": form.data_for_action(), "files": files, "by": request.actor, "at": request.at}
        if attempt(form, lambda: made.append(report_dispute(**given))):
            drop_draft(request.user.pk, DRAFT)
            messages.success(request, f"已登记：{made[0].number}")
            return redirect("petitions:dispute", made[0].pk)
    is_brief = GRID_MEMBER in request.actor.roles and LIAISON not in request.actor.roles
    context = {"form": form, "draft": DRAFT, "is_brief": is_brief}
    return render(request, "petitions/screening/disputes/new.html", context)


@requires(VIEW_DISPUTE)
@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """One dispute: facts, who is first responsible, mediations, timeline, and what this actor may do with it now."""
    actor, row = request.actor, queries.get_dispute(request.actor, dispute_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    acts = acts_for(row, actor)
    forms = dispute_forms(request, row, acts, act)
    form = forms.get(act)
    if form is not None and form.is_valid() and attempt(form, lambda: run_act(request, row, act, form)):
        messages.success(request, DONE[act])
        return redirect("petitions:dispute", dispute_id)
    context = {
        "dispute": row,
        "responsible": first_responsible([row], request.today)[row.pk],
        "clocks": clocks_of(row.pk),
        "calendar": work_calendar(row.township_id),
        "today": request.today,
        "is_open": row.state in UNSTRUCK,
        "late_words": lateness(row, request.today),
        "notes": queries.notes_of(row),
        "mediations": [
            (one, "、".join(HELPERS[key] for key in one.helpers if key in HELPERS))
            for one in queries.mediations_of(row)
        ],
        "files": attachments_of(row.matter, actor),
        "events": timeline(row.matter, actor),
        "case_link": queries.case_of(actor, row),
        "acts": [(one, forms[one.name]) for one in acts],
        "act": act,
        "may_reveal": actor.may(REVEAL_PARTIES) and bool(row.parties),
        "reveal_form": RevealForm(auto_id="reveal-%s"),
        "may_mediate": may_mediate(row, actor),
        "case_url": start_url(row.pk) if may_convert(row, actor) else "",
    }
    return render(request, "petitions/screening/disputes/page.html", context)


@requires(REVEAL_PARTIES)
@never_cache
@require_POST
def parties(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """The parties in clear after a reason, on a page that no browser keeps."""
    row = queries.get_dispute(request.actor, dispute_id)
    form, shown = RevealForm(request.POST), []
    if form.is_valid():
        given = {"dispute_id": row.pk, "reason": form.cleaned_data["reason"], "by": request.actor, "at": request.at}
        attempt(form, lambda: shown.append(reveal_parties(**given)))
    context = {"dispute": row, "form": form, "lines": shown[0].splitlines() if shown else []}
    return render(request, "petitions/screening/disputes/parties.html", context)


def _files_are_sound(form: DisputeForm) -> bool:
    """Judge every file before anything is saved; each refusal stands beside the field with the file's position."""
    for position, file in enumerate(form.cleaned_data["attachments"], start=1):
        try:
            examine(file)
        except Refused as refusal:
            form.add_error("attachments", f"第{position}个附件：{refusal.message}")
    return not form.errors
