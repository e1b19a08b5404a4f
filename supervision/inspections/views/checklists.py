"""Templates of checklists: one, a new one, the next version, out of use."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.acts.views.new import new_page
from supervision.inspections.actions import checklists as actions
from supervision.inspections.forms.inspections import TemplateForm
from supervision.inspections.queries import checklists as queries
from supervision.inspections.rules.checklists import as_lines
from supervision.permissions import VIEW_CHECKLIST, WRITE_CHECKLIST
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.refusals import Refused


@requires(VIEW_CHECKLIST)
@require_GET
def checklist(request: HttpRequest, checklist_id: int) -> HttpResponse:
    """One version of a template."""
    row = queries.get_checklist(request.actor, checklist_id)
    context = {
        "checklist": row,
        "items": list(row.items.all()),
        "may_write": row.is_current and request.actor.may(WRITE_CHECKLIST),
    }
    return render(request, "supervision/inspections/checklist.html", context)


@requires(WRITE_CHECKLIST)
@require_http_methods(["GET", "POST"])
def checklist_new(request: HttpRequest) -> HttpResponse:
    """A new template."""
    return _form(request, TemplateForm(request.POST or None), None, "新模板", "checklist-new")


@requires(WRITE_CHECKLIST)
@require_http_methods(["GET", "POST"])
def checklist_edit(request: HttpRequest, checklist_id: int) -> HttpResponse:
    """The next version of a template."""
    row = queries.get_checklist(request.actor, checklist_id)
    initial = {"topic": row.topic, "items": as_lines(queries.template_items(row)), "version": row.version}
    form = TemplateForm(request.POST or None, initial=initial)
    return _form(request, form, row.pk, f"修改模板：{row.topic}", f"checklist-{row.pk}")


def _form(request: HttpRequest, form: TemplateForm, checklist_id: int | None, title: str, draft: str) -> HttpResponse:
    return new_page(
        request,
        form,
        lambda form: actions.save_checklist(
            checklist_id=checklist_id, by=request.actor, at=request.at, **form.cleaned_data
        ),
        title=title,
        verb="保存为新版本" if checklist_id else "保存",
        done="模板已保存。",
        page="supervision:checklist",
        draft=draft,
        back_url=reverse("supervision:checklists"),
        back_label="检查表模板",
    )


@requires(WRITE_CHECKLIST)
@require_POST
def checklist_retire(request: HttpRequest, checklist_id: int) -> HttpResponse:
    """It is offered no more."""
    try:
        actions.retire_checklist(checklist_id=checklist_id, by=request.actor, at=request.at)
        messages.success(request, "模板已停用，正在办的督查不受影响。")
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("supervision:checklists")
