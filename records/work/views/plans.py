"""提醒办法: when whoever owes something is reminded, kind by kind, and when it goes up; what the township changed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from records.acts.views.acts import PAGES
from records.matters.kinds import KINDS
from records.work.actions.plans import change_plan, reset_plan
from records.work.forms import PlanForm
from records.work.models import ReminderRule
from records.work.queries.plans import REST, Plans
from records.work.rules.reminders import ReminderPlan
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.permissions import EDIT_SETTINGS, VIEW_SETTINGS


@dataclass(frozen=True)
class PlanRow:
    """A line of the page: kind of item in words, its plan, and the township's row when it is not the plan it came with."""

    kind: str
    label: str
    plan: ReminderPlan
    rule: ReminderRule | None = None


@requires(VIEW_SETTINGS)
def plans(request: HttpRequest) -> HttpResponse:
    """Every kind of item with a plan of its own, then the rest."""
    context = {"rows": plan_rows(request.actor.township_id), "may_edit": request.actor.may(EDIT_SETTINGS)}
    return render(request, "records/work/plans.html", context)


@requires(EDIT_SETTINGS)
def plan(request: HttpRequest, kind: str) -> HttpResponse:
    """Change the plan of one kind, or go back to the one it came with."""
    row = next((row for row in plan_rows(request.actor.township_id) if row.kind == kind), None)
    if row is None:
        raise Http404
    form = PlanForm(typed(request), initial=PlanForm.starting(row.plan))
    if request.method == "POST" and "reset" in request.POST:
        reset_plan(kind=kind, by=request.actor, at=request.at)
        messages.success(request, f"{row.label}的提醒恢复默认办法。")
        return redirect("records:plans")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            new = change_plan(kind=kind, by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, f"{row.label}：{new.words}。")
            return redirect("records:plans")
    return render(request, "records/work/plan.html", {"row": row, "form": form})


def plan_rows(township_id: int) -> list[PlanRow]:
    """The lines of the page, in the order in which the areas declare their kinds (two queries)."""
    rules = {row.kind: row for row in ReminderRule.objects.filter(township_id=township_id).select_related("changed_by")}
    known = Plans(township_id)
    kinds = [f"{kind.key}.{act}" for kind in KINDS.values() for act in kind.plans]
    return [PlanRow(kind, label_of(kind), known.of_kind(kind), rules.get(kind)) for kind in [*kinds, REST]]


def label_of(kind: str) -> str:
    """文件·签收: a kind of item in words."""
    name, _, act = kind.partition(".")
    if kind == REST:
        return "其他待办"
    pages = PAGES.get(name)
    return f"{KINDS[name].label}·{pages.doors.label_of(act) if pages else act}"
