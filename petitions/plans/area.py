"""Plans for sensitive periods: open matters settled before the dates, rosters, contacts (E5)."""

from urllib.parse import urlencode

from django.urls import reverse

from petitions.permissions import VIEW_PLAN, VIEW_PLAN_DATES
from petitions.plans.actions import issuing
from petitions.plans.actions import plans as actions
from petitions.plans.models import Plan
from petitions.plans.queries import PLANS_AHEAD
from petitions.plans.rules import FESTIVALS
from records.areas import Area, Aside, Daily, DutyPart, Kind, Tab
from records.duties.models.duties import Duty
from township.actors import Actor
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, GRID_MEMBER, LEADER, LIAISON

INSIDE = (CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, LIAISON, LEADER, GRID_MEMBER)
WORDS = {
    "plan.make": "拟制敏感时期预案",
    "plan.read": "查看预案",
}
NOTICES = {
    "plan.returned": "预案退回",
    "plan.decided": "预案已批准",
    "plan.issued": "预案事项待办理",
    "plan.step": "预案事项进展",
    "plan.closed": "预案已结束",
}


def sees_plans(actor: Actor) -> bool:
    """Who reads plans, or at least their dates."""
    return actor.may(VIEW_PLAN) or actor.may(VIEW_PLAN_DATES)


def new_plan(duty: Duty) -> str:
    """The form of a plan for the holiday that the duty is owed for."""
    return f"{reverse('petitions:plan_new')}?{urlencode({'clause': duty.clause, 'year': duty.period})}"


AREA = Area(
    kinds=(
        Kind(
            key="plan",
            label="敏感时期预案",
            url_name="petitions:plan",
            view=VIEW_PLAN,
            gate=actions.check_plan_file,
            model=Plan,
            work=issuing.FLOW.work,
        ),
    ),
    tabs=(Tab("screening", "敏感时期预案", "petitions:plans", sees_plans, 50),),
    words=WORDS,
    notices=NOTICES,
    duties=tuple(DutyPart(festival.clause, link=new_plan) for festival in FESTIVALS),
    daily=(Daily(actions.close_ended, "敏感时期结束后办结预案"),),
    asides=(Aside(INSIDE, 92, "petitions/plans/home.html", PLANS_AHEAD),),
)
