"""The quarterly hearing and the work report: their pages and the acts on them."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.dispatch.actions import hearings as actions
from meetings.dispatch.actions.work_reports import FLOW, draft_report
from meetings.dispatch.forms.dispatches import LapseForm
from meetings.dispatch.forms.hearings import HearingRecordForm, HearingSessionForm, ReportTextForm
from meetings.dispatch.models.hearings import WorkReport
from meetings.dispatch.queries import hearings as queries
from meetings.dispatch.rules.hearings import HEARING_DOORS, REPORT_DOORS
from meetings.permissions import RECORD_HEARING, VIEW_HEARING
from records.acts.views.acts import Act, ActPages
from records.duties.rules.duties import Cadence, period_of
from records.matters.queries.timeline import timeline
from records.papers.views.flows import flow_acts, paper_context
from township.frame.access import requires


def _report_page(request: HttpRequest, row: Model, report: WorkReport) -> str:
    return reverse("meetings:work_report", args=[report.pk])


HEARING = ActPages(
    "hearing",
    page="meetings:hearing",
    id_name="hearing_id",
    get=queries.get_hearing,
    facts=queries.hearing_facts,
    doors=HEARING_DOORS,
    acts=(
        Act(
            "draft_report",
            actions.begin_report,
            done="已按本季度数据拟出初稿，请修改后送签发。",
            is_free=True,
            leads_to=_report_page,
        ),
        Act(
            "arrange",
            actions.arrange_hearing,
            done="已列入会议安排，请在会议页面核对名单后发通知。",
            form=HearingSessionForm,
            verb="列入会议安排",
            confirm="班子成员自动列入名单。会后拟写、审定、印发纪要，议定事项逐项落实；纪要印发后本季度自动登记完成。",
            also=("record",),
        ),
        Act(
            "lapse",
            actions.lapse_hearing,
            done="已办结。这个季度的应办仍然是未办。",
            form=LapseForm,
            verb="办结",
            confirm="办结以后不能恢复，登记簿上写明没有听取和原因。",
        ),
        Act(
            "record",
            actions.record_hearing,
            done="已登记，本季度听取汇报的应办同时办结。",
            form=HearingRecordForm,
            verb="登记",
            confirm="登记后不能修改，请核对会议日期和会议决定。",
        ),
    ),
)

REPORT = ActPages(
    "work_report",
    page="meetings:work_report",
    id_name="report_id",
    get=queries.get_work_report,
    facts=FLOW.standing,
    doors=REPORT_DOORS,
    acts=(
        Act("draft", draft_report, done="已按数据拟出初稿，请修改后送签发。"),
        *(act for act in flow_acts(FLOW, text_form=ReportTextForm) if act.name in REPORT_DOORS.doors),
        Act("redraft", draft_report, done="已按最新数据拟出，改动前的文字留在历史版本里。"),
    ),
)


@requires(RECORD_HEARING)
@require_http_methods(["GET", "POST"])
def hearing_open(request: HttpRequest) -> HttpResponse:
    """This quarter's hearing by hand."""
    if request.method == "POST":
        row = actions.open_this_quarter(by=request.actor, at=request.at)
        messages.success(request, "本季度听取汇报已建立。先起草工作报告，再安排会议或登记听取情况。")
        return redirect("meetings:hearing", row.pk)
    quarter = period_of(Cadence.QUARTERLY, request.today)
    context = {
        "title": "建立听取汇报",
        "question": f"建立{quarter.label}听取汇报？制度里有“每季度听取汇报”的，每季度自动建立；已经建立的，打开原来的。",
        "verb": "建立",
        "cancel_url": reverse("meetings:hearings"),
    }
    return render(request, "partials/confirm.html", context)


@requires(VIEW_HEARING)
@require_GET
def hearing(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """One quarter: the report, the session, what was said and decided."""
    row = queries.get_hearing(request.actor, hearing_id)
    context = {
        "hearing": row,
        "buttons": HEARING.buttons(request, row),
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "meetings/dispatch/hearings/page.html", context)


@requires(VIEW_HEARING)
@require_GET
def work_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report as it stands, and what may be done now."""
    row = queries.get_work_report(request.actor, report_id)
    context = {
        "report": row,
        "buttons": REPORT.buttons(request, row),
        "hearings": row.hearings.order_by("first"),
        "events": timeline(row.matter, request.actor),
        **paper_context(FLOW, row, request.actor),
        "recipients": [],
    }
    return render(request, "meetings/dispatch/hearings/report.html", context)
