"""Annual work points: a new list, the page of a year, and the acts on it and on its points."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import plans as actions
from meetings.documents.forms.office import PointForm, PrefaceForm, ProgressForm, YearForm
from meetings.documents.queries import plans as queries
from meetings.documents.rules.plans import DOORS, ISSUED
from meetings.permissions import VIEW_PLAN, WRITE_PLAN
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.timeline import timeline
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.forms.typed import typed


def _point_shown(request: HttpRequest, row: Model, form: ActForm) -> dict:
    """The point that is reported on."""
    point = row.points.select_related("unit").filter(pk=form.part).first()
    if point is None:
        return {}
    facts = [("要点", f"第{point.seq}条：{point.text}"), ("责任单位", point.unit.label), ("完成标准", point.done_when)]
    return {"facts_shown": facts}


def _add_another(request: HttpRequest, row: Model, result: object) -> str:
    return PLAN.url(row, "add")


PLAN = ActPages(
    "work_points",
    page="meetings:plan",
    id_name="plan_id",
    get=queries.get_plan,
    facts=queries.plan_facts,
    doors=DOORS,
    acts=(
        Act("submit", actions.submit_plan, done="文稿已生成，送召集人审批。"),
        Act(
            "add",
            actions.add_point,
            done="已添加，可以再写下一条。",
            form=PointForm,
            verb="添加",
            leads_to=_add_another,
            keeps_draft=False,
        ),
        Act("preface", actions.save_preface, done="已保存。", form=PrefaceForm, verb="保存"),
        Act("reopen", actions.reopen_plan, done="可以修改要点了。"),
        Act("remove", actions.remove_point, done="已去掉。", part="point_id"),
        Act(
            "report",
            actions.report_point,
            done="进展已报告。",
            form=ProgressForm,
            part="point_id",
            is_free=True,
            verb="报告进展",
            beside=_point_shown,
        ),
    ),
)


@requires(WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """The list of a year is begun. ?year= of the duty it fulfils."""
    year = request.GET.get("year", "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    return new_page(
        request,
        YearForm(typed(request), initial={"year": int(year) if is_year else request.today.year}),
        lambda form: actions.start_plan(year=form.cleaned_data["year"], by=request.actor, at=request.at),
        title="起草年度工作要点",
        verb="开始起草",
        page="meetings:plan",
        back_url=reverse("meetings:plans"),
        back_label="年度要点",
    )


@requires(VIEW_PLAN)
@require_GET
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The points of a year: written while it is a draft, followed once it is issued."""
    row = queries.get_plan(request.actor, plan_id)
    points, may_write = queries.points_of(row), request.actor.may(WRITE_PLAN)
    is_issued = row.state == ISSUED
    context = {
        "plan": row,
        "points": points,
        "overview": queries.overview(points, request.today),
        "buttons": PLAN.buttons(request, row),
        "events": timeline(row.matter, request.actor) if may_write else [],
        "may_write": may_write,
        "is_issued": is_issued,
        "shows_paper": row.paper_id is not None and (may_write or is_issued),
        "today": request.today,
        "calendar": work_calendar(row.township_id),
    }
    return render(request, "meetings/documents/plans/page.html", context)
