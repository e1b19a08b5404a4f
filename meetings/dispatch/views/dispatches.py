"""Video dispatch: the page of a month, and the acts on it: arranging, calling, units' reports, the pack."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.dispatch.actions import dispatches as actions
from meetings.dispatch.actions import reports as report_actions
from meetings.dispatch.forms.dispatches import (
    CallForm,
    LapseForm,
    LinkForm,
    PlanForm,
    ReportForm,
    ReturnForm,
    SlotsForm,
    TasksForm,
)
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.queries import dispatches as queries
from meetings.dispatch.rules.dispatches import DOORS
from meetings.permissions import PLAN_DISPATCH, VIEW_DISPATCH
from records.acts.views.acts import Act, ActPages
from records.duties.rules.duties import Cadence, period_of
from records.matters.queries.timeline import timeline
from township.frame.access import requires


def _report_shown(request: HttpRequest, row: Dispatch, form: ReportForm) -> dict:
    """Beside the form of a report: whose it is, until when, with what it came back."""
    report = form.report
    is_own = report.unit_id in request.actor.unit_ids
    return {"report": report, "dispatch": row, "is_own": is_own}


DISPATCH = ActPages(
    "dispatch",
    page="meetings:dispatch",
    id_name="dispatch_id",
    get=queries.get_dispatch,
    facts=queries.dispatch_facts,
    doors=DOORS,
    acts=(
        Act(
            "call",
            actions.call_units,
            done="已通知各单位报告，会议通知同时发出。",
            form=CallForm,
            verb="发出通知",
            confirm="发出后各单位同时收到会议通知和报告通知，不能撤回；时间有变在会议页面改。",
        ),
        Act("edit", actions.arrange, done="安排已保存。", form=PlanForm, verb="保存"),
        Act("compile", report_actions.compile_pack, done="调度材料已汇编。召开以前可以重新汇编，登记召开后定稿。"),
        Act(
            "lapse",
            actions.lapse,
            done="已办结。这个月的应办仍然是未办。",
            form=LapseForm,
            verb="办结",
            confirm="办结以后不能恢复，登记簿上写明没有召开和原因。",
        ),
        Act("remind", report_actions.remind_units, done=lambda reached: reached.sentence, is_free=True),
        Act("plan_tasks", actions.plan_tasks, done="下步工作已保存，重新汇编后写进材料。", form=TasksForm, verb="保存"),
        Act(
            "arrange",
            actions.arrange_slots,
            done="汇报顺序已保存。",
            form=SlotsForm,
            verb="保存",
            template="meetings/dispatch/dispatches/slots.html",
            keeps_draft=False,
        ),
        Act("link", actions.change_link, done="视频会议链接已保存，各单位收到通知。", form=LinkForm, verb="保存"),
        Act(
            "report",
            report_actions.submit_report,
            done="已报送。调度召开以前可以再改。",
            form=ReportForm,
            part="report_id",
            is_free=True,
            verb="报送",
            template="meetings/dispatch/dispatches/report.html",
            beside=_report_shown,
        ),
        Act(
            "return_report",
            report_actions.return_report,
            done="已退回，单位收到通知。",
            form=ReturnForm,
            part="report_id",
            is_free=True,
        ),
    ),
)


@requires(PLAN_DISPATCH)
@require_http_methods(["GET", "POST"])
def dispatch_open(request: HttpRequest) -> HttpResponse:
    """This month's dispatch by hand."""
    if request.method == "POST":
        row = actions.open_this_month(by=request.actor, at=request.at)
        messages.success(request, "本月视频调度已建立。接着定时间和主持人，再通知各单位报告。")
        return redirect("meetings:dispatch", row.pk)
    month = period_of(Cadence.MONTHLY, request.today)
    context = {
        "title": "建立视频调度",
        "question": f"建立{month.label}视频调度？制度里有“每月视频调度”的，每月自动建立；已经建立的，打开原来的。",
        "verb": "建立",
        "cancel_url": reverse("meetings:dispatches"),
    }
    return render(request, "partials/confirm.html", context)


@requires(VIEW_DISPATCH)
@require_GET
def dispatch(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """One month: arrangement, slots, pack, and what may be done now."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    reports = queries.reports_of(request.actor, row)
    may_read = queries.may_read_pack(request.actor, row)
    context = {
        "dispatch": row,
        "reports": reports,
        "missing": [one for one in reports if not one.is_there],
        "buttons": DISPATCH.buttons(request, row, queries.facts_of(request.actor, row, reports)),
        "is_office": queries.is_office(request.actor),
        "may_read": may_read,
        "is_stale": may_read and not row.frozen_at and queries.is_stale(row, reports),
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "meetings/dispatch/dispatches/page.html", context)
