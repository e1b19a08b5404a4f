"""The quarterly hearing and the work report: list, page, session or record, text, signature, PDF."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.dispatch.actions import hearings as actions
from meetings.dispatch.actions import work_reports as report_actions
from meetings.dispatch.forms.hearings import HearingRecordForm, HearingSessionForm, SignForm, WorkReportForm
from meetings.dispatch.queries import hearings as queries
from meetings.dispatch.rules.hearings import DRAFT, HEARINGS, REPORTS, SUBMITTED
from meetings.permissions import RECORD_HEARING, SIGN_WORK_REPORT, VIEW_HEARING, WRITE_WORK_REPORT
from meetings.sessions.views.acts import attempt, button, form_page, page_of, revision_of
from records.acts.actions.drafts import drop_draft
from records.acts.queries import draft_data
from records.duties.rules.duties import Cadence, Period, period_of
from records.matters.queries.timeline import timeline
from records.papers.actions.documents import text_hash
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import pdf_response

REVISED = "meetings/sessions/revised_form.html"


@requires(VIEW_HEARING)
@require_GET
@remembers_place("meetings:hearings")
def hearings(request: HttpRequest) -> HttpResponse:
    """Quarters and reports."""
    quarter = period_of(Cadence.QUARTERLY, request.today)
    rows = queries.hearing_list(request.actor)
    may_record = request.actor.may(RECORD_HEARING)
    context = {
        "page": page_of(request, rows),
        "reports": queries.report_list(request.actor)[:30],
        "quarter": quarter,
        "may_open": may_record and not rows.filter(period=quarter.key).exists(),
    }
    return render(request, "meetings/dispatch/hearings/list.html", context)


@requires(RECORD_HEARING)
@require_POST
def hearing_open(request: HttpRequest) -> HttpResponse:
    """This quarter's hearing by hand."""
    row = actions.open_this_quarter(by=request.actor, at=request.at)
    messages.success(request, "本季度听取汇报已建立。先起草工作报告，再安排会议或登记听取情况。")
    return redirect("meetings:hearing", row.pk)


