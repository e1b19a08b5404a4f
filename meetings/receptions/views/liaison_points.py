"""Liaison points of the leaders by quarter, visits, assignment (D6)."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import ASSIGN_POINT, VIEW_POINTS, VISIT_POINT
from meetings.receptions.actions import liaison_points as actions
from meetings.receptions.forms.receptions import PointForm, VisitForm
from meetings.receptions.queries import liaison_points as queries
from meetings.receptions.views.roster_changes import own_id
from meetings.sessions.views.acts import button, form_page
from township.actors import NotAllowed
from township.frame.access import requires


@requires(VIEW_POINTS)
@require_GET
def liaison_points(request: HttpRequest) -> HttpResponse:
    """?quarter=2026-Q4, by default this one; what is missing stands first."""
    period = queries.quarter(_day(request.GET.get("quarter", ""), request.today))
    rows = queries.points_in(request.actor, period)
    context = {
        "period": period,
        "earlier": queries.quarter(period.first - timedelta(days=1)),
        "later": queries.quarter(period.last + timedelta(days=1)),
        "rows": rows,
        "missing": sum(not row.visits for row in rows),
        "may_assign": request.actor.may(ASSIGN_POINT),
        "may_visit": request.actor.may(VISIT_POINT),
        "own": own_id(request.actor, VISIT_POINT),
        "is_now": period.first <= request.today <= period.last,
    }
    return render(request, "meetings/receptions/points/list.html", context)


def _day(typed: str, today: date) -> date:
    year, _, n = typed.partition("-Q")
    if len(year) == 4 and year.isascii() and year.isdigit() and n in ("1", "2", "3", "4") and "2000" <= year <= "2099":
        return date(int(year), 3 * int(n), 1)
    return today


@requires(ASSIGN_POINT)
@require_http_methods(["GET", "POST"])
def point_new(request: HttpRequest) -> HttpResponse:
    """A village or unit for a leader."""
    form = PointForm(request.POST or None, township_id=request.actor.township_id, today=request.today)

    def act(done):
        data = done.cleaned_data
        return actions.assign_point(
            person_id=data["person"].pk, unit_id=data["unit"].pk, since=data["since"], by=request.actor, at=request.at
        )

    return form_page(
        request,
        form,
        act,
        title="确定联系点",
        verb="确定",
        done="已确定联系点。",
        back=("meetings:liaison_points",),
        back_label="领导联系点",
    )


@requires(VISIT_POINT)
@require_http_methods(["GET", "POST"])
def point_visit(request: HttpRequest, point_id: int) -> HttpResponse:
    """A visit noted by the leader, or by the office for him."""
    point = queries.get_point(request.actor, point_id)
    if own_id(request.actor, VISIT_POINT) not in (None, point.person_id):
        raise NotAllowed("只能登记本人联系点的走访。")
    form = VisitForm(request.POST or None, initial={"on": request.today})
    return form_page(
        request,
        form,
        lambda done: actions.visit_point(point_id=point_id, by=request.actor, at=request.at, **done.cleaned_data),
        title=f"走访{point.unit.label}（{point.person.name}）",
        verb="登记走访",
        done="已登记走访。",
        back=("meetings:liaison_points",),
        back_label="领导联系点",
        draft=f"point-visit-{point_id}",
    )


@requires(ASSIGN_POINT)
@require_http_methods(["GET", "POST"])
def point_end(request: HttpRequest, point_id: int) -> HttpResponse:
    """Asked once more, then ended."""
    point = queries.get_point(request.actor, point_id)
    if request.method == "POST":
        return button(
            request,
            lambda: actions.end_point(point_id=point_id, by=request.actor, at=request.at),
            "已终止。",
            "meetings:liaison_points",
        )
    context = {
        "title": "终止联系点",
        "question": f"{point.person.name}不再联系{point.unit.label}？",
        "verb": "终止",
        "warning": "以前的走访记录保留。",
        "cancel_url": redirect("meetings:liaison_points").url,
        "hidden": {},
    }
    return render(request, "partials/confirm.html", context)
