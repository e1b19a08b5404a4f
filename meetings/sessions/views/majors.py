"""三重一大: marking, lifting the mark, drafting a 请示; and what the pages of a topic and a resolution show of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from meetings.permissions import APPROVE_REFERRAL, MARK_MAJOR, VIEW_REFERRAL, WRITE_REFERRAL
from meetings.sessions.actions import major as actions
from meetings.sessions.actions.referrals import draft_referral
from meetings.sessions.forms.referrals import MajorForm, OrganForm
from meetings.sessions.models.referrals import MajorMark
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.major import major_state
from meetings.sessions.queries.scope import get_resolution, get_topic
from meetings.sessions.rules.resolutions import WITH_UNIT
from meetings.sessions.rules.topics import CLOSED_STATES, HEARD
from meetings.sessions.views.acts import button, form_page, revision_of
from township.actors import OutOfScope
from township.frame.access import requires
from township.refusals import Refused


def topic_major(request: HttpRequest, row: Topic) -> dict:
    """Context of the panel on the page of a topic."""
    is_open = row.state not in CLOSED_STATES - {HEARD}
    return _context(request, major_state(topic_id=row.pk), "meetings:topic_major", row.pk, is_open)


def resolution_major(request: HttpRequest, row: Resolution) -> dict:
    """Context of the panel on the page of a resolution."""
    state = major_state(topic_id=row.topic_id, resolution_id=row.pk)
    return _context(request, state, "meetings:resolution_major", row.pk, row.state in WITH_UNIT)


def _context(request: HttpRequest, state, mark_url: str, pk: int, is_open: bool) -> dict:
    actor = request.actor
    return {
        "major": state,
        "mark_url": redirect(mark_url, pk).url,
        "may_mark": state.mark is None and is_open and actor.may(MARK_MAJOR),
        "may_lift": state.mark is not None and not state.referrals and actor.may(APPROVE_REFERRAL),
        "may_refer": state.may_refer and actor.may(WRITE_REFERRAL),
        "may_view_referral": actor.may(VIEW_REFERRAL),
        "organ_form": OrganForm(),
    }


@requires(MARK_MAJOR)
@require_http_methods(["GET", "POST"])
def topic_mark(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Why the topic is a major matter."""
    row = get_topic(request.actor, topic_id)
    return _mark_page(request, row, actions.mark_topic, "topic_id", ("meetings:topic", topic_id))


@requires(MARK_MAJOR)
@require_http_methods(["GET", "POST"])
def resolution_mark(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Why the resolution is a major matter."""
    row = get_resolution(request.actor, resolution_id)
    return _mark_page(request, row, actions.mark_resolution, "resolution_id", ("meetings:resolution", resolution_id))


def _mark_page(request: HttpRequest, row, action, name: str, back: tuple) -> HttpResponse:
    return form_page(
        request,
        MajorForm(request.POST or None),
        lambda form: action(
            **{name: row.pk}, revision=revision_of(request), by=request.actor, at=request.at, **form.cleaned_data
        ),
        title="列为三重一大事项",
        verb="列为三重一大",
        done="已列为三重一大事项。接着拟写请示，决定以前相关议定事项不办理。",
        back=back,
        back_label=row.matter.number,
        template="meetings/sessions/revised_form.html",
        revision=row.revision,
        intro="列为三重一大以后，要向党委或政府请示；登记决定以前，相关的议定事项停在“等上级决定”，时限不走。",
    )


@requires(APPROVE_REFERRAL)
@require_POST
def mark_lift(request: HttpRequest, mark_id: int) -> HttpResponse:
    """A convenor takes the mark back."""
    mark = _mark(request, mark_id)
    return button(
        request,
        lambda: actions.unmark(mark_id=mark.pk, by=request.actor, at=request.at),
        "已取消，相关议定事项恢复办理。",
        *_page_of(mark),
    )


@requires(WRITE_REFERRAL)
@require_POST
def referral_new(request: HttpRequest, mark_id: int) -> HttpResponse:
    """Draft the 请示 and go to it."""
    mark, form = _mark(request, mark_id), OrganForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(form.errors["organ"][0])
        made = draft_referral(mark_id=mark.pk, organ=form.cleaned_data["organ"], by=request.actor, at=request.at)
    except OutOfScope:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(*_page_of(mark))
    return redirect("meetings:referral", made.pk)


def _mark(request: HttpRequest, mark_id: int) -> MajorMark:
    mark = MajorMark.objects.filter(pk=mark_id).first()
    if mark is None:
        raise OutOfScope("没有找到这件重大事项。")
    if mark.topic_id:
        get_topic(request.actor, mark.topic_id)
    else:
        get_resolution(request.actor, mark.resolution_id)
    return mark


def _page_of(mark: MajorMark) -> tuple:
    return ("meetings:topic", mark.topic_id) if mark.topic_id else ("meetings:resolution", mark.resolution_id)
