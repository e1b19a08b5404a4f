"""Video dispatch: the list, the page of a month, arranging and calling, units' reports."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.dispatch.actions import dispatches as actions
from meetings.dispatch.actions import reports as report_actions
from meetings.dispatch.forms.dispatches import CallForm, LinkForm, PlanForm, ReportForm, ReturnForm, SlotForm, TasksForm
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.queries import dispatches as queries
from meetings.dispatch.rules.dispatches import COLLECTING, DISPATCHES, MISSING, RETURNED
from meetings.permissions import PLAN_DISPATCH, REPORT_DISPATCH, VIEW_DISPATCH
from meetings.sessions.views.acts import attempt, button, form_page, page_of, revision_of
from records.acts.actions.drafts import drop_draft
from records.acts.queries import draft_data
from records.duties.rules.duties import Cadence, period_of
from records.matters.queries.timeline import timeline
from township.frame.access import requires
from township.frame.places import remembers_place

REVISED = "meetings/sessions/revised_form.html"


@requires(VIEW_DISPATCH)
@require_GET
@remembers_place("meetings:dispatches")
def dispatches(request: HttpRequest) -> HttpResponse:
    """Every month with where it stands; a unit sees those it is called to."""
    month = period_of(Cadence.MONTHLY, request.today)
    rows = queries.dispatch_list(request.actor)
    may_plan = request.actor.may(PLAN_DISPATCH)
    context = {
        "page": page_of(request, rows),
        "month": month,
        "may_open": may_plan and not rows.filter(period=month.key).exists(),
        "may_plan": may_plan,
    }
    return render(request, "meetings/dispatch/dispatches/list.html", context)


@requires(PLAN_DISPATCH)
@require_POST
def dispatch_open(request: HttpRequest) -> HttpResponse:
    """This month's dispatch by hand."""
    row = actions.open_this_month(by=request.actor, at=request.at)
    messages.success(request, "本月视频调度已建立。接着定时间和主持人，再通知各单位报告。")
    return redirect("meetings:dispatch", row.pk)


