"""领导包案: the page of one sponsored case with its roadmap, and the acts on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from petitions.cases.queries.cases import cases_visible_to
from petitions.permissions import VIEW_SPONSORSHIP
from petitions.sponsorship import forms, queries
from petitions.sponsorship.actions import endings, plans, steps
from petitions.sponsorship.rules import DOORS, stops
from records.acts.views.acts import Act, ActPages
from records.matters.queries.timeline import timeline
from township.frame.access import requires

SPONSORSHIP = ActPages(
    "sponsorship",
    page="petitions:sponsorship",
    id_name="sponsorship_id",
    get=queries.get_sponsorship,
    facts=queries.sponsor_facts,
    doors=DOORS,
    acts=(
        Act(
            "set_plan",
            plans.set_plan,
            done="方案已定，请加步骤。",
            form=forms.PlanForm,
            verb="保存",
            also=("add_step",),
        ),
        Act("change_plan", plans.set_plan, done="已保存。", form=forms.PlanForm, verb="保存"),
        Act("add_step", plans.add_step, done="已加步骤。", form=forms.StepForm, verb="加步骤"),
        Act("drop_step", plans.drop_step, done="已删去。", part="step_id"),
        Act("set_team", plans.set_team, done="班子已定。", form=forms.TeamForm, verb="保存"),
        Act("send", plans.send, done="已送单位会商，联络员已收到通知。", also=("add_step",)),
        Act("revise", plans.revise, done="可以改方案和步骤了，改好再送会商。", form=forms.ReasonForm),
        Act("agree", steps.agree, done="已同意。", part="step_id", is_free=True),
        Act("object", steps.object_to, done="意见已送包案领导。", form=forms.ObjectForm, part="step_id", is_free=True),
        Act("report", steps.report, done="进展已记入。", form=forms.ReportForm, part="step_id", is_free=True),
        Act("finish", steps.finish_step, done="步骤已完成。", form=forms.FinishForm, part="step_id", is_free=True),
        Act("tick", endings.tick, done="已登记。", form=forms.DutyForm, part="duty", is_free=True),
        Act("conclude", endings.conclude, done="包案已办结。", form=forms.EndForm),
        Act("lift", endings.lift, done="包案已解除。", form=forms.ReasonForm),
    ),
)


@requires(VIEW_SPONSORSHIP)
@require_GET
def sponsorship(request: HttpRequest, sponsorship_id: int) -> HttpResponse:
    """One sponsored case: leader, team, claims, roadmap, five duties, and what this reader may do now."""
    row = queries.get_sponsorship(request.actor, sponsorship_id)
    lines = queries.steps_of(row)
    drawn = {stop.pk: stop for stop in stops([(one.pk, one.due_on, one.done_on) for one in lines], request.today)}
    context = {
        "row": row,
        "roadmap": [(line, drawn[line.pk]) for line in lines],
        "team": queries.team_of(row),
        "claims": list(row.case.claims.all()),
        "duties": queries.duties_of(row),
        "sees_case": cases_visible_to(request.actor).filter(pk=row.case_id).exists(),
        "buttons": SPONSORSHIP.buttons(request, row),
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "petitions/sponsorship/page.html", context)