@requires(VIEW_HEARING)
@require_GET
def hearing(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """One quarter: the report, the session, what was said and decided."""
    row = queries.get_hearing(request.actor, hearing_id)
    may_record = request.actor.may(RECORD_HEARING)
    context = {
        "hearing": row,
        "moves": {move.name for move in HEARINGS.moves_from(row.state)} if may_record else set(),
        "may_write": request.actor.may(WRITE_WORK_REPORT),
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "meetings/dispatch/hearings/page.html", context)


@requires(RECORD_HEARING)
@require_http_methods(["GET", "POST"])
def hearing_arrange(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """Plan the session."""
    row = queries.get_hearing(request.actor, hearing_id)
    form = HearingSessionForm(request.POST or None, township_id=row.township_id, today=request.today)
    return form_page(
        request,
        form,
        lambda form: actions.arrange_hearing(
            hearing_id=hearing_id,
            revision=revision_of(request),
            chair_id=form.cleaned_data["chair"].pk,
            place=form.cleaned_data["place"],
            starts_at=form.starts_at(),
            by=request.actor,
            at=request.at,
        ),
        title="安排会议",
        verb="列入会议安排",
        done="已列入会议安排，请在会议页面核对名单后发通知。",
        back=("meetings:hearing", hearing_id),
        back_label=row.matter.number,
        template=REVISED,
        revision=row.revision,
        intro="班子成员自动列入名单。会后拟写、审定、印发纪要，议定事项逐项落实；纪要印发后本季度自动登记完成。",
    )


@requires(RECORD_HEARING)
@require_http_methods(["GET", "POST"])
def hearing_record(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """What was heard by the party committee and government."""
    row = queries.get_hearing(request.actor, hearing_id)
    return form_page(
        request,
        HearingRecordForm(request.POST or None),
        lambda form: actions.record_hearing(
            hearing_id=hearing_id, revision=revision_of(request), record=form.record(), by=request.actor, at=request.at
        ),
        title="登记听取情况",
        verb="登记",
        done="已登记，本季度听取汇报的应办同时办结。",
        back=("meetings:hearing", hearing_id),
        back_label=row.matter.number,
        template=REVISED,
        revision=row.revision,
        intro="登记后不能修改，请核对会议日期和会议决定。",
        draft=f"hearing-{hearing_id}",
    )


@requires(WRITE_WORK_REPORT)
@require_POST
def report_open(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """The report of the hearing's quarter, drafted from the data."""
    row = queries.get_hearing(request.actor, hearing_id)
    period = Period(row.period, row.first, row.last, row.period_label)
    report = report_actions.open_report(period=period, by=request.actor, at=request.at)
    if report.document_id is None:
        report_actions.draft_report(report_id=report.pk, revision=report.revision, by=request.actor, at=request.at)
        messages.success(request, "已按本季度数据拟出初稿，请修改后送签发。")
    return redirect("meetings:work_report", report.pk)


@requires(VIEW_HEARING)
@require_GET
def work_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report as it stands, and what may be done now."""
    row = queries.get_work_report(request.actor, report_id)
    actor = request.actor
    moves = {move.name for move in REPORTS.moves_from(row.state)}
    mine = {"save", "redraft", "submit"} if actor.may(WRITE_WORK_REPORT) else set()
    is_drafter = row.document and row.document.drafted_by_id == actor.person_id
    if actor.may(SIGN_WORK_REPORT) and not is_drafter:
        mine |= {"issue", "return_report"}
    context = {
        "report": row,
        "lines": row.document.body.splitlines() if row.document else [],
        "moves": moves & mine,
        "is_drafter": is_drafter,
        "hearings": row.hearings.order_by("first"),
        "events": timeline(row.matter, actor),
    }
    return render(request, "meetings/dispatch/hearings/report.html", context)


@requires(WRITE_WORK_REPORT)
@require_POST
def report_draft(request: HttpRequest, report_id: int) -> HttpResponse:
    """Draft from the data of now."""
    queries.get_work_report(request.actor, report_id)
    return button(
        request,
        lambda: report_actions.draft_report(
            report_id=report_id, revision=revision_of(request), by=request.actor, at=request.at
        ),
        "已按最新数据拟出，改动前的文字留在历史版本里。",
        "meetings:work_report",
        report_id,
    )


@requires(WRITE_WORK_REPORT)
@require_http_methods(["GET", "POST"])
def report_edit(request: HttpRequest, report_id: int) -> HttpResponse:
    """Edit the text; what is typed is kept on the server."""
    row = queries.get_work_report(request.actor, report_id)
    if row.document is None or row.state != DRAFT:
        messages.info(request, "报告现在不能修改：还没有拟稿，或者已经送签。")
        return redirect("meetings:work_report", report_id)
    key = f"work-report-{report_id}"
    initial = {"version": row.document.version, "addressee": row.addressee, "body": row.document.body}
    form = WorkReportForm(request.POST or None, initial=initial)
    if request.method == "GET" and "restore" in request.GET:
        kept = draft_data(request.user.pk, key)
        form = WorkReportForm(kept) if kept else form
    if request.method == "POST" and form.is_valid():
        given = {"report_id": report_id, **form.cleaned_data}
        if attempt(form, lambda: report_actions.save_report(by=request.actor, at=request.at, **given)):
            drop_draft(request.user.pk, key)
            messages.success(request, "报告已保存。")
            return redirect("meetings:work_report", report_id)
    context = {
        "form": form,
        "title": row.matter.title,
        "verb": "保存",
        "back_label": row.matter.number,
        "draft": key,
        "back_url": redirect("meetings:work_report", report_id).url,
    }
    return render(request, "meetings/sessions/form.html", context)


@requires(WRITE_WORK_REPORT)
@require_POST
def report_submit(request: HttpRequest, report_id: int) -> HttpResponse:
    """Hand in for signature."""
    queries.get_work_report(request.actor, report_id)
    return button(
        request,
        lambda: report_actions.submit_report(
            report_id=report_id, revision=revision_of(request), by=request.actor, at=request.at
        ),
        "已送签发，由主任或召集人签发。",
        "meetings:work_report",
        report_id,
    )


@requires(SIGN_WORK_REPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def report_sign(request: HttpRequest, report_id: int) -> HttpResponse:
    """Read the whole text, then sign it out or give it back."""
    row = queries.get_work_report(request.actor, report_id)
    if row.state != SUBMITTED or row.document is None:
        messages.info(request, "报告现在没有等待签发。")
        return redirect("meetings:work_report", report_id)
    shown = {"version": row.document.version, "text_sha256": text_hash(row.document.body)}
    form = SignForm(request.POST or None, initial=shown)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act in ("issue", "return") and form.is_valid():
        given = {"report_id": report_id, "approved": act == "issue", **form.cleaned_data}
        if attempt(form, lambda: report_actions.sign_report(by=request.actor, at=request.at, **given)):
            messages.success(request, "已签发，报告编号并定稿。" if act == "issue" else "已退回，意见已告知拟稿人。")
            return redirect("meetings:work_report", report_id)
    context = {"report": row, "lines": row.document.body.splitlines(), "form": form}
    return render(request, "meetings/dispatch/hearings/sign.html", context)


@requires(VIEW_HEARING)
@require_GET
def report_pdf(request: HttpRequest, report_id: int) -> HttpResponse:
    """The frozen paper, or a draft copy."""
    row = queries.get_work_report(request.actor, report_id)
    data = report_actions.report_pdf(report_id=report_id, by=request.actor)
    return pdf_response(data, f"{row.matter.title}.pdf")
