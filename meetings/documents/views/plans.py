"""Annual work points: the years, the list of one year, and the report on one point."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.documents.actions import plans as actions
from meetings.documents.forms.office import PointForm, PrefaceForm, ProgressForm, YearForm
from meetings.documents.models.plans import WorkPlan
from meetings.documents.queries import plans as queries
from meetings.documents.rules.plans import DRAFT, ISSUED, SUBMITTED
from meetings.permissions import REPORT_POINT, VIEW_PLAN, WRITE_PLAN
from meetings.sessions.views.acts import attempt, button, form_page, revision_of
from township.actors import NotAllowed, OutOfScope
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.forms.typed import typed, typed_number
from township.permissions import Reach


@requires(VIEW_PLAN)
@require_http_methods(["GET", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """The years; the clerk starts a new one here."""
    form = YearForm(typed(request), initial={"year": request.today.year})
    may_write = request.actor.may(WRITE_PLAN)
    if request.method == "POST" and form.is_valid():
        made: list[WorkPlan] = []
        year = form.cleaned_data["year"]
        if attempt(form, lambda: made.append(actions.start_plan(year=year, by=request.actor, at=request.at))):
            return redirect("meetings:plan", made[0].pk)
    rows = [
        (plan, queries.overview(list(plan.points.all()), request.today)) for plan in queries.plan_list(request.actor)
    ]
    return render(request, "meetings/documents/plans/list.html", {"rows": rows, "form": form, "may_write": may_write})


@requires(VIEW_PLAN)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The points of a year: written while it is a draft, followed once it is issued."""
    row = queries.get_plan(request.actor, plan_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    given = {"plan_id": plan_id, "revision": revision_of(request), "by": request.actor, "at": request.at}
    if act == "remove":
        point_id = typed_number(request, "point")
        return _back(request, plan_id, lambda: actions.remove_point(point_id=point_id, **given), "已去掉。")
    if act == "submit":
        return _back(request, plan_id, lambda: actions.submit_plan(**given), "文稿已生成，送召集人审批。")
    if act == "reopen":
        return _back(request, plan_id, lambda: actions.reopen_plan(**given), "可以修改要点了。")
    point_form = PointForm(request.POST if act == "add" else None, township_id=row.township_id, auto_id="point-%s")
    preface_form = PrefaceForm(request.POST if act == "preface" else None, initial={"preface": row.preface})
    if act == "add" and point_form.is_valid():
        data = point_form.data_for_action()
        if attempt(point_form, lambda: actions.add_point(data=data, **given)):
            return redirect("meetings:plan", plan_id)
    if act == "preface" and preface_form.is_valid():
        words = preface_form.cleaned_data["preface"]
        if attempt(preface_form, lambda: actions.save_preface(preface=words, **given)):
            messages.success(request, "已保存。")
            return redirect("meetings:plan", plan_id)
    context = _context(request, row) | {"point_form": point_form, "preface_form": preface_form, "act": act}
    return render(request, "meetings/documents/plans/page.html", context)


def _context(request: HttpRequest, row: WorkPlan) -> dict:
    points, actor = queries.points_of(row), request.actor
    reach = actor.reach(REPORT_POINT)
    return {
        "plan": row,
        "points": [
            (point, reach == Reach.TOWNSHIP or (reach is not None and point.unit_id in actor.unit_ids))
            for point in points
        ],
        "overview": queries.overview(points, request.today),
        "today": request.today,
        "calendar": work_calendar(row.township_id),
        "may_write": actor.may(WRITE_PLAN),
        "is_draft": row.state == DRAFT,
        "is_submitted": row.state == SUBMITTED,
        "is_issued": row.state == ISSUED,
    }


def _back(request: HttpRequest, plan_id: int, act, done: str) -> HttpResponse:
    return button(request, act, done, "meetings:plan", plan_id)


@requires(REPORT_POINT)
@require_http_methods(["GET", "POST"])
def point_report(request: HttpRequest, plan_id: int, point_id: int) -> HttpResponse:
    """How far one point is."""
    row = queries.get_plan(request.actor, plan_id)
    point = row.points.select_related("unit").filter(pk=point_id).first()
    if point is None:
        raise OutOfScope()
    if request.actor.reach(REPORT_POINT) == Reach.OWN and point.unit_id not in request.actor.unit_ids:
        raise NotAllowed("只能报告本单位负责的要点。")
    form = ProgressForm(typed(request), initial={"percent": point.percent})
    return form_page(
        request,
        form,
        lambda filled: actions.report_point(point_id=point_id, by=request.actor, at=request.at, **filled.cleaned_data),
        title=f"第{point.seq}条：{point.text}",
        verb="报告进展",
        done="进展已报告。",
        back=("meetings:plan", plan_id),
        back_label=f"{row.year}年工作要点",
        intro=f"{point.unit.label}负责，完成标准：{point.done_when}。进度填 100 即为完成。",
    )
