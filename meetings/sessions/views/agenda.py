"""The agenda of a session: topics on, off, up and down, each a plain button."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from meetings.permissions import PLAN_SESSION
from meetings.sessions.actions import topics as actions
from meetings.sessions.forms.topics import ScheduleForm
from meetings.sessions.views.acts import button
from township.frame.access import requires
from township.refusals import Refused

ANCHOR = "agenda"


@requires(PLAN_SESSION)
@require_POST
def agenda_add(request: HttpRequest, session_id: int) -> HttpResponse:
    """Put the chosen topic at the end."""
    form = ScheduleForm(request.POST, actor=request.actor)

    def act():
        if not form.is_valid():
            raise Refused(form.errors["topic"][0])
        actions.schedule(session_id=session_id, topic_id=form.cleaned_data["topic"].pk, by=request.actor, at=request.at)

    return button(request, act, "已列入议程。", "meetings:session", session_id, anchor=ANCHOR)


@requires(PLAN_SESSION)
@require_POST
def agenda_remove(request: HttpRequest, session_id: int, topic_id: int) -> HttpResponse:
    return button(
        request,
        lambda: actions.unschedule(topic_id=topic_id, by=request.actor, at=request.at),
        "已移出议程。",
        "meetings:session",
        session_id,
        anchor=ANCHOR,
    )


@requires(PLAN_SESSION)
@require_POST
def agenda_shift(request: HttpRequest, session_id: int, topic_id: int) -> HttpResponse:
    """Up or down by one."""
    up = request.POST.get("to") == "up"
    return button(
        request,
        lambda: actions.shift(topic_id=topic_id, up=up, by=request.actor, at=request.at),
        "议程顺序已调整。",
        "meetings:session",
        session_id,
        anchor=ANCHOR,
    )
