"""Recurring sessions: the list, one series with what comes next, setting up and changing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.permissions import PLAN_SERIES
from meetings.sessions.actions import series as actions
from meetings.sessions.forms.series import SeriesForm
from meetings.sessions.models.series import Series
from meetings.sessions.queries import series as queries
from meetings.sessions.rules.series import SERIES
from meetings.sessions.views.acts import attempt, button, form_page, revision_of
from records.acts.actions.drafts import drop_draft
from township.actors import OutOfScope
from township.frame.access import requires

MOVES = {"pause": "已暂停，暂停期间不再自动筹备。", "resume": "已恢复，下一期起按期筹备。", "end": "已终止。"}


@requires(PLAN_SERIES)
@require_GET
def series_list(request: HttpRequest) -> HttpResponse:
    """Every series with its next session."""
    rows = queries.series_visible_to(request.actor).select_related("chair").order_by("state", "pk")
    listed = [(row, queries.coming(row, request.today, 1) if row.state == "running" else []) for row in rows]
    return render(request, "meetings/sessions/series/list.html", {"rows": listed})


@requires(PLAN_SERIES)
@require_GET
def series(request: HttpRequest, series_id: int) -> HttpResponse:
    """One series: its rule, who comes, the next sessions."""
    row = queries.get_series(request.actor, series_id)
    context = {
        "series": row,
        "seats": row.seats.select_related("unit", "person"),
        "coming": queries.coming(row, request.today) if row.state == "running" else [],
        "past": row.sessions.select_related("session__matter")[:12],
        "moves": {move.name for move in SERIES.moves_from(row.state)},
    }
    return render(request, "meetings/sessions/series/page.html", context)


@requires(PLAN_SERIES)
@require_http_methods(["GET", "POST"])
def series_new(request: HttpRequest) -> HttpResponse:
    """Set up a series."""
    form = SeriesForm(request.POST or None, township_id=request.actor.township_id, today=request.today)
    if request.method == "POST" and form.is_valid():
        made: list[Series] = []
        data = form.data_for_action()
        if attempt(form, lambda: made.append(actions.add_series(data=data, by=request.actor, at=request.at))):
            drop_draft(request.user.pk, "series-new")
            messages.success(request, "会议周期已建立，到时自动列入会议安排。")
            return redirect("meetings:series", made[0].pk)
    context = {
        "form": form,
        "title": "新建会议周期",
        "verb": "保存",
        "back_url": reverse("meetings:series_list"),
        "back_label": "会议周期",
        "draft": "series-new",
    }
    return render(request, "meetings/sessions/series/form.html", context)


@requires(PLAN_SERIES)
@require_http_methods(["GET", "POST"])
def series_edit(request: HttpRequest, series_id: int) -> HttpResponse:
    """Change it for the sessions to come."""
    row = queries.get_series(request.actor, series_id)
    form = SeriesForm(request.POST or None, township_id=row.township_id, today=request.today, series=row)
    return form_page(
        request,
        form,
        lambda form: actions.edit_series(
            series_id=series_id,
            revision=revision_of(request),
            data=form.data_for_action(),
            by=request.actor,
            at=request.at,
        ),
        title="修改会议周期",
        verb="保存",
        done="已修改，只影响以后筹备的会议。",
        back=("meetings:series", series_id),
        back_label=row.title,
        template="meetings/sessions/series/form.html",
        revision=row.revision,
        intro="已经列入会议安排的会议不变，要改请到那次会议的页面。",
    )


@requires(PLAN_SERIES)
@require_POST
def series_move(request: HttpRequest, series_id: int) -> HttpResponse:
    """Pause, resume, end."""
    move = request.POST.get("move", "")
    if move not in MOVES:
        raise OutOfScope("没有这一步。")
    return button(
        request,
        lambda: actions.move_series(
            series_id=series_id, revision=revision_of(request), move=move, by=request.actor, at=request.at
        ),
        MOVES[move],
        "meetings:series",
        series_id,
    )
