"""Monthly meetings of the units: recording one, and the page of the record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import RECORD_UNIT_MEETING, VIEW_UNIT_MEETING
from meetings.sessions.actions import unit_meetings as actions
from meetings.sessions.forms.unit_meetings import EditMeetingForm, NewMeetingForm
from meetings.sessions.queries import unit_meetings as queries
from meetings.sessions.queries.doors import unit_meeting_facts
from meetings.sessions.rules.unit_meetings import DOORS, last_of, month_of
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.timeline import attachments_of, timeline
from township.frame.access import requires

UNIT_MEETING = ActPages(
    "unit_meeting",
    page="meetings:unit_meeting",
    id_name="meeting_id",
    get=queries.get_unit_meeting,
    facts=unit_meeting_facts,
    doors=DOORS,
    acts=(Act("edit", actions.edit_unit_meeting, done="已保存。", form=EditMeetingForm, verb="保存"),),
)


@requires(RECORD_UNIT_MEETING)
@require_http_methods(["GET", "POST"])
def unit_meeting_new(request: HttpRequest) -> HttpResponse:
    """Record the meeting of one's own unit; ?month=2026-09 starts with a day of that month."""
    owed = month_of(request.GET.get("month", ""))
    starting = {"held_on": min(last_of(owed), request.today) if owed else request.today}
    form = NewMeetingForm(request.POST or None, request.FILES or None, actor=request.actor, initial=starting)
    return new_page(
        request,
        form,
        lambda form: actions.record_unit_meeting(
            unit_id=form.cleaned_data["unit"].pk,
            data=form.data_for_action(),
            uploads=form.cleaned_data["attachments"],
            by=request.actor,
            at=request.at,
        ),
        title="登记例会",
        verb="登记",
        done="例会已登记。",
        page="meetings:unit_meeting",
        draft="unit-meeting-new",
        back_url=reverse("meetings:unit_meetings"),
        back_label="单位例会",
    )


@requires(VIEW_UNIT_MEETING)
@require_GET
def unit_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One record."""
    row = queries.get_unit_meeting(request.actor, meeting_id)
    context = {
        "meeting": row,
        "files": attachments_of(row.matter, request.actor),
        "events": timeline(row.matter, request.actor),
        "buttons": UNIT_MEETING.buttons(request, row),
    }
    return render(request, "meetings/sessions/unit_meetings/page.html", context)
