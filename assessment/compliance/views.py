"""The compliance ledger: one page for a stretch of time, the duties behind each figure, PDF and Excel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assessment.compliance import queries as queries
from assessment.compliance.actions import ask_supervision
from assessment.compliance.forms import VIEWS, DutyFilterForm, LedgerChoice
from assessment.compliance.papers import LedgerPaper, ledger_html
from assessment.compliance.queries import DutyLine
from assessment.compliance.rules import RATE, STRETCH_WORDS, TIMELY_RATE, after, before, stretches_near
from assessment.compliance.sheets import summary_xlsx
from assessment.permissions import ASK_SUPERVISION, EXPORT_COMPLIANCE, VIEW_COMPLIANCE
from records.duties.queries.duties import duties_visible_to
from records.duties.rules.duties import STANDINGS, Period
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp, who_may
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.papers.pdf import render_pdf
from township.actors import OutOfScope
from township.dates import full_date
from township.directory.models.townships import Township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message
from township.frame.handouts import PRINT, Handed, Handout, hand_out
from township.frame.places import remembered_query, remembers_place
from township.frame.responses import pdf_response, xlsx_response
from township.profiles.queries.profiles import adopted_profile
from township.profiles.rules.clause_keys import field_of_work
from township.watermark import Watermark

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


def _field(row, reader) -> str:
    return field_of_work(row.duty.institution)


def _lamp(row: DutyLine, reader: Reader) -> Lamp:
    colour = {"missing": "late", "late": "stopped_late", "done": "ok"}.get(row.standing, "")
    return reader.lamp(row.duty.due_on) if row.standing == "open" else Lamp(colour, STANDINGS[row.standing])


def _course(row: DutyLine, reader: Reader) -> str:
    duty = row.duty
    if duty.done_on:
        return f"{full_date(duty.done_on)} {duty.evidence_text}".strip()
    if duty.excuse_reason and row.standing != "excused":
        return f"已申请免办：{duty.excuse_reason}"
    return duty.excuse_reason


def _evidence(row: DutyLine, reader: Reader) -> str:
    """The number of what proves it, for who may see that."""
    return row.duty.evidence.number if row.may_open and row.duty.evidence else ""


def _offer(row: DutyLine, reader: Reader) -> dict:
    """What the cell of buttons offers; the column is shown to whoever may ask."""
    is_missing = row.standing == "missing"
    return {"ask": is_missing and not row.is_proposed, "asked": is_missing and row.is_proposed}


DUTIES = Ledger(
    url_name="assessment:compliance_duties",
    code="compliance",
    title="制度应办明细",
    noun="应办事项",
    unit="项",
    rows=queries.duties_behind,
    lines=lambda rows, reader: queries.duty_lines(rows, reader.actor, reader.today),
    filters=DutyFilterForm,
    view=VIEW_COMPLIANCE,
    export=EXPORT_COMPLIANCE,
    prints=EXPORT_COMPLIANCE,
    row_page="records:duty",
    actions=(PageLink("制度执行台账", "assessment:compliance", VIEW_COMPLIANCE),),
    empty=(Empty("没有符合条件的应办事项。", "换一个情况，或者回到台账换一个期间。"),),
    filtered_hint="换一个情况，或者回到台账换一个期间。",
    columns=(
        Column("light", "情况", _lamp, kind="light", on=(PAGE,)),
        Column("institution", "工作类别", _field, on=ON_PAPER_AND_FILE, width=12),
        Column("label", "应办事项", "duty.label", link=True, sub="duty.citation", width=28),
        Column("citation", "依据", "duty.citation", on=ON_PAPER_AND_FILE, width=24),
        Column("period", "周期", "duty.period_label", is_tight=True, width=18),
        Column("debtor", "应办人", "duty.debtor", is_tight=True),
        Column("due", "到期日", "duty.due_on", kind="date"),
        Column("standing", "情况", lambda row, reader: STANDINGS[row.standing], on=ON_PAPER_AND_FILE, width=8),
        Column("done", "完成日期", "duty.done_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("course", "完成情况", _course, on=(PAGE,), blank="—"),
        Column("evidence_text", "完成情况", "duty.evidence_text", on=ON_PAPER_AND_FILE, width=34),
        Column("proof", "佐证", _evidence, on=(PAGE,), template="assessment/compliance/_evidence.html"),
        Column("number", "佐证编号", _evidence, on=ON_PAPER_AND_FILE, width=18),
        Column("reason", "免办理由", "duty.excuse_reason", on=ON_PAPER_AND_FILE, width=24),
        Column(
            "acts",
            "办理",
            _offer,
            on=(PAGE,),
            template="assessment/compliance/_ask.html",
            shown_to=who_may(ASK_SUPERVISION),
        ),
    ),
)


@requires(ASK_SUPERVISION)
@require_POST
def compliance_ask(request: HttpRequest, duty_id: int) -> HttpResponse:
    """提请督办 for one missing duty; back to the list it was asked from."""
    if not duties_visible_to(request.actor).filter(pk=duty_id).exists():
        raise OutOfScope("没有找到这项应办。")
    with refusals_as_message(request):
        ask_supervision(duty_id=duty_id, by=request.actor, at=request.at)
        messages.success(request, "已列入督办建议。")
    return redirect(f"{DUTIES.address}?{remembered_query(request, DUTIES.url_name)}")


def _sheet(request: HttpRequest) -> Handed:
    """The summary by clause as Excel."""
    actor, chosen = request.actor, LedgerChoice.of(request.GET, request.today)
    lines = queries.by_clause(actor, chosen.period, request.today)

    def make(mark: Watermark) -> HttpResponse:
        data = summary_xlsx(chosen.period, lines, queries.total(lines), mark)
        return xlsx_response(data, f"compliance-{chosen.period.key}.xlsx")

    return _handed(chosen.period, "xlsx", len(lines), make)


def _paper(request: HttpRequest) -> Handed:
    """The whole ledger for an inspector: by clause, unit and person, and the list of what is missing."""
    actor, today = request.actor, request.today
    period = LedgerChoice.of(request.GET, today).period
    clauses = queries.by_clause(actor, period, today)
    missing = list(queries.missing_duties(actor, period, today))

    def make(mark: Watermark) -> HttpResponse:
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
            missing=missing,
        )
        pdf = render_pdf(ledger_html(paper), title=f"制度执行台账 {period.label}", mark=mark)
        return pdf_response(pdf, f"compliance-{period.key}.pdf")

    return _handed(period, "pdf", max(len(clauses), len(missing)), make)


def _handed(period: Period, form: str, rows: int, make) -> Handed:
    title, back = f"制度执行台账 {period.label}", f"{reverse('assessment:compliance')}?period={period.key}"
    return Handed(title, rows, make, back=back, detail={"period": period.key, "form": form})


compliance_sheet = hand_out(Handout("assessment:compliance_sheet", EXPORT_COMPLIANCE, "compliance.export", _sheet))
compliance_pdf = hand_out(Handout("assessment:compliance_pdf", EXPORT_COMPLIANCE, "compliance.export", _paper, PRINT))
