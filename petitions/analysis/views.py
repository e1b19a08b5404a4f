"""形势分析: the figures of a period with charts, links, Excel and PDF; the reports drafted from them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from petitions.analysis import actions
from petitions.analysis.forms import AnalysisFilterForm
from petitions.analysis.papers import trend_chart
from petitions.analysis.queries.analyses import get_analysis, register
from petitions.analysis.queries.analysis import case_facts
from petitions.analysis.queries.handling import handling_facts
from petitions.analysis.rules.analyses import DOORS
from petitions.analysis.rules.analysis import case_figures, case_tables
from petitions.analysis.rules.handling import handling_figures, handling_tables
from petitions.analysis.rules.periods import Period, choices, figure_period, period_from
from petitions.analysis.rules.texts import case_text, handling_text
from petitions.analysis.sheets import analysis_xlsx
from petitions.permissions import READ_ANALYSIS, VIEW_FIGURES, WRITE_ANALYSIS
from records.acts.views.acts import Act, ActPages
from records.duties.actions.reports import period_key
from records.figures.charts import bars
from records.ledgers.rules.columns import Column
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.matters.queries.timeline import timeline
from records.papers.actions.documents import facts_of
from records.papers.views.flows import flow_acts, paper_context
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message
from township.frame.handouts import PRINT, Handed, Handout, hand_out
from township.frame.responses import pdf_response, xlsx_response
from township.signing import signed_by
from township.watermark import Watermark

ANALYSIS = ActPages(
    "analysis",
    page="petitions:analysis_report",
    id_name="analysis_id",
    get=get_analysis,
    facts=actions.FLOW.standing,
    doors=DOORS,
    acts=(
        *(act for act in flow_acts(actions.FLOW) if act.name in DOORS.doors),
        Act(
            "refresh",
            actions.refresh_analysis,
            done="数字已重新提取，正文按新数字重拟；原来的文字留在历史版本里。",
            confirm="数字重新提取，正文按新数字重拟；现在的文字留在历次文稿里。",
        ),
    ),
)

START = PageLink("选周期拟写", "petitions:analysis", WRITE_ANALYSIS, key="n")


def _approver(row, reader) -> str:
    return signed_by(row, "approved", right="analysis.approve_analysis")


REPORTS = Ledger(
    url_name="petitions:analyses",
    code="analyses",
    title="形势分析报告",
    intro="按周期一份：自动取数拟稿，办公室修改，主任或召集人批准印发。",
    noun="形势分析报告",
    unit="份",
    rows=register,
    filters=AnalysisFilterForm,
    view=READ_ANALYSIS,
    export=VIEW_FIGURES,
    row_page="petitions:analysis_report",
    actions=(START,),
    empty=(
        Empty(
            "还没有形势分析报告。", "在形势数据里选一个周期，点“拟写报告”；制度要求每月一份的，到期自动拟稿。", START
        ),
        Empty("还没有印发的形势分析报告。"),
    ),
    columns=(
        Column("title", "报告", "document.title", link=True, width=36),
        Column("number", "文号", "document.number", is_tight=True, blank="（未编号）", width=22),
        Column("taken", "取数时间", "taken_at", kind="datetime"),
        Column("approved", "批准人", _approver, is_tight=True, width=10),
        Column("issued", "印发日期", "issued_on", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


@requires(VIEW_FIGURES)
@require_GET
def analysis(request: HttpRequest) -> HttpResponse:
    """The figures of one period (?period=2026-11, 2026-Q4, 2026)."""
    period = period_from(request.GET.get("period", ""), request.today)
    cases, handling = _facts(request, period)
    tables = case_tables(cases)
    context = {
        "period": period,
        "choices": choices(request.today, period),
        "is_running": period.last >= request.today,
        "figures": case_figures(cases),
        "rates": handling_figures(handling),
        "panels": [(table, bars([(row.label, row.size) for row in table.lines])) for table in tables if table.has_bars],
        "above": next(table for table in tables if table.key == "above"),
        "trend": next(table for table in tables if table.key == "trend"),
        "columns": trend_chart([[row.label, row.now, row.year_before] for row in cases.trend]),
        "handling": handling_tables(handling),
        "text": [*case_text(cases).splitlines(), *handling_text(handling).splitlines()],
        "may_write": request.actor.may(WRITE_ANALYSIS),
    }
    return render(request, "petitions/analysis/page.html", context)


def _sheet(request: HttpRequest) -> Handed:
    """The same figures as an Excel file."""
    period = period_from(request.GET.get("period", ""), request.today)
    cases, handling = _facts(request, period)
    figures = (*case_figures(cases), *handling_figures(handling))
    tables = (*case_tables(cases), *handling_tables(handling))

    def make(mark: Watermark) -> HttpResponse:
        return xlsx_response(
            analysis_xlsx(f"{period.label}信访形势", figures, tables, mark), f"analysis-{period.key}.xlsx"
        )

    return _handed(period, max(len(figures), *(len(table.lines) for table in tables)), make)


def _paper(request: HttpRequest) -> Handed:
    """The same figures as a PDF without number."""
    period = period_from(request.GET.get("period", ""), request.today)

    def make(mark: Watermark) -> HttpResponse:
        data = actions.print_figures(period=period, mark=mark, by=request.actor, at=request.at)
        return pdf_response(data, f"analysis-{period.key}.pdf")

    return _handed(period, 1, make)


def _handed(period: Period, rows: int, make) -> Handed:
    back = f"{reverse('petitions:analysis')}?period={period.key}"
    return Handed(period.label, rows, make, back=back, detail={"period": period.key})


analysis_sheet = hand_out(Handout("petitions:analysis_sheet", VIEW_FIGURES, "analysis.export", _sheet))
analysis_pdf = hand_out(Handout("petitions:analysis_pdf", VIEW_FIGURES, "analysis.print", _paper, PRINT))


@requires(WRITE_ANALYSIS)
@require_POST
def analysis_start(request: HttpRequest) -> HttpResponse:
    """Open the report of a period, or go to the one that is there."""
    period = period_from(request.POST.get("period", ""), request.today)
    with refusals_as_message(request):
        row = actions.start_analysis(period=period, by=request.actor, at=request.at)
        return redirect("petitions:analysis_report", row.pk)
    return redirect("petitions:analyses")


@requires(READ_ANALYSIS)
@require_GET
def analysis_report(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """One report: its text and figures, and what this reader may do with it now."""
    actor, row = request.actor, get_analysis(request.actor, analysis_id)
    figures = f"{reverse('petitions:analysis')}?period={period_key(row.period)}"
    context = {
        "row": row,
        "paper": facts_of(row.document)["paper"],
        "buttons": ANALYSIS.buttons(request, row),
        "events": timeline(row.matter, actor),
        "figures_url": figures if actor.may(VIEW_FIGURES) else "",
        **paper_context(actions.FLOW, row, actor),
    }
    return render(request, "petitions/analysis/report.html", context)


def _facts(request: HttpRequest, period):
    span = figure_period(period)
    return case_facts(request.actor, span), handling_facts(request.actor, span, request.today)
