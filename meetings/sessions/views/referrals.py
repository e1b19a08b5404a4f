"""请示: its page, and the acts on it: writing, signing, sending up, the decision that comes back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.permissions import RECORD_DECISION, VIEW_REFERRAL
from meetings.sessions.actions import referrals as actions
from meetings.sessions.actions.major import record_decision
from meetings.sessions.forms.referrals import DecisionFromAboveForm, ReferralTextForm
from meetings.sessions.models.referrals import Referral
from meetings.sessions.queries import major as queries
from meetings.sessions.rules.referrals import DOORS
from records.acts.views.acts import Act, ActPages
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.rules.flows import PaperFacts
from records.papers.views.flows import flow_acts, paper_context
from township.actors import Actor
from township.frame.access import requires


def referral_facts(actor: Actor, row: Referral) -> PaperFacts:
    """What the doors of a 请示 look at."""
    return actions.FLOW.standing(actor, row, rights=(RECORD_DECISION,))


REFERRAL = ActPages(
    "referral",
    page="meetings:referral",
    id_name="referral_id",
    get=queries.get_referral,
    facts=referral_facts,
    doors=DOORS,
    acts=(
        *(act for act in flow_acts(actions.FLOW, text_form=ReferralTextForm) if act.name in DOORS.doors),
        Act(
            "record_decision",
            record_decision,
            done="决定已登记，相关议定事项按决定办理。",
            form=DecisionFromAboveForm,
            confirm="登记以后不能修改；同意的恢复办理，不同意的不予实施。",
        ),
        Act(
            "drop",
            actions.drop_referral,
            done="已不再请示。",
            confirm="文稿留在登记簿里；三重一大的标记还在，可以另拟请示或由召集人取消。",
        ),
    ),
)


@requires(VIEW_REFERRAL)
@require_GET
def referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """One 请示 and what this actor may do with it now."""
    row = queries.get_referral(request.actor, referral_id)
    context = {
        "referral": row,
        "facts": actions.referral_facts(row),
        "buttons": REFERRAL.buttons(request, row),
        "files": attachments_of(row.matter, request.actor),
        "events": timeline(row.matter, request.actor),
        "resolutions": list(queries.resolutions_of(row.mark)),
        **paper_context(actions.FLOW, row, request.actor),
    }
    return render(request, "meetings/sessions/referrals/page.html", context)
