"""Leave and emergency periods."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from meetings.permissions import KEEP_EMERGENCY, TAKE_LEAVE, VIEW_ROSTER
from meetings.receptions.actions import emergency as emergencies
from meetings.receptions.actions import leaves as leaving
from meetings.receptions.forms.rosters import EmergencyForm, LeaveForm
from meetings.receptions.models.roster_changes import EmergencyPeriod
from meetings.receptions.queries import rosters as queries
from township.actors import Actor, NotAllowed
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.permissions import Capability, Reach
from township.sight import row_in_sight


def own_id(actor: Actor, capability: Capability) -> int | None:
    """The actor's own person where their right reaches no further, None where they act for everybody."""
    return actor.person_id if actor.reach(capability) == Reach.OWN else None


@requires(TAKE_LEAVE)
@require_http_methods(["GET", "POST"])
def leaves(request: HttpRequest) -> HttpResponse:
    """Who is away when, and the form."""
    actor = request.actor
    own = own_id(actor, TAKE_LEAVE)
    form = LeaveForm(request.POST or None, township_id=actor.township_id, today=request.today, own=own)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _, n = leaving.take_leave(**form.values(), by=actor, at=request.at)
            messages.success(
                request, f"已登记请假，{n} 班由他人接替，有关领导已收到通知。" if n else "已登记请假，这几天没有值班。"
            )
            return redirect("meetings:leaves")
    rows = queries.leaves_of(actor.township_id, request.today)
    context = {"rows": rows, "form": form, "own": own, "today": request.today}
    return render(request, "meetings/receptions/rosters/leaves.html", context)


@requires(TAKE_LEAVE)
@require_POST
def leave_withdraw(request: HttpRequest, leave_id: int) -> HttpResponse:
    """Back before the end."""
    with refusals_as_message(request):
        leaving.withdraw_leave(leave_id=leave_id, by=request.actor, at=request.at)
        messages.success(request, "已销假，没有再变动过的班次已恢复。")
    return redirect("meetings:leaves")


@requires(VIEW_ROSTER)
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Emergency periods; the office switches them on."""
    actor, may = request.actor, request.actor.may(KEEP_EMERGENCY)
    if request.method == "POST" and not may:
        raise NotAllowed("您的岗位不能启动特护期。")
    form = EmergencyForm(request.POST or None) if may else None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            emergencies.open_emergency(**form.cleaned_data, by=actor, at=request.at)
            messages.success(request, "特护期已启动。请打开各周值班表补排每天的接访领导。")
            return redirect("meetings:emergency")
    rows = EmergencyPeriod.objects.filter(township_id=actor.township_id).select_related("opened_by", "ended_by")
    context = {"rows": rows[:30], "form": form, "may": may, "today": request.today, "has_tabs": actor.may(TAKE_LEAVE)}
    return render(request, "meetings/receptions/rosters/emergency.html", context)


@requires(KEEP_EMERGENCY)
@require_http_methods(["GET", "POST"])
def emergency_end(request: HttpRequest, period_id: int) -> HttpResponse:
    """Asked once more, then ended from tomorrow on."""
    row = row_in_sight(
        EmergencyPeriod.objects, "没有找到这个特护期。", pk=period_id, township_id=request.actor.township_id
    )
    if request.method == "POST":
        with refusals_as_message(request):
            emergencies.end_emergency(period_id=period_id, by=request.actor, at=request.at)
            messages.success(request, "特护期已结束。")
        return redirect("meetings:emergency")
    context = {
        "title": "结束特护期",
        "question": f"从明天起结束“{row.name}”？",
        "verb": "结束",
        "warning": "结束以后，休息日不再要求领导接访；已经排好的班次不会自动删除。",
        "cancel_url": redirect("meetings:emergency").url,
        "hidden": {},
    }
    return render(request, "partials/confirm.html", context)
