"""Special working groups: a proposal, the page of one, and the acts on it."""

from functools import partial

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import groups as actions
from meetings.documents.forms.office import DecisionForm, DisbandForm, GroupForm, LinkForm, MembersForm, ReportForm
from meetings.documents.queries import groups as queries
from meetings.documents.rules.groups import DOORS
from meetings.permissions import PROPOSE_GROUP, VIEW_GROUP
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.acts.views.new import new_page
from records.matters.queries.timeline import timeline
from township.calendar.queries.days import work_calendar
from township.frame.access import requires


def _proposal_shown(request: HttpRequest, row: Model, form: ActForm) -> dict:
    """What the convenor decides about."""
    members = "、".join(one.label for one in queries.members_of(row)) or "没有其他成员"
    return {
        "facts_shown": [
            ("小组", row.name),
            ("依据", row.get_ground_display()),
            ("牵头单位", row.lead.label),
            ("成员", members),
            ("工作任务", row.mandate),
        ]
    }


GROUP = ActPages(
    "group",
    page="meetings:group",
    id_name="group_id",
    get=queries.get_group,
    facts=queries.group_facts,
    doors=DOORS,
    acts=(
        Act(
            "agree",
            partial(actions.decide_group, agreed=True),
            done="已同意成立，牵头单位和成员会收到通知。",
            form=DecisionForm,
            verb="同意成立",
            verbs=(Verb("decline", "不同意", partial(actions.decide_group, agreed=False), "已决定不成立。"),),
            beside=_proposal_shown,
        ),
        Act("report", actions.report_group, done="工作情况已报告。", form=ReportForm, verb="报告"),
        Act("change_members", actions.change_members, done="成员已调整。", form=MembersForm, verb="保存成员"),
        Act("link", actions.link_matter, done="事项已关联。", form=LinkForm, verb="关联"),
        Act("withdraw", actions.withdraw_group, done="已撤回。"),
        Act("disband", actions.disband, done="小组已撤销。", form=DisbandForm, verb="撤销，不能恢复"),
    ),
)


@requires(PROPOSE_GROUP)
@require_http_methods(["GET", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Propose a group. ?linked=number fills in the matter it comes from."""
    initial = {"linked": request.GET.get("linked", "")[:200], "rhythm": "month"}
    given = {"township_id": request.actor.township_id, "today": request.today, "initial": initial}
    return new_page(
        request,
        GroupForm(request.POST or None, **given),
        lambda form: actions.propose_group(data=form.data_for_action(), by=request.actor, at=request.at),
        title="提出专项工作小组",
        verb="报召集人决定",
        done="已提出，报召集人决定。",
        page="meetings:group",
        draft="group-new",
        back_url=reverse("meetings:groups"),
        back_label="专项小组",
    )


@requires(VIEW_GROUP)
@require_GET
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """One group: its mandate, members, reports, and the matters it is linked to."""
    row = queries.get_group(request.actor, group_id)
    context = {
        "group": row,
        "members": queries.members_of(row),
        "reports": queries.reports_of(row),
        "links": queries.linked_matters(request.actor, row),
        "buttons": GROUP.buttons(request, row),
        "events": timeline(row.matter, request.actor),
        "today": request.today,
        "calendar": work_calendar(row.township_id),
    }
    return render(request, "meetings/documents/groups/page.html", context)
