"""形势分析: the figures of a period with charts, links, Excel and PDF; the reports drafted from them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from petitions.analysis import actions as actions
from petitions.analysis.models import Analysis
from petitions.analysis.queries.analyses import analyses_visible_to, get_analysis
from petitions.analysis.queries.analysis import case_facts
from petitions.analysis.queries.handling import handling_facts
from petitions.analysis.rules.analyses import ANALYSES, ISSUED, PAPER_KIND
from petitions.analysis.rules.analysis import case_figures, case_tables
from petitions.analysis.rules.charts import bar_chart, column_chart
from petitions.analysis.rules.handling import handling_figures, handling_tables
from petitions.analysis.rules.periods import choices, figure_period, period_from
from petitions.analysis.rules.texts import case_text, handling_text
from petitions.analysis.sheets import analysis_xlsx
from petitions.office.actions.papers import pending
from petitions.office.forms import BodyForm, VerdictForm
from petitions.office.views import attempt, page_of, revision_of, text_to_read, version_of
from petitions.permissions import APPROVE_ANALYSIS, READ_ANALYSIS, VIEW_FIGURES, WRITE_ANALYSIS
from records.matters.queries.timeline import timeline
from records.papers.actions.documents import facts_of, read_document
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import pdf_response, xlsx_response

DONE = {
    "refresh": "数字已重新提取，正文按新数字重拟；原来的文字留在历史版本里。",
    "save": "已保存。",
    "submit": "已送审，由办公室主任或召集人审批。",
    "approve": "已批准并印发。",
    "return_draft": "已退回修改。",
}


@requires(VIEW_FIGURES)
@require_GET
def analysis(request: HttpRequest) -> HttpResponse:
    """The figures of one period (?period=2026-11, 2026-Q4, 2026)."""
    period = period_from(request.GET.get("period", ""), request.today)
    cases, handling = _facts(request, period)
    tables = case_tables(cases)
    trend = [(row.label.partition("年")[2], row.now, row.year_before) for row in cases.trend]
    context = {
        "period": period,
        "choices": choices(request.today, period),
        "is_running": period.last >= request.today,
        "figures": case_figures(cases),
        "rates": handling_figures(handling),
        "panels": [
            (table, bar_chart([(row.label, row.size) for row in table.lines])) for table in tables if table.has_bars
        ],
        "above": next(table for table in tables if table.key == "above"),
        "trend": next(table for table in tables if table.key == "trend"),
        "columns": column_chart(trend),
        "handling": handling_tables(handling),
        "text": [*case_text(cases).splitlines(), *handling_text(handling).splitlines()],
        "may_write": request.actor.may(WRITE_ANALYSIS),
    }
    return render(request, "petitions/analysis/page.html", context)


@requires(VIEW_FIGURES)
@require_GET
def analysis_sheet(request: HttpRequest) -> HttpResponse:
    """The same figures as an Excel file."""
    period = period_from(request.GET.get("period", ""), request.today)
    cases, handling = _facts(request, period)
    figures = (*case_figures(cases), *handling_figures(handling))
    data = analysis_xlsx(f"{period.label}信访形势", figures, (*case_tables(cases), *handling_tables(handling)))
    actions.note_figures(how="export", period=period, by=request.actor, at=request.at)
    return xlsx_response(data, f"analysis-{period.key}.xlsx")


@requires(VIEW_FIGURES)
@require_GET
def analysis_pdf(request: HttpRequest) -> HttpResponse:
    """The same figures as a PDF without number."""
    period = period_from(request.GET.get("period", ""), request.today)
    data = actions.print_figures(period=period, by=request.actor, at=request.at)
    return pdf_response(data, f"analysis-{period.key}.pdf")


@requires(READ_ANALYSIS)
@require_GET
@remembers_place("petitions:analyses")
def analyses(request: HttpRequest) -> HttpResponse:
    """The reports, the latest period first."""
    rows = analyses_visible_to(request.actor).select_related("document", "approved_by")
    period = period_from("", request.today)
    context = {
        "page": page_of(request, rows.defer("document__body", "document__facts")),
        "may_write": request.actor.may(WRITE_ANALYSIS),
        "choices": choices(request.today, period),
        "period": period,
    }
    return render(request, "petitions/analysis/list.html", context)


@requires(WRITE_ANALYSIS)
@require_POST
def analysis_start(request: HttpRequest) -> HttpResponse:
    """Open the report of a period, or go to the one that is there."""
    period = period_from(request.POST.get("period", ""), request.today)
    made: list[Analysis] = []

    def begin() -> None:
        made.append(actions.start_analysis(period=period, by=request.actor, at=request.at))

    if attempt(None, begin, request):
        return redirect("petitions:analysis_report", made[0].pk)
    return redirect("petitions:analyses")


@requires(READ_ANALYSIS)
@require_http_methods(["GET", "POST"])
def analysis_report(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """One report: its text and figures, and what this reader may do with it now."""
    row = get_analysis(request.actor, analysis_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    body = BodyForm(request.POST if act == "save" else None, initial={"body": row.document.body})
    verdict = VerdictForm(request.POST if act in ("approve", "return_draft") else None)
    form = body if act == "save" else verdict if act in ("approve", "return_draft") else None
    if (
        act in DONE
        and (form is None or form.is_valid())
        and attempt(form, lambda: _act(request, row, act, form), request)
    ):
        messages.success(request, DONE[act])
        return redirect("petitions:analysis_report", row.pk)
    approval = pending(row, PAPER_KIND)
    context = {
        "row": row,
        "paper": facts_of(row.document)["paper"],
        "body_form": body,
        "verdict_form": verdict,
        "moves": _moves(request, row),
        "read": text_to_read(approval),
        "approval": approval,
        "events": timeline(row.matter, request.actor),
        "figures_url": f"{reverse('petitions:analysis')}?period={row.period}"
        if request.actor.may(VIEW_FIGURES)
        else "",
    }
    return render(request, "petitions/analysis/report.html", context)


@requires(READ_ANALYSIS)
@require_GET
def analysis_report_pdf(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """The issued paper; before issue the page as it would print."""
    row = get_analysis(request.actor, analysis_id)
    if row.state == ISSUED:
        data = read_document(document=row.document, by=request.actor, at=request.at)
    else:
        data = actions.preview(analysis=row, by=request.actor, at=request.at)
    return pdf_response(data, f"analysis-{row.period}.pdf")


def _facts(request: HttpRequest, period):
    span = figure_period(period)
    return case_facts(request.actor, span), handling_facts(request.actor, span, request.today)


def _moves(request: HttpRequest, row: Analysis) -> set[str]:
    """The moves open in this state that the reader has the right to."""
    names = {move.name for move in ANALYSES.moves_from(row.state)}
    mine = {"save", "refresh", "submit"} if request.actor.may(WRITE_ANALYSIS) else set()
    approval = pending(row, PAPER_KIND)
    if request.actor.may(APPROVE_ANALYSIS) and approval and approval.proposed_by_id != request.actor.person_id:
        mine |= {"approve", "return_draft"}
    return names & mine


def _act(request: HttpRequest, row: Analysis, act: str, form) -> None:
    given = {"analysis_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    if act == "save":
        actions.save_analysis(body=form.cleaned_data["body"], version=version_of(request), **given)
    elif act == "refresh":
        actions.refresh_analysis(**given)
    elif act == "submit":
        actions.submit_analysis(**given)
    else:
        actions.decide_analysis(
            approved=act == "approve",
            remark=form.cleaned_data["remark"],
            version=version_of(request),
            text_sha256=request.POST.get("text_sha256", "")[:64],
            **given,
        )
