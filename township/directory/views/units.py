"""The unit tree: list, one unit, add, edit, switch off and on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from township.directory.actions.units import add_unit, edit_unit, switch_unit_off, switch_unit_on
from township.directory.forms.units import NewUnitForm, UnitForm
from township.directory.models.units import Unit
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.scope import of_township
from township.directory.queries.units import unit_tree
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.frame.panels import UNIT, panels_on
from township.permissions import PROPOSE_PEOPLE, VIEW_DIRECTORY

FIELDS = ("name", "short_name", "outside_kind", "households", "phone", "order")


@requires(VIEW_DIRECTORY)
def units(request: HttpRequest) -> HttpResponse:
    rows = unit_tree(request.actor.township_id, on=request.today)
    shows_all = request.GET.get("state") == "all"
    shown = [row for row in rows if shows_all or row.unit.is_active]
    context = {
        "rows": shown,
        "off_count": sum(not row.unit.is_active for row in rows),
        "shows_all": shows_all,
        "may_edit": request.actor.may(PROPOSE_PEOPLE),
    }
    return render(request, "township/directory/units.html", context)


@requires(VIEW_DIRECTORY)
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    found = of_township(Unit.objects.select_related("parent"), request.actor, unit_id)
    posts = posts_in_effect(request.today, unit=found).select_related("person").order_by("order", "id")
    context = {
        "unit": found,
        "posts": posts,
        "children": found.children.order_by("order", "id"),
        "panels": panels_on(UNIT, request.actor, found, request.today),
        "may_edit": request.actor.may(PROPOSE_PEOPLE),
    }
    return render(request, "township/directory/unit.html", context)


@requires(PROPOSE_PEOPLE)
def unit_new(request: HttpRequest) -> HttpResponse:
    initial = {"parent": request.GET.get("parent", ""), "kind": request.GET.get("kind", "member")}
    form = NewUnitForm(typed(request), actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {field: form.cleaned_data[field] for field in ("kind", *FIELDS)}
        parent = form.cleaned_data["parent"]
        with refusals_on(form):
            made = add_unit(by=request.actor, at=request.at, parent_id=parent.pk if parent else None, **values)
            messages.success(request, f"已添加“{made.name}”。")
            return redirect("township:units")
    page = {"form": form, "title": "添加单位", "verb": "添加", "list": "township:units", "list_label": "单位"}
    return render(request, "township/frame/form.html", page)


@requires(PROPOSE_PEOPLE)
def unit_edit(request: HttpRequest, unit_id: int) -> HttpResponse:
    found = of_township(Unit.objects, request.actor, unit_id)
    form = UnitForm(typed(request), initial={field: getattr(found, field) for field in FIELDS})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            edit_unit(unit_id=unit_id, by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, "已保存。")
            return redirect("township:unit", unit_id)
    page = {
        "form": form,
        "title": f"修改 {found.name}",
        "verb": "保存",
        "list": "township:units",
        "list_label": "单位",
    }
    return render(request, "township/frame/form.html", page)


@requires(PROPOSE_PEOPLE)
def unit_off(request: HttpRequest, unit_id: int) -> HttpResponse:
    found = of_township(Unit.objects, request.actor, unit_id)
    if request.method == "POST":
        with refusals_as_message(request):
            switch_unit_off(unit_id=unit_id, by=request.actor, at=request.at)
            messages.success(request, f"已停用“{found.name}”。")
        return redirect("township:unit", unit_id)
    page = {
        "title": f"停用 {found.name}",
        "question": f"确定停用“{found.name}”吗？",
        "warning": "停用后不能再选用；以前的事项和任职仍按原样显示。",
        "verb": "停用",
        "cancel_url": reverse("township:unit", args=[unit_id]),
    }
    return render(request, "partials/confirm.html", page)


@requires(PROPOSE_PEOPLE)
@require_POST
def unit_on(request: HttpRequest, unit_id: int) -> HttpResponse:
    with refusals_as_message(request):
        found = switch_unit_on(unit_id=unit_id, by=request.actor, at=request.at)
        messages.success(request, f"已启用“{found.name}”。")
    return redirect("township:unit", unit_id)
