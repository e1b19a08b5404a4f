"""The compliance ledger: one page for a stretch of time, the duties behind each figure, PDF and Excel."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assessment.compliance import queries as queries
from assessment.compliance.actions import ask_supervision, note_export
from assessment.compliance.forms import VIEWS, LedgerChoice, duty_filter
from assessment.compliance.papers import LedgerPaper, ledger_html
from assessment.compliance.rules import RATE, STRETCH_WORDS, TIMELY_RATE, after, before, stretches_near
from assessment.compliance.sheets import duties_xlsx, summary_xlsx
from assessment.permissions import ASK_SUPERVISION, EXPORT_COMPLIANCE, VIEW_COMPLIANCE
from records.duties.queries.duties import duties_visible_to
from records.duties.rules.duties import STANDINGS, standing
from records.papers.pdf import render_pdf
from township.actors import OutOfScope
from township.calendar.queries.days import work_calendar
from township.directory.models.townships import Township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message
from township.frame.places import remembers_place
from township.frame.responses import pdf_response, xlsx_response
from township.profiles.queries.profiles import adopted_profile

ROWS = 30
LINES = {"clauses": queries.by_clause, "units": queries.by_unit, "people": queries.by_person}


@requires(VIEW_COMPLIANCE)
@require_GET
@remembers_place("assessment:compliance")
def compliance(request: HttpRequest) -> HttpResponse:
    """The ledger of one month, quarter or year: by clause, by unit or by person."""
    actor, today = request.actor, request.today
    chosen = LedgerChoice.of(request.GET, today)
    lines = LINES[chosen.view](actor, chosen.period, today)
    context = {
        "chosen": chosen,
        "lines": lines,
        "total": queries.total(lines),
        "kinds": STRETCH_WORDS.items(),
        "views": VIEWS.items(),
        "near": stretches_near(chosen.kind, chosen.period),
        "before": before(chosen.kind, chosen.period),
        "after": after(chosen.kind, chosen.period),
        "adopted": adopted_profile(actor.township_id, chosen.period.last),
        "rate": RATE,
        "timely_rate": TIMELY_RATE,
        "may_export": actor.may(EXPORT_COMPLIANCE),
        "narrow": "clause" if chosen.view == "clauses" else "debtor",
    }
    return render(request, "assessment/compliance/ledger.html", context)


@requires(VIEW_COMPLIANCE)
@require_GET
@remembers_place("assessment:compliance_duties")
def compliance_duties(request: HttpRequest) -> HttpResponse:
    """The duties behind a figure, with where each stands and the evidence one click away."""
    actor, today = request.actor, request.today
    chosen, wanted = LedgerChoice.of(request.GET, today), duty_filter(request.GET)
    page = Paginator(queries.duties_behind(actor, chosen.period, wanted, today), ROWS).get_page(request.GET.get("page"))
    duties = list(page)
    proposed = queries.proposed_keys(duties)
    seen = queries.evidence_seen(actor, duties)
    context = {
        "chosen": chosen,
        "wanted": wanted,
        "page": page,
        "rows": [_row(duty, today, proposed, seen) for duty in duties],
        "standings": STANDINGS.items(),
        "narrowed": duties[0].label
        if wanted.clause and duties
        else duties[0].debtor
        if wanted.debtor and duties
        else "",
        "query": request.GET.urlencode(),
        "may_ask": actor.may(ASK_SUPERVISION),
        "may_export": actor.may(EXPORT_COMPLIANCE),
        "calendar": work_calendar(actor.township_id),
        "today": today,
    }
    return render(request, "assessment/compliance/duties.html", context)


@requires(ASK_SUPERVISION)
@require_POST
def compliance_ask(request: HttpRequest, duty_id: int) -> HttpResponse:
    """提请督办 for one missing duty; back to the list it was asked from."""
    if not duties_visible_to(request.actor).filter(pk=duty_id).exists():
        raise OutOfScope("没有找到这项应办。")
    with refusals_as_message(request):
        ask_supervision(duty_id=duty_id, by=request.actor, at=request.at)
        messages.success(request, "已列入督办建议。")
    chosen, wanted = LedgerChoice.of(request.POST, request.today), duty_filter(request.POST)
    address = reverse("assessment:compliance_duties")
    return redirect(f"{address}?{chosen.query}&clause={wanted.clause}&standing={wanted.standing}")


@requires(EXPORT_COMPLIANCE)
@require_GET
def compliance_sheet(request: HttpRequest) -> HttpResponse:
    """The summary by clause as Excel; noted in the journal before it is handed out."""
    actor, chosen = request.actor, LedgerChoice.of(request.GET, request.today)
    lines = queries.by_clause(actor, chosen.period, request.today)
    note_export(period=chosen.period, form="xlsx", rows=len(lines), by=actor, at=request.at)
    return xlsx_response(
        summary_xlsx(chosen.period, lines, queries.total(lines)), f"compliance-{chosen.period.key}.xlsx"
    )


@requires(EXPORT_COMPLIANCE)
@require_GET
def compliance_duties_sheet(request: HttpRequest) -> HttpResponse:
    """The duties of the view one by one as Excel."""
    actor, today = request.actor, request.today
    chosen, wanted = LedgerChoice.of(request.GET, today), duty_filter(request.GET)
    duties = list(queries.duties_behind(actor, chosen.period, wanted, today))
    note_export(period=chosen.period, form="duties", rows=len(duties), by=actor, at=request.at)
    data = duties_xlsx(chosen.period, duties, queries.evidence_seen(actor, duties), today)
    return xlsx_response(data, f"duties-{chosen.period.key}.xlsx")


@requires(EXPORT_COMPLIANCE)
@require_GET
def compliance_pdf(request: HttpRequest) -> HttpResponse:
    """The whole ledger for an inspector: by clause, unit and person, and the list of what is missing."""
    actor, today = request.actor, request.today
    chosen = LedgerChoice.of(request.GET, today)
    period = chosen.period
    clauses = queries.by_clause(actor, period, today)
    adopted = adopted_profile(actor.township_id, period.last)
    paper = LedgerPaper(
        organ=Township.objects.get(pk=actor.township_id).office_name,
        stretch=period.label,
        printed_on=today,
        printed_by=actor.name,
        profile=adopted.source if adopted else "",
        clauses=clauses,
        total=queries.total(clauses),
        units=queries.by_unit(actor, period, today),
        people=queries.by_person(actor, period, today),
        missing=list(queries.missing_duties(actor, period, today)),
    )
    note_export(period=period, form="pdf", rows=len(clauses), by=actor, at=request.at)
    pdf = render_pdf(ledger_html(paper), title=f"制度执行台账 {period.label}")
    return pdf_response(pdf, f"compliance-{period.key}.pdf")


def _row(duty, today, proposed: set[int], seen: set[int]) -> dict:
    word = standing(duty.state, duty.done_on, duty.due_on, today)
    return {
        "duty": duty,
        "standing": word,
        "label": STANDINGS[word],
        "is_proposed": duty.pk in proposed,
        "may_open": duty.evidence_id in seen,
    }
