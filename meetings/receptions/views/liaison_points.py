"""Liaison points of the leaders: assigned, visited, ended (D6). The register by quarter is in views/ledgers.py."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.permissions import ASSIGN_POINT, VISIT_POINT
from meetings.receptions.actions import liaison_points as actions
from meetings.receptions.forms.receptions import PointForm, VisitForm
from meetings.receptions.queries import liaison_points as queries
from meetings.receptions.views.roster_changes import own_id
from records.acts.views.new import new_page
from township.actors import NotAllowed
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message

LIST = "meetings:liaison_points"


@requires(ASSIGN_POINT)
@require_http_methods(["GET", "POST"])
def point_new(request: HttpRequest) -> HttpResponse:
    """A village or unit for a leader."""
    return new_page(
        request,
        PointForm(request.POST or None, township_id=request.actor.township_id, today=request.today),
        lambda form: actions.assign_point(**form.values(), by=request.actor, at=request.at),
        title="确定联系点",
        verb="确定",
        done="已确定联系点。",
        page=lambda point: reverse(LIST),
        back_url=reverse(LIST),
        back_label="领导联系点",
    )


@requires(VISIT_POINT)
@require_http_methods(["GET", "POST"])
def point_visit(request: HttpRequest, point_id: int) -> HttpResponse:
    """A visit noted by the leader, or by the office for them."""
    point = queries.get_point(request.actor, point_id)
    if own_id(request.actor, VISIT_POINT) not in (None, point.person_id):
        raise NotAllowed("只能登记本人联系点的走访。")
    given = {"point_id": point_id, "by": request.actor, "at": request.at}
    return new_page(
        request,
        VisitForm(request.POST or None, initial={"on": request.today}),
        lambda form: actions.visit_point(**given, **form.cleaned_data),
        title=f"走访{point.unit.label}（{point.person.name}）",
        verb="登记走访",
        done="已登记走访。",
        page=lambda visit: reverse(LIST),
        draft=f"point-visit-{point_id}",
        back_url=reverse(LIST),
        back_label="领导联系点",
    )


@requires(ASSIGN_POINT)
@require_http_methods(["GET", "POST"])
def point_end(request: HttpRequest, point_id: int) -> HttpResponse:
    """Asked once more, then ended."""
    point = queries.get_point(request.actor, point_id)
    if request.method == "POST":
        with refusals_as_message(request):
            actions.end_point(point_id=point_id, by=request.actor, at=request.at)
            messages.success(request, "已终止。")
        return redirect(LIST)
    context = {
        "title": "终止联系点",
        "question": f"{point.person.name}不再联系{point.unit.label}？",
        "verb": "终止",
        "warning": "以前的走访记录保留。",
        "cancel_url": reverse(LIST),
        "hidden": {},
    }
    return render(request, "partials/confirm.html", context)
