"""Member change reports: list, report, one report with its history, record, return, see."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from township.directory.actions.changes import record_change, report_change, return_change, see_change
from township.directory.forms.changes import ChangeForm, DecideChangeForm
from township.directory.models.changes import MemberChange
from township.directory.queries.changes import changes_visible_to
from township.directory.queries.scope import of_township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.frame.places import remembers_place
from township.permissions import RECORD_CHANGE, REPORT_CHANGE, SEE_CHANGE, VIEW_CHANGES
from township.words import whole_number

ROWS = 30
STATES = [("", "全部"), *MemberChange.State.choices, ("unseen", "已备案未阅知")]


@requires(VIEW_CHANGES)
@remembers_place("township:changes")
def changes(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = changes_visible_to(request.actor)
    if state == "unseen":
        rows = rows.filter(state=MemberChange.State.RECORDED, seen_at__isnull=True)
    elif state in MemberChange.State.values:
        rows = rows.filter(state=state)
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "state": state,
        "states": STATES,
        "may_report": request.actor.may(REPORT_CHANGE),
    }
    return render(request, "township/directory/changes.html", context)


@requires(REPORT_CHANGE)
def change_new(request: HttpRequest) -> HttpResponse:
    form = ChangeForm(typed(request), actor=request.actor, initial=_again(request))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        unit, old = values.pop("unit"), values.pop("old_person")
        with refusals_on(form):
            made = report_change(
                by=request.actor,
                at=request.at,
                unit_id=unit.pk,
                old_person_id=old.pk if old else None,
                **values,
            )
            messages.success(request, "已报联席办备案。")
            return redirect("township:change", made.pk)
    page = {
        "form": form,
        "title": "报告成员变更",
        "verb": "报送备案",
        "list": "township:changes",
        "list_label": "变更备案",
        "hint": "成员或联络员变更后报联席办备案；联络员经备案后，新人员从变更日期起担任。",
    }
    return render(request, "township/frame/form.html", page)


def _again(request: HttpRequest) -> dict:
    """What a returned report held, when it is reported again."""
    number = whole_number(request.GET.get("again", ""))
    if number is None:
        return {"effective_on": request.today}
    old = of_township(changes_visible_to(request.actor), request.actor, number)
    fields = ("unit", "kind", "old_person", "new_name", "new_title", "new_phone", "effective_on", "reason")
    return {field: getattr(old, field) for field in fields}


@requires(VIEW_CHANGES)
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    actor = request.actor
    found = of_township(changes_visible_to(actor), actor, change_id)
    is_open = found.state == MemberChange.State.REPORTED
    form = DecideChangeForm(typed(request))
    may_decide = is_open and actor.may(RECORD_CHANGE) and actor.person_id != found.reported_by_id
    if request.method == "POST" and form.is_valid():
        decide = return_change if request.POST.get("decision") == "return" else record_change
        with refusals_on(form):
            decide(change_id=change_id, by=actor, at=request.at, remark=form.cleaned_data["remark"])
            messages.success(request, "已退回单位。" if decide is return_change else "已备案。")
            return redirect("township:change", change_id)
    context = {
        "change": found,
        "form": form,
        "may_decide": may_decide,
        "may_see": found.state == MemberChange.State.RECORDED and not found.seen_at and actor.may(SEE_CHANGE),
        "may_again": found.state == MemberChange.State.RETURNED and actor.may(REPORT_CHANGE),
    }
    return render(request, "township/directory/change.html", context)


@requires(SEE_CHANGE)
@require_POST
def change_see(request: HttpRequest, change_id: int) -> HttpResponse:
    with refusals_as_message(request):
        see_change(change_id=change_id, by=request.actor, at=request.at)
        messages.success(request, "已阅知。")
    return redirect("township:change", change_id)
