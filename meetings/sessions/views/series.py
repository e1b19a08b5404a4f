"""Recurring sessions: one series with what comes next, setting up and changing it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import PLAN_SERIES
from meetings.sessions.actions import series as actions
from meetings.sessions.forms.series import EditSeriesForm, NewSeriesForm
from meetings.sessions.queries import series as queries
from meetings.sessions.queries.doors import series_facts
from meetings.sessions.rules.series import DOORS, RUNNING
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from township.frame.access import requires

SERIES = ActPages(
    "series",
    page="meetings:series",
    id_name="series_id",
    get=queries.get_series,
    facts=series_facts,
    doors=DOORS,
    acts=(
        Act(
            "edit",
            actions.edit_series,
            done="已修改，只影响以后筹备的会议。",
            form=EditSeriesForm,
            verb="保存",
            confirm="已经列入会议安排的会议不变，要改请到那次会议的页面。",
        ),
        Act("resume", partial(actions.move_series, move="resume"), done="已恢复，下一期起按期筹备。"),
        Act("pause", partial(actions.move_series, move="pause"), done="已暂停，暂停期间不再自动筹备。"),
        Act(
            "end",
            partial(actions.move_series, move="end"),
            done="已终止。",
            confirm="终止以后不能恢复；已经列入会议安排的会议不受影响。",
        ),
    ),
)


@requires(PLAN_SERIES)
@require_GET
def series(request: HttpRequest, series_id: int) -> HttpResponse:
    """One series: its rule, who comes, the next sessions."""
    row = queries.get_series(request.actor, series_id)
    is_running = row.state == RUNNING
    context = {
        "series": row,
        "is_running": is_running,
        "seats": row.seats.select_related("unit", "person"),
        "coming": queries.coming(row, request.today) if is_running else [],
        "past": row.sessions.select_related("session__matter")[:12],
        "buttons": SERIES.buttons(request, row),
    }
    return render(request, "meetings/sessions/series/page.html", context)


@requires(PLAN_SERIES)
@require_http_methods(["GET", "POST"])
def series_new(request: HttpRequest) -> HttpResponse:
    """Set up a series."""
    form = NewSeriesForm(request.POST or None, township_id=request.actor.township_id, today=request.today)
    return new_page(
        request,
        form,
        lambda form: actions.add_series(data=form.data_for_action(), by=request.actor, at=request.at),
        title="新建会议周期",
        verb="保存",
        done="会议周期已建立，到时自动列入会议安排。",
        page="meetings:series",
        draft="series-new",
        back_url=reverse("meetings:series_list"),
        back_label="会议周期",
    )
