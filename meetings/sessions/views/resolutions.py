"""Resolutions: the page of one with its reports, and the acts on it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.permissions import VIEW_RESOLUTION
from meetings.sessions.actions import resolutions as actions
from meetings.sessions.actions.major import mark_resolution
from meetings.sessions.forms.resolutions import DoneForm, ExtensionForm, ProgressForm, RemarkForm, VerifyForm
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.queries import resolutions as queries
from meetings.sessions.queries.doors import resolution_facts
from meetings.sessions.queries.major import major_state
from meetings.sessions.queries.scope import get_resolution
from meetings.sessions.queries.topics import linked_matters
from meetings.sessions.rules.resolutions import DOORS, EXTENSION, WITH_UNIT
from meetings.sessions.views.majors import major_acts, major_context
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.clocks.queries import clocks_of
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.queries.approvals import pending_approval
from township.calendar.queries.days import work_calendar
from township.dates import full_date
from township.frame.access import requires
from township.signing import signed_by


def _task(request: HttpRequest, row: Resolution, form: ActForm) -> dict:
    """What is to be carried out, until when."""
    return {
        "facts_shown": [
            ("议定事项", row.text),
            ("责任单位", row.unit.label),
            ("落实标准", row.done_when),
            ("完成时限", full_date(row.due_on)),
        ]
    }


def _request(request: HttpRequest, row: Resolution, form: ActForm) -> dict:
    """The same, with what is asked for."""
    shown = _task(request, row, form)["facts_shown"]
    asked = pending_approval(row.matter_id, EXTENSION)
    return {"facts_shown": [*shown, ("申请", f"{signed_by(asked, 'proposed')}：{asked.summary}")] if asked else shown}


RESOLUTION = ActPages(
    "resolution",
    page="meetings:resolution",
    id_name="resolution_id",
    get=get_resolution,
    facts=resolution_facts,
    doors=DOORS,
    acts=(
        Act("receive", actions.receive, done="已签收。", beside=_task),
        Act("report_progress", actions.report_progress, done="进展已报告。", form=ProgressForm, beside=_task),
        Act("report_done", actions.report_done, done="已报告落实，等办公室核实。", form=DoneForm, beside=_task),
        Act("ask_extension", actions.ask_extension, done="延期申请已提出。", form=ExtensionForm, beside=_task),
        Act(
            "decide_extension",
            partial(actions.decide_extension, approved=True),
            done="已同意延期。",
            form=RemarkForm,
            verb="同意延期",
            verbs=(Verb("decline", "不同意", partial(actions.decide_extension, approved=False), "已回复不同意延期。"),),
            is_free=True,
            beside=_request,
        ),
        Act("verify", actions.verify, done="已核实销号。", form=VerifyForm, verb="核实，已落实", beside=_task),
        Act("send_back", actions.send_back, done="已退回续办。", form=VerifyForm, beside=_task),
        *major_acts("resolution_id", mark_resolution),
    ),
)


@requires(VIEW_RESOLUTION)
@require_GET
def resolution(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """One resolution, its reports, and what this actor may do with it now."""
    row = get_resolution(request.actor, resolution_id)
    context = {
        "resolution": row,
        "progress": queries.progress_of(row),
        "events": timeline(row.matter, request.actor),
        "clocks": clocks_of(row.pk),
        "calendar": work_calendar(row.township_id),
        "today": request.today,
        "links": linked_matters(request.actor, row.topic) if row.topic_id else [],
        "buttons": RESOLUTION.buttons(request, row),
        "approval": pending_approval(row.matter_id, EXTENSION),
        "has_light": row.state in WITH_UNIT,
        "files": attachments_of(row.matter, request.actor),
        **major_context(request.actor, major_state(topic_id=row.topic_id, resolution_id=row.pk)),
    }
    return render(request, "meetings/sessions/resolutions/page.html", context)
