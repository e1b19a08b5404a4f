"""Special working groups: the list, a proposal, and the page of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import groups as actions
from meetings.documents.forms.office import DecisionForm, DisbandForm, GroupForm, LinkForm, MembersForm, ReportForm
from meetings.documents.models.groups import WorkingGroup
from meetings.documents.queries import groups as queries
from meetings.documents.rules.groups import GROUPS, STATE_CHOICES
from meetings.permissions import DECIDE_GROUP, PROPOSE_GROUP, REPORT_GROUP, VIEW_GROUP
from meetings.sessions.views.acts import attempt, page_of, revision_of
from records.acts.actions.drafts import drop_draft
from records.matters.queries.timeline import timeline
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.places import remembers_place
from township.permissions import Reach

DONE = {
    "agree": "已同意成立，牵头单位和成员会收到通知。",
    "decline": "已决定不成立。",
    "withdraw": "已撤回。",
    "change_members": "成员已调整。",
    "link": "事项已关联。",
    "report": "工作情况已报告。",
    "disband": "小组已撤销。",
}


@requires(VIEW_GROUP)
@require_GET
@remembers_place("meetings:groups")
def groups(request: HttpRequest) -> HttpResponse:
    """The list by state; others than the office see the groups they belong to."""
    state = request.GET.get("state", "")
    state = state if state in dict(STATE_CHOICES) else ""
    context = {
        "page": page_of(request, queries.group_list(request.actor, state)),
        "state": state,
        "states": [("", "全部"), *STATE_CHOICES],
        "today": request.today,
        "calendar": work_calendar(request.actor.township_id),
        "may_propose": request.actor.may(PROPOSE_GROUP),
    }
    return render(request, "meetings/documents/groups/list.html", context)


@requires(PROPOSE_GROUP)
@require_http_methods(["GET", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Propose a group. ?linked=number fills in the matter it comes from."""
    initial = {"linked": request.GET.get("linked", "")[:200], "rhythm": "month"}
    form = GroupForm(request.POST or None, township_id=request.actor.township_id, today=request.today, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[WorkingGroup] = []
        data = form.data_for_action()
        if attempt(form, lambda: made.append(actions.propose_group(data=data, by=request.actor, at=request.at))):
            drop_draft(request.user.pk, "group-new")
            messages.success(request, "已提出，报召集人决定。")
            return redirect("meetings:group", made[0].pk)
    context = {
        "form": form,
        "title": "提出专项工作小组",
        "verb": "报召集人决定",
        "draft": "group-new",
        "back_url": reverse("meetings:groups"),
        "back_label": "专项小组",
    }
    return render(request, "meetings/documents/papers/edit.html", context)


@requires(VIEW_GROUP)
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """One group, and what this actor may do with it now."""
    row = queries.get_group(request.actor, group_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    members = queries.members_of(row)
    forms = _forms(request, row, act, members)
    form = forms.get("decision" if act in ("agree", "decline", "withdraw") else act) if act in DONE else None
    if form is not None and form.is_valid() and attempt(form, lambda: _act(request, row, act, form)):
        messages.success(request, DONE[act])
        return redirect("meetings:group", group_id)
    context = {
        "group": row,
        "members": members,
        "reports": queries.reports_of(row),
        "links": queries.linked_matters(request.actor, row),
        "events": timeline(row.matter, request.actor),
        "forms": forms,
        "act": act,
        "moves": _moves(request, row),
        "today": request.today,
        "calendar": work_calendar(row.township_id),
    }
    return render(request, "meetings/documents/groups/page.html", context)


def _forms(request: HttpRequest, row: WorkingGroup, act: str, members: list) -> dict:
    def data(*names: str):
        return request.POST if act in names else None

    present = {
        "units": [one.unit_id for one in members if one.unit_id],
        "people": [one.person_id for one in members if one.person_id],
    }
    return {
        "decision": DecisionForm(data("agree", "decline", "withdraw"), auto_id="decision-%s"),
        "change_members": MembersForm(
            data("change_members"),
            auto_id="members-%s",
            township_id=row.township_id,
            today=request.today,
            initial=present,
        ),
        "link": LinkForm(data("link"), auto_id="link-%s"),
        "report": ReportForm(data("report"), auto_id="report-%s"),
        "disband": DisbandForm(data("disband"), auto_id="disband-%s"),
    }


def _moves(request: HttpRequest, row: WorkingGroup) -> set[str]:
    """The moves open in this state that the actor has the right to."""
    actor, mine = request.actor, set()
    if actor.may(PROPOSE_GROUP):
        mine |= {"change_members", "link"}
    if actor.person_id == row.proposed_by_id:
        mine.add("withdraw")
    if actor.may(DECIDE_GROUP):
        mine.add("disband")
        if actor.person_id != row.proposed_by_id:
            mine |= {"agree", "decline"}
    is_own = row.lead_id in actor.unit_ids or row.head_id == actor.person_id
    if actor.reach(REPORT_GROUP) == Reach.TOWNSHIP or (actor.may(REPORT_GROUP) and is_own):
        mine.add("report")
    return mine & {move.name for move in GROUPS.moves_from(row.state)}


def _act(request: HttpRequest, row: WorkingGroup, act: str, form) -> None:
    data = form.cleaned_data
    given = {"group_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    if act in ("agree", "decline"):
        actions.decide_group(agreed=act == "agree", remark=data["remark"], **given)
    elif act == "withdraw":
        actions.withdraw_group(**given)
    elif act == "change_members":
        actions.change_members(**form.chosen(), **given)
    elif act == "link":
        actions.link_matter(number=data["linked"], **given)
    elif act == "report":
        actions.report_group(text=data["text"], **given)
    else:
        actions.disband(result=data["result"], **given)
