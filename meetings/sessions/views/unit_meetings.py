"""Monthly meetings of the units: the month for the office, one's own meetings for a unit, the record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import EXPORT_UNIT_MEETINGS, RECORD_UNIT_MEETING, VIEW_UNIT_MEETING
from meetings.sessions.actions import unit_meetings as actions
from meetings.sessions.forms.unit_meetings import UnitMeetingForm
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.queries import unit_meetings as queries
from meetings.sessions.rules.unit_meetings import STANDINGS, earlier, first_of, last_of, later, month_of
from meetings.sessions.unit_meeting_sheet import month_xlsx
from meetings.sessions.views.acts import attempt, form_page, page_of, revision_of
from records.acts.actions.drafts import drop_draft
from records.matters.queries.timeline import attachments_of, timeline
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import xlsx_response
from township.permissions import Reach

DRAFT = "unit-meeting-new"


@requires(VIEW_UNIT_MEETING)
@require_GET
@remembers_place("meetings:unit_meetings")
def unit_meetings(request: HttpRequest) -> HttpResponse:
    """The office: the units of one month; a unit: its own meetings."""
    is_own = request.actor.reach(VIEW_UNIT_MEETING) == Reach.OWN
    month = month_of(request.GET.get("month", "")) or first_of(request.today)
    rows = queries.month_rows(request.actor, month, request.today)
    counts = {key: sum(row.standing == key for row in rows) for key in STANDINGS}
    state = request.GET.get("state", "")
    context = {
        "is_own": is_own,
        "month": month,
        "earlier": earlier(month),
        "later": later(month) if later(month) <= first_of(request.today) else None,
        "rows": [row for row in rows if not state or row.standing == state],
        "state": state,
        "counts": [(key, label, counts[key]) for key, label in STANDINGS.items()],
        "total": len(rows),
        "page": page_of(request, queries.own_meetings(request.actor)) if is_own else None,
        "may_record": request.actor.may(RECORD_UNIT_MEETING),
        "may_export": request.actor.may(EXPORT_UNIT_MEETINGS),
        "labels": STANDINGS,
    }
    return render(request, "meetings/sessions/unit_meetings/list.html", context)


@requires(EXPORT_UNIT_MEETINGS)
@require_GET
def unit_meetings_sheet(request: HttpRequest) -> HttpResponse:
    """The month as an Excel file, noted in the journal."""
    month = month_of(request.GET.get("month", "")) or first_of(request.today)
    rows = queries.month_rows(request.actor, month, request.today)
    actions.note_month_export(by=request.actor, at=request.at, month=month, rows=len(rows))
    return xlsx_response(month_xlsx(month, rows), f"unit-meetings-{month:%Y%m}.xlsx")


@requires(RECORD_UNIT_MEETING)
@require_http_methods(["GET", "POST"])
def unit_meeting_new(request: HttpRequest) -> HttpResponse:
    """Record the meeting of one's own unit; ?month=2026-09 starts with a day of that month."""
    owed = month_of(request.GET.get("month", ""))
    starting = {"held_on": min(last_of(owed), request.today) if owed else request.today}
    form = UnitMeetingForm(request.POST or None, request.FILES or None, actor=request.actor, initial=starting)
    if request.method == "POST" and form.is_valid():
        made: list[UnitMeeting] = []
        given = {"unit_id": form.cleaned_data["unit"].pk, "data": form.data_for_action()}
        given |= {"uploads": form.cleaned_data["attachments"], "by": request.actor, "at": request.at}
        if attempt(form, lambda: made.append(actions.record_unit_meeting(**given))):
            drop_draft(request.user.pk, DRAFT)
            messages.success(request, "例会已登记。")
            return redirect("meetings:unit_meeting", made[0].pk)
    context = {
        "form": form,
        "title": "登记例会",
        "verb": "登记",
        "back_url": reverse("meetings:unit_meetings"),
        "back_label": "单位例会",
        "draft": DRAFT,
    }
    return render(request, "meetings/sessions/unit_meetings/form.html", context)


@requires(VIEW_UNIT_MEETING)
@require_GET
def unit_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One record."""
    row = queries.get_unit_meeting(request.actor, meeting_id)
    context = {
        "meeting": row,
        "files": attachments_of(row.matter, request.actor),
        "events": timeline(row.matter, request.actor),
        "may_edit": request.actor.may(RECORD_UNIT_MEETING) and row.unit_id in request.actor.unit_ids,
    }
    return render(request, "meetings/sessions/unit_meetings/page.html", context)


@requires(RECORD_UNIT_MEETING)
@require_http_methods(["GET", "POST"])
def unit_meeting_edit(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Correct the record."""
    row = queries.get_unit_meeting(request.actor, meeting_id)
    form = UnitMeetingForm(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        meeting=row,
        initial=UnitMeetingForm.initial_of(row),
    )
    return form_page(
        request,
        form,
        lambda form: actions.edit_unit_meeting(
            meeting_id=meeting_id,
            revision=revision_of(request),
            data=form.data_for_action(),
            uploads=form.cleaned_data["attachments"],
            by=request.actor,
            at=request.at,
        ),
        title="修改例会记录",
        verb="保存",
        done="已保存。",
        back=("meetings:unit_meeting", meeting_id),
        back_label=row.matter.number,
        template="meetings/sessions/unit_meetings/form.html",
        revision=row.revision,
    )
