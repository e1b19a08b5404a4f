"""Monthly meetings of the units: the register, recording one, and the page of the record."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import EXPORT_UNIT_MEETINGS, RECORD_UNIT_MEETING, VIEW_UNIT_MEETING
from meetings.sessions.actions import unit_meetings as actions
from meetings.sessions.forms.ledgers import MonthFilterForm
from meetings.sessions.forms.unit_meetings import EditMeetingForm, NewMeetingForm
from meetings.sessions.queries import unit_meetings as queries
from meetings.sessions.queries.doors import unit_meeting_facts
from meetings.sessions.queries.unit_meetings import MonthRow, units_of_month
from meetings.sessions.rules.unit_meetings import (
    DOORS,
    HELD,
    LATE,
    MISSING,
    OPEN,
    STANDINGS,
    first_of,
    last_of,
    month_of,
)
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, Note, PageLink
from records.matters.queries.timeline import attachments_of, timeline
from township.dates import full_month, short_date
from township.frame.access import requires
from township.permissions import Reach

RECORD = PageLink("登记例会", "meetings:unit_meeting_new", RECORD_UNIT_MEETING, key="n")
LIGHTS = {HELD: "green", LATE: "yellow", MISSING: "red"}


def _wanted_month(reader: Reader):
    return month_of(reader.wanted.month) or first_of(reader.today)


def _month_lines(rows, reader: Reader) -> list[MonthRow]:
    return queries.lines_of(list(rows), reader.actor, _wanted_month(reader), reader.today)


def _standing(row: MonthRow, reader: Reader) -> Lamp:
    words = f"{short_date(row.due_on)}前" if row.standing == OPEN else STANDINGS[row.standing]
    return Lamp(LIGHTS.get(row.standing, ""), words)


def _of_meeting(name: str):
    return lambda row, reader: getattr(row.meeting, name) if row.meeting else None


def _missing_own(reader: Reader) -> Iterator[Note]:
    """What one's own units still owe this month."""
    if reader.actor.reach(VIEW_UNIT_MEETING) != Reach.OWN:
        return
    month = first_of(reader.today)
    for unit in units_of_month(reader.actor, month).filter(recorded_on__isnull=True):
        until = "已过期限，还没有登记" if unit.due_on < reader.today else f"请在{short_date(unit.due_on)}前召开并登记"
        url = f"{reverse('meetings:unit_meeting_new')}?month={month:%Y-%m}"
        yield Note(f"{unit.label}{full_month(month)}的例会{until}。", url)


UNIT_MEETINGS = Ledger(
    url_name="meetings:unit_meetings",
    code="unit_meeting",
    title="单位例会",
    own_heading="本单位的例会",
    intro="各单位每月召开一次信访工作例会，小结、分析、安排下月工作。",
    noun="例会",
    unit="个",
    rows=queries.register,
    lines=_month_lines,
    totals=queries.totals,
    notes=_missing_own,
    filters=MonthFilterForm,
    view=VIEW_UNIT_MEETING,
    export=EXPORT_UNIT_MEETINGS,
    actions=(RECORD,),
    empty=(Empty("还没有登记过例会。", link=RECORD), Empty("这个月没有要开例会的单位。")),
    columns=(
        Column("standing", "情况", _standing, kind="light", on=(PAGE,)),
        Column("standing_words", "情况", lambda row, reader: STANDINGS[row.standing], on=ON_PAPER_AND_FILE, width=10),
        Column("month", "月份", lambda row, reader: full_month(row.month), is_tight=True, width=12),
        Column("unit", "单位", "unit.label", template="meetings/sessions/unit_meetings/_unit.html", width=18),
        Column("held", "召开日期", _of_meeting("held_on"), kind="date"),
        Column("chair", "主持人", _of_meeting("chair_name"), is_tight=True, width=10),
        Column("present", "到会人数", _of_meeting("present"), kind="number"),
        Column("summed_up", "上月工作小结", _of_meeting("summed_up"), on=("file",), width=40),
        Column("analysis", "形势分析", _of_meeting("analysis"), on=("file",), width=40),
        Column("plan", "下月打算", _of_meeting("plan"), on=("file",), width=40),
        Column("recorded", "登记日期", _of_meeting("recorded_on"), kind="date"),
    ),
)


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
