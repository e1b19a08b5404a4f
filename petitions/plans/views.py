"""敏感时期预案: the calendar of periods, one plan, its matters and their progress."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from petitions.office.actions.papers import pending
from petitions.office.forms import VerdictForm
from petitions.office.views import attempt, page_of, revision_of, text_to_read, version_of
from petitions.permissions import APPROVE_PLAN, REPORT_STEP, VIEW_PLAN, VIEW_PLAN_DATES, WRITE_PLAN
from petitions.plans import actions as actions
from petitions.plans import queries as queries
from petitions.plans.forms import PickForm, PlanForm, StepForm
from petitions.plans.models import Plan
from petitions.plans.rules import APPROVED, PAPER_KIND, PLANS
from records.acts.actions.drafts import drop_draft
from records.matters.queries.timeline import timeline
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import pdf_response
from township.permissions import Reach

DONE = {
    "pick": "已列入预案。",
    "drop": "已移出预案。",
    "submit": "已送审，由主任或召集人审批。",
    "approve": "预案已批准印发，有关单位和领导已收到通知。",
    "return_plan": "已退回修改。",
    "step": "进展已记入。",
}


@requires(VIEW_PLAN, VIEW_PLAN_DATES)
@require_GET
@remembers_place("petitions:plans")
def plans(request: HttpRequest) -> HttpResponse:
    """The calendar of periods, the latest first; an auditor reads the dates only."""
    may_view = request.actor.may(VIEW_PLAN)
    rows = queries.plan_list(request.actor) if may_view else queries.plan_dates(request.actor)
    context = {"page": page_of(request, rows), "may_view": may_view, "may_write": request.actor.may(WRITE_PLAN)}
    return render(request, "petitions/plans/list.html", context)


@requires(WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """A new period."""
    form = PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made: list[Plan] = []
        data = form.data_for_action()
        if attempt(form, lambda: made.append(actions.make_plan(data=data, by=request.actor, at=request.at))):
            drop_draft(request.user.pk, "plan-new")
            messages.success(request, "预案已建立，请选择要在时期前化解的事项。")
            return redirect("petitions:plan", made[0].pk)
    return render(request, "petitions/plans/form.html", {"form": form, "title": "新的敏感时期", "draft": "plan-new"})


@requires(WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Change a plan that is being drafted."""
    row = queries.get_plan(request.actor, plan_id)
    form = PlanForm(request.POST if request.method == "POST" else None, plan=row)
    if request.method == "POST" and form.is_valid():
        given = {"plan_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
        data = form.data_for_action()
        if attempt(form, lambda: actions.edit_plan(data=data, **given)):
            messages.success(request, "已保存。")
            return redirect("petitions:plan", row.pk)
    shown = revision_of(request) if request.method == "POST" else row.revision
    context = {"form": form, "title": f"修改{row.name}", "plan": row, "revision": shown}
    return render(request, "petitions/plans/form.html", context)


@requires(VIEW_PLAN)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: dates, matters with steps and progress, contacts, and what this reader may do now."""
    row = queries.get_plan(request.actor, plan_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    approval = pending(row, PAPER_KIND)
    moves = _moves(request, row, approval)
    pick = None
    if "pick" in moves:
        sent = request.POST if act == "pick" else None
        pick = PickForm(sent, actor=request.actor, plan=row, today=request.today)
    verdict = VerdictForm(request.POST if act in ("approve", "return_plan") else None)
    step = StepForm(request.POST if act == "step" else None)
    form = {"pick": pick, "approve": verdict, "return_plan": verdict, "step": step}.get(act)
    if (
        act in DONE
        and (form is None or form.is_valid())
        and attempt(form, lambda: _act(request, row, act, form), request)
    ):
        messages.success(request, DONE[act])
        return redirect("petitions:plan", row.pk)
    items = list(queries.items_of(request.actor, row))
    context = {
        "plan": row,
        "items": items,
        "hidden": row.items.count() - len(items) if request.actor.reach(VIEW_PLAN) == Reach.TOWNSHIP else 0,
        "contacts": queries.contacts(row.township_id, request.today),
        "duty": queries.duty_words(row),
        "reports": queries.report_words(row),
        "moves": moves,
        "steppable": _steppable(request, row, items),
        "pick": pick,
        "verdict_form": verdict,
        "step_form": step,
        "step_item": request.POST.get("item", "") if act == "step" else "",
        "approval": approval,
        "read": text_to_read(approval),
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "petitions/plans/page.html", context)


@requires(VIEW_PLAN)
@require_GET
def plan_pdf(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The issued plan, or what the reader may see of it."""
    row = queries.get_plan(request.actor, plan_id)
    return pdf_response(actions.read_plan(plan=row, by=request.actor, at=request.at), f"plan-{row.pk}.pdf")


def _moves(request: HttpRequest, row: Plan, approval) -> set[str]:
    """The moves open in this state that the reader has the right to."""
    names = {move.name for move in PLANS.moves_from(row.state)} - {"close"}
    mine: set[str] = set()
    if request.actor.may(WRITE_PLAN):
        mine |= {"edit", "pick", "drop", "submit"}
    decides = request.actor.may(APPROVE_PLAN) and request.actor.person_id != row.drafted_by_id
    if decides and approval and approval.proposed_by_id != request.actor.person_id:
        mine |= {"approve", "return_plan"}
    if request.actor.may(REPORT_STEP):
        mine.add("report_step")
    return names & mine


def _steppable(request: HttpRequest, row: Plan, items: list) -> set[int]:
    """Items whose progress the reader may report."""
    if row.state != APPROVED or not request.actor.may(REPORT_STEP):
        return set()
    if request.actor.reach(REPORT_STEP) == Reach.TOWNSHIP:
        return {item.pk for item in items}
    return {item.pk for item in items if item.target.holder_unit_id in request.actor.unit_ids}


def _act(request: HttpRequest, row: Plan, act: str, form) -> None:
    given = {"plan_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    typed = request.POST.get("item", "")
    item = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
    if act == "pick":
        actions.pick(steps=form.steps() if form else [], **given)
    elif act == "drop":
        actions.drop(item_id=item, **given)
    elif act == "submit":
        actions.submit_plan(**given)
    elif act == "step":
        actions.report_step(item_id=item, text=form.cleaned_data["text"], by=request.actor, at=request.at)
    else:
        actions.decide_plan(
            approved=act == "approve",
            remark=form.cleaned_data["remark"],
            version=version_of(request),
            text_sha256=request.POST.get("text_sha256", "")[:64],
            **given,
        )
