"""Platform: open townships, switch them off and on. Office: its own data, which documents and slips print."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from township.directory.actions.townships import FirstPerson, edit_township, open_township, switch_township
from township.directory.forms.townships import OWN_FIELDS, OpenTownshipForm, OwnDataForm
from township.directory.models.townships import Township
from township.frame.access import platform_only, requires
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.permissions import EDIT_SETTINGS, VIEW_DIRECTORY


@platform_only
def townships(request: HttpRequest) -> HttpResponse:
    return render(request, "township/directory/townships.html", {"townships": Township.objects.order_by("code")})


@platform_only
@never_cache
def township_new(request: HttpRequest) -> HttpResponse:
    form = OpenTownshipForm(typed(request), initial={"starts_on": request.today})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form):
            opened = open_township(
                by=request.actor,
                at=request.at,
                code=values["code"],
                short_name=values["short_name"],
                data={field: values[field] for field in OWN_FIELDS},
                sysadmin=_first(values, "sysadmin"),
                director=_first(values, "director"),
                starts_on=values["starts_on"],
            )
            return render(request, "township/directory/township_opened.html", {"opened": opened})
    page = {
        "form": form,
        "title": "开设乡镇",
        "verb": "开设",
        "list": "township:townships",
        "list_label": "乡镇",
        "hint": "开设后，系统管理员和办公室主任各用自己的账号登录，在浏览器里完成其余设置：一个提出，一个确认。",
    }
    return render(request, "township/frame/form.html", page)


def _first(values: dict, key: str) -> FirstPerson:
    return FirstPerson(values[f"{key}_name"], values[f"{key}_title"], values[f"{key}_username"])


@platform_only
@require_POST
def township_switch(request: HttpRequest, township_id: int) -> HttpResponse:
    if not Township.objects.filter(pk=township_id).exists():
        raise Http404
    on = request.POST.get("on") == "yes"
    found = switch_township(township_id=township_id, on=on, by=request.actor, at=request.at)
    messages.success(request, f"{found.short_name} 已{'启用' if on else '停用'}。")
    return redirect("township:townships")


@requires(VIEW_DIRECTORY)
def own_data(request: HttpRequest) -> HttpResponse:
    """本乡镇资料: everybody may read it, whoever keeps the settings may change it."""
    actor = request.actor
    township = Township.objects.get(pk=actor.township_id)
    may_edit = actor.may(EDIT_SETTINGS)
    form = OwnDataForm(typed(request), instance=township)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            edit_township(by=actor, at=request.at, data={field: form.cleaned_data[field] for field in OWN_FIELDS})
            messages.success(request, "已保存。此后印发的文书按新资料，已印发的不变。")
            return redirect("township:own_data")
    facts = [(form.fields[field].label, getattr(township, field)) for field in OWN_FIELDS]
    context = {"form": form, "facts": facts, "township": township, "may_edit": may_edit}
    return render(request, "township/directory/own_data.html", context)