@requires(VIEW_DISPATCH)
@require_GET
def dispatch(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """One month: arrangement, slots, pack, and what may be done now."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    reports = queries.reports_of(request.actor, row)
    may_plan = request.actor.may(PLAN_DISPATCH)
    moves = {move.name for move in DISPATCHES.moves_from(row.state)} if may_plan else set()
    may_read = queries.may_read_pack(request.actor, row)
    context = {
        "dispatch": row,
        "reports": reports,
        "missing": [one for one in reports if one.standing in (MISSING, RETURNED)],
        "moves": moves,
        "is_office": queries.is_office(request.actor),
        "may_report": request.actor.may(REPORT_DISPATCH) and row.state in COLLECTING,
        "may_read": may_read,
        "is_stale": may_read and not row.frozen_at and _is_stale(row, reports),
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "meetings/dispatch/dispatches/page.html", context)


def _is_stale(row: Dispatch, reports: list) -> bool:
    """Whether a unit reported after the pack was compiled."""
    return any(one.saved_at and one.saved_at > row.pack.compiled_at for one in reports)


@requires(PLAN_DISPATCH)
@require_http_methods(["GET", "POST"])
def dispatch_edit(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Day, time, place, chair, video room; after the call only the video room."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    given = {"dispatch_id": dispatch_id, "revision": revision_of(request), "by": request.actor, "at": request.at}
    if row.state in COLLECTING:
        form, intro = (
            LinkForm(request.POST or None, dispatch=row),
            "各单位已经通知。时间、地点、主持人请在会议页面修改。",
        )

        def act(form):
            return actions.change_link(**given, **form.cleaned_data)
    else:
        form, intro = PlanForm(request.POST or None, dispatch=row, today=request.today), ""

        def act(form):
            return actions.arrange(**given, plan=form.plan())

    return form_page(
        request,
        form,
        act,
        title="调度安排",
        verb="保存",
        done="安排已保存。",
        back=("meetings:dispatch", dispatch_id),
        back_label=row.matter.number,
        template=REVISED,
        revision=row.revision,
        intro=intro,
    )


@requires(PLAN_DISPATCH)
@require_http_methods(["GET", "POST"])
def dispatch_call(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Which units are called; the page before the notice goes out."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    return form_page(
        request,
        CallForm(request.POST or None, dispatch=row),
        lambda form: actions.call_units(
            dispatch_id=dispatch_id,
            revision=revision_of(request),
            minutes=form.cleaned_data["minutes"],
            unit_ids=[unit.pk for unit in form.cleaned_data["units"]],
            requirement=form.cleaned_data["requirement"],
            by=request.actor,
            at=request.at,
        ),
        title="通知单位报告",
        verb="发出通知",
        done="已通知各单位报告，会议通知同时发出。",
        back=("meetings:dispatch", dispatch_id),
        back_label=row.matter.number,
        template="meetings/dispatch/dispatches/call.html",
        revision=row.revision,
        intro="发出后各单位同时收到会议通知和报告通知，不能撤回；时间有变在会议页面改。",
    )


@requires(PLAN_DISPATCH)
@require_http_methods(["GET", "POST"])
def dispatch_slots(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Speaking order and minutes of every unit on one page."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    reports = queries.reports_of(request.actor, row)
    if not reports:
        messages.info(request, "还没有通知单位报告，通知以后再调整顺序。")
        return redirect("meetings:dispatch", dispatch_id)
    forms = [
        SlotForm(request.POST or None, prefix=str(one.pk), initial={"order": one.order, "minutes": one.minutes})
        for one in reports
    ]
    complete = [form.is_valid() for form in forms]  # each of them, so that every line shows its own error
    if request.method == "POST" and all(complete):
        slots = {
            one.pk: (form.cleaned_data["order"], form.cleaned_data["minutes"])
            for one, form in zip(reports, forms, strict=True)
        }
        given = {"dispatch_id": dispatch_id, "revision": revision_of(request), "slots": slots}
        if attempt(forms[0], lambda: actions.arrange_slots(by=request.actor, at=request.at, **given)):
            messages.success(request, "汇报顺序已保存。")
            return redirect("meetings:dispatch", dispatch_id)
    context = {"dispatch": row, "rows": list(zip(reports, forms, strict=True))}
    return render(request, "meetings/dispatch/dispatches/slots.html", context)


@requires(PLAN_DISPATCH)
@require_http_methods(["GET", "POST"])
def dispatch_tasks(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Next tasks as the pack shows them."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    return form_page(
        request,
        TasksForm(request.POST or None, initial={"text": row.tasks}),
        lambda form: actions.plan_tasks(
            dispatch_id=dispatch_id,
            revision=revision_of(request),
            text=form.cleaned_data["text"],
            by=request.actor,
            at=request.at,
        ),
        title="下步工作",
        verb="保存",
        done="下步工作已保存，重新汇编后写进材料。",
        back=("meetings:dispatch", dispatch_id),
        back_label=row.matter.number,
        template=REVISED,
        revision=row.revision,
    )


@requires(PLAN_DISPATCH)
@require_POST
def dispatch_remind(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Ask for missing reports, once a day."""
    queries.get_dispatch(request.actor, dispatch_id)
    told = report_actions.remind_units(dispatch_id=dispatch_id, by=request.actor, at=request.at)
    if told:
        messages.success(request, f"已提醒 {told} 人。")
    else:
        messages.info(request, "没有可提醒的人：未报单位没有联络员账号，或今天已经提醒过。")
    return redirect("meetings:dispatch", dispatch_id)


@requires(PLAN_DISPATCH)
@require_POST
def dispatch_compile(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Compile the pack from the data of now."""
    queries.get_dispatch(request.actor, dispatch_id)
    return button(
        request,
        lambda: report_actions.compile_pack(
            dispatch_id=dispatch_id, revision=revision_of(request), by=request.actor, at=request.at
        ),
        "调度材料已汇编。召开以前可以重新汇编，登记召开后定稿。",
        "meetings:dispatch",
        dispatch_id,
    )


@requires(REPORT_DISPATCH)
@require_http_methods(["GET", "POST"])
def dispatch_report(request: HttpRequest, dispatch_id: int, report_id: int) -> HttpResponse:
    """A unit writes its report; what is typed is kept on the server."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    report = queries.get_report(request.actor, row, report_id)
    key = f"dispatch-report-{report.pk}"
    form = ReportForm(request.POST or None, report=report)
    if request.method == "GET" and "restore" in request.GET:
        kept = draft_data(request.user.pk, key)
        form = ReportForm(kept, report=report) if kept else form
    if request.method == "POST" and form.is_valid():
        given = {"report_id": report_id, "revision": form.cleaned_data["revision"], "words": form.words()}
        if attempt(form, lambda: report_actions.submit_report(by=request.actor, at=request.at, **given)):
            drop_draft(request.user.pk, key)
            messages.success(request, "已报送。调度召开以前可以再改。")
            return redirect("meetings:dispatch", dispatch_id)
    context = {
        "dispatch": row,
        "report": report,
        "form": form,
        "draft": key,
        "is_open": row.state in COLLECTING,
        "is_own": report.unit_id in request.actor.unit_ids,
    }
    return render(request, "meetings/dispatch/dispatches/report.html", context)


@requires(PLAN_DISPATCH)
@require_http_methods(["GET", "POST"])
def dispatch_return(request: HttpRequest, dispatch_id: int, report_id: int) -> HttpResponse:
    """Give a report back."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    report = queries.get_report(request.actor, row, report_id)
    return form_page(
        request,
        ReturnForm(request.POST or None),
        lambda form: report_actions.return_report(
            report_id=report_id, reason=form.cleaned_data["reason"], by=request.actor, at=request.at
        ),
        title=f"退回{report.unit.label}的报告",
        verb="退回",
        done="已退回，单位收到通知。",
        back=("meetings:dispatch", dispatch_id),
        back_label=row.matter.number,
    )
