"""Materials of sessions and topics, and the calendar file of a session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from meetings.permissions import ADD_MATERIAL, PLAN_SESSION, VIEW_SESSION
from meetings.sessions.actions import materials as actions
from meetings.sessions.calendar_file import session_event
from meetings.sessions.forms.files import FilesForm
from meetings.sessions.models.materials import Material
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.materials import material_of, materials_of, materials_of_topic
from meetings.sessions.queries.scope import get_session, get_topic
from meetings.sessions.queries.sessions import SessionPage
from meetings.sessions.rules.sessions import CANCELLED
from meetings.sessions.rules.topics import CLOSED_STATES
from meetings.sessions.views.acts import button
from records.notices.ical import MEDIA_TYPE, calendar_text
from township.frame.access import requires
from township.frame.responses import file_response
from township.permissions import Reach
from township.refusals import Refused


def session_materials(request: HttpRequest, page: SessionPage) -> dict:
    """Context of the panel on the page of a session: files of the session and of the topics this reader hears."""
    session, may_plan = page.session, request.actor.may(PLAN_SESSION)
    return {
        "materials": materials_of(session, page.agenda),
        "may_add_material": may_plan and session.state != CANCELLED,
        "material_url": reverse("meetings:session_material", args=[session.pk]),
        "materials_hint": "全体参会人员可见；只给某个议题看的，放到议题页面。",
    }


def topic_materials(request: HttpRequest, row: Topic) -> dict:
    """Context of the panel on the page of a topic."""
    reach = request.actor.reach(ADD_MATERIAL)
    is_mine = reach == Reach.TOWNSHIP or (reach is not None and row.unit_id in request.actor.unit_ids)
    return {
        "materials": materials_of_topic(row),
        "may_add_material": is_mine and row.state not in CLOSED_STATES,
        "may_plan": reach == Reach.TOWNSHIP,
        "material_url": reverse("meetings:topic_material", args=[row.pk]),
        "materials_hint": "只有能看到这个议题的人能看。",
    }


@requires(PLAN_SESSION)
@require_POST
def session_material(request: HttpRequest, session_id: int) -> HttpResponse:
    """Files for everybody who comes."""
    get_session(request.actor, session_id)
    return _upload(request, actions.add_session_material, {"session_id": session_id}, ("meetings:session", session_id))


@requires(ADD_MATERIAL)
@require_POST
def topic_material(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Files of one topic."""
    get_topic(request.actor, topic_id)
    return _upload(request, actions.add_topic_material, {"topic_id": topic_id}, ("meetings:topic", topic_id))


def _upload(request: HttpRequest, action, of: dict, back: tuple) -> HttpResponse:
    """One file after the other; a refused one is named, the others stay."""
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.warning(request, form.errors["attachments"][0])
        return redirect(*back)
    for upload in form.cleaned_data["attachments"]:
        given = of | {"upload": upload, "by": request.actor, "at": request.at}
        _one(request, action, given, upload.name)
    return redirect(*back)


def _one(request: HttpRequest, action, given: dict, name: str) -> None:
    try:
        action(**given)
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        messages.warning(request, f"{name}：{refusal}")
    else:
        messages.success(request, f"已上传：{name}")


@requires(VIEW_SESSION)
@require_GET
def material(request: HttpRequest, material_id: int) -> HttpResponse:
    """The file, as a download only; the reading is in the journal."""
    row, data = actions.read_material(material_id=material_id, by=request.actor, at=request.at)
    return file_response(data, row.attachment.name, row.attachment.media_type)


@requires(ADD_MATERIAL)
@require_POST
def material_withdraw(request: HttpRequest, material_id: int) -> HttpResponse:
    """Take a file down."""
    row: Material = material_of(request.actor, material_id)
    back = ("meetings:session", row.session_id) if row.session_id else ("meetings:topic", row.topic_id)
    return button(
        request,
        lambda: actions.withdraw_material(material_id=row.pk, by=request.actor, at=request.at),
        "已撤下。",
        *back,
    )


@requires(VIEW_SESSION)
@require_GET
def session_calendar(request: HttpRequest, session_id: int) -> HttpResponse:
    """The session as a calendar file, for phones and desk calendars."""
    row = get_session(request.actor, session_id)
    text = calendar_text([session_event(row, host=request.get_host())])
    return file_response(text, f"{row.matter.number}.ics", MEDIA_TYPE)
