"""敏感时期预案: the calendar of periods, one plan, its matters and their progress."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from petitions.permissions import REPORT_STEP, VIEW_PLAN, VIEW_PLAN_DATES, WRITE_PLAN
from petitions.plans import queries
from petitions.plans.actions import issuing
from petitions.plans.actions import plans as actions
from petitions.plans.forms import ChangePlanForm, PickForm, PlanForm, StepForm
from petitions.plans.models import Plan
from petitions.plans.rules import APPROVED, DOORS, DRAFT, PAPER_KIND
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.timeline import timeline
from records.papers.queries.flows import last_return
from records.papers.rules.flows import PaperFacts
from records.papers.views.flows import flow_acts
from township.actors import Actor
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import pdf_response
from township.permissions import Reach

PAGE = 30
FLOWING = ("decide", "submit", "take_back")


def plan_facts(actor: Actor, row: Plan) -> PaperFacts:
    """What the doors of a plan look at."""
    standing = issuing.FLOW.standing(actor, row, rights=(REPORT_STEP,))
    parts = {"drop": _droppable(actor, row), "report_step": _steppable(actor, row)}
    is_maker = standing.is_maker or actor.person_id == row.drafted_by_id
    return replace(standing, parts=parts, is_maker=is_maker)


PLAN = ActPages(
    "plan",
    page="petitions:plan",
    id_name="plan_id",
    get=queries.get_plan,
    facts=plan_facts,
    doors=DOORS,
    acts=(
        Act("pick", actions.pick, done="已列入预案。", form=PickForm, verb="列入预案", also=("submit",)),
        *(act for act in flow_acts(issuing.FLOW) if act.name in FLOWING),
        Act("change", actions.edit_plan, done="已保存。", form=ChangePlanForm, verb="保存"),
        Act("drop", actions.drop, done="已移出预案。", part="item_id"),
        Act(
            "report_step",
            actions.report_step,
            done="进展已记入。",
            form=StepForm,
            part="item_id",
            is_free=True,
            verb="记入",
        ),
    ),
)


def _droppable(actor: Actor, row: Plan) -> frozenset[int]:
    may = row.state == DRAFT and actor.may(WRITE_PLAN)
    return frozenset(queries.items_of(actor, row).values_list("pk", flat=True)) if may else frozenset()


def _steppable(actor: Actor, row: Plan) -> frozenset[int]:
    """Items whose progress the reader may report."""
    if row.state != APPROVED or not actor.may(REPORT_STEP):
        return frozenset()
    items = queries.items_of(actor, row).filter(target__closed_on__isnull=True)
    if actor.reach(REPORT_STEP) == Reach.OWN:
        items = items.filter(unit_id__in=actor.unit_ids)
    return frozenset(items.values_list("pk", flat=True))


@requires(VIEW_PLAN, VIEW_PLAN_DATES)
@require_GET
@remembers_place("petitions:plans")
def plans(request: HttpRequest) -> HttpResponse:
    """The calendar of periods, the latest first; an auditor reads the dates only."""
    may_view = request.actor.may(VIEW_PLAN)
    rows = queries.plan_list(request.actor) if may_view else queries.plan_dates(request.actor)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_view": may_view,
        "may_write": request.actor.may(WRITE_PLAN),
    }
    return render(request, "petitions/plans/list.html", context)


@requires(WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """A new period; ?clause=…&year=… of a duty fills in the holiday it is owed for."""
    asked = request.GET.get("clause", ""), request.GET.get("year", "")
    initial = queries.start_of(request.actor.township_id, *asked)
    return new_page(
        request,
        PlanForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda form: actions.make_plan(data=form.data_for_action(), by=request.actor, at=request.at),
        title="新的敏感时期",
        verb="保存",
        done="预案已建立，请选择要在时期前化解的事项。",
        page="petitions:plan",
        draft="plan-new",
        back_url=reverse("petitions:plans"),
        back_label="敏感时期预案",
        template="petitions/plans/form.html",
    )


@requires(VIEW_PLAN)
@require_GET
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: dates, matters with steps and progress, contacts, and what this reader may do now."""
    row = queries.get_plan(request.actor, plan_id)
    items = list(queries.items_of(request.actor, row))
    document = row.document
    context = {
        "plan": row,
        "items": items,
        "hidden": row.items.count() - len(items) if request.actor.reach(VIEW_PLAN) == Reach.TOWNSHIP else 0,
        "contacts": queries.contacts(row.township_id, request.today),
        "turns": queries.turns_of(row),
        "duty": queries.duty_words(row),
        "reports": queries.report_words(row),
        "buttons": PLAN.buttons(request, row),
        "returned": last_return(document, PAPER_KIND) if document and request.actor.may(WRITE_PLAN) else None,
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "petitions/plans/page.html", context)


@requires(VIEW_PLAN)
@require_GET
def plan_pdf(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The issued plan, or what the reader may see of it."""
    row = queries.get_plan(request.actor, plan_id)
    return pdf_response(actions.read_plan(plan=row, by=request.actor, at=request.at), f"plan-{row.pk}.pdf")
