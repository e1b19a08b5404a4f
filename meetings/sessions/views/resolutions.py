"""The page of one resolution: its reports, and what may be done with it now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.permissions import (
    DECIDE_EXTENSION,
    VERIFY_RESOLUTION,
    VIEW_RESOLUTION,
    WORK_RESOLUTION,
)
from meetings.sessions.actions import resolutions as actions
from meetings.sessions.forms.resolutions import (
    DoneForm,
    ExtensionForm,
    ProgressForm,
    RemarkForm,
    VerifyForm,
)
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.queries import resolutions as queries
from meetings.sessions.queries.scope import get_resolution
from meetings.sessions.queries.topics import linked_matters, pending_approval
from meetings.sessions.rules.resolutions import DROPPED, REPORTED, RESOLUTIONS, VERIFIED, WAITING
from meetings.sessions.views.acts import attempt, revision_of
from meetings.sessions.views.majors import resolution_major
from records.clocks.queries import clocks_of
from records.matters.queries.timeline import attachments_of, timeline
from township.calendar.queries.days import work_calendar
from township.frame.access import requires

DONE = {
    "receive": "已签收。",
    "report_progress": "进展已报告。",
    "ask_extension": "延期申请已提出。",
    "report_done": "已报告落实，等办公室核实。",
    "verify": "已核实销号。",
    "send_back": "已退回续办。",
    "extend": "已同意延期。",
    "decline_extension": "已回复不同意延期。",
}


@requires(VIEW_RESOLUTION)
@require_http_methods(["GET", "POST"])
def resolution(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """One resolution, its reports, and what this actor may do with it now."""
    row = get_resolution(request.actor, resolution_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, act)
    form = forms.get(act)
    is_complete = form is None or form.is_valid()
    if act in DONE and is_complete and attempt(form or forms["remark"], lambda: _act(request, row, act, form)):
        messages.success(request, DONE[act])
        return redirect("meetings:resolution", resolution_id)
    approval = pending_approval(row.matter, actions.EXTENSION)
    context = {
        "resolution": row,
        "progress": queries.progress_of(row),
        "events": timeline(row.matter, request.actor),
        "clocks": clocks_of(row.pk),
        "calendar": work_calendar(row.township_id),
        "today": request.today,
        "links": linked_matters(request.actor, row.topic) if row.topic_id else [],
        "forms": forms,
        "act": act,
        "moves": _moves(request, row),
        "approval": approval,
        "may_decide": approval is not None
        and request.actor.may(DECIDE_EXTENSION)
        and approval.proposed_by_id != request.actor.person_id,
        "is_waiting": row.state in (REPORTED, VERIFIED, WAITING, DROPPED),
        "files": attachments_of(row.matter, request.actor),
        **resolution_major(request, row),
    }
    return render(request, "meetings/sessions/resolutions/page.html", context)


def _forms(request: HttpRequest, act: str) -> dict:
    def made(name: str, kind, **more):
        data, files = (request.POST, request.FILES) if act == name else (None, None)
        return kind(data, files, auto_id=f"{name}-%s", **more)

    return {
        "report_progress": made("report_progress", ProgressForm),
        "ask_extension": made("ask_extension", ExtensionForm),
        "report_done": made("report_done", DoneForm, today=request.today),
        "verify": made("verify", VerifyForm),
        "send_back": made("send_back", VerifyForm),
        "extend": made("extend", RemarkForm),
        "decline_extension": made("decline_extension", RemarkForm),
        "remark": made("receive", RemarkForm),
    }


def _moves(request: HttpRequest, row: Resolution) -> set[str]:
    """The moves open in this state that the actor has the right to."""
    names = {move.name for move in RESOLUTIONS.moves_from(row.state)}
    mine = set()
    if request.actor.may(WORK_RESOLUTION) and row.unit_id in request.actor.unit_ids:
        mine |= {"receive", "report_progress", "ask_extension", "report_done"}
    if request.actor.may(VERIFY_RESOLUTION) and row.reported_by_id != request.actor.person_id:
        mine |= {"verify", "send_back"}
    if row.extension_days:
        mine.discard("ask_extension")
    return names & mine


def _act(request: HttpRequest, row: Resolution, act: str, form) -> None:
    by = {"by": request.actor, "at": request.at, "resolution_id": row.pk}
    if act in ("extend", "decline_extension"):
        actions.decide_extension(approved=act == "extend", remark=form.cleaned_data["remark"], **by)
        return
    action = getattr(actions, act)
    given = dict(form.cleaned_data) if form else {}
    if "attachments" in given:
        given["uploads"] = given.pop("attachments")
    action(revision=revision_of(request), **by, **given)
