"""Leaders' reception of the public: rosters with A and B, receptions recorded, liaison points (D1–D6, B13)."""

from django.urls import reverse

from meetings.permissions import VIEW_COVERAGE, VIEW_POINTS, VIEW_RECEPTION, VIEW_ROSTER
from meetings.receptions.actions.checks import check_rosters, settle_gaps
from meetings.receptions.actions.feeds import revoke_feeds_of
from meetings.receptions.actions.publishing import FLOW
from meetings.receptions.demo import load
from meetings.receptions.models.receptions import Reception, Visitor, VisitorCorrection
from meetings.receptions.models.rosters import Roster
from meetings.receptions.origin import linked, prefill
from meetings.receptions.queries.figures import KEY, TITLE, reception_section
from meetings.receptions.queries.homes import WHO_RECEIVES
from meetings.receptions.queries.on_duty import published_turns
from meetings.receptions.queries.receptions import WEEK_CLAUSE, names_at, reception_work
from meetings.receptions.queries.roster_work import WEEK_ACTS
from meetings.receptions.queries.rosters import next_emergency_day, next_reception_day, rosters_open_to, week_key
from meetings.receptions.rules.receptions import PLANS
from meetings.receptions.rules.roster_doors import PLANS as ROSTER_PLANS
from meetings.receptions.rules.roster_words import NOTICE_WORDS, ROSTER_WORDS
from meetings.receptions.views.ledgers import POINTS, RECEPTIONS, SWAPS
from records.areas import Area, Aside, Daily, DutyPart, Erase, Figures, Kind, Tab
from records.duties.models.duties import Duty
from records.duties.on_duty import register_roster
from records.keeping.erasing import GONE
from records.matters.origins import Origin
from township.directory.listeners import on_access_ended
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LEADER

INSIDE = (CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, LEADER)


def week_link(duty: Duty) -> str:
    """The week in which the duty lies."""
    return reverse("meetings:roster_week", args=[week_key(duty.first)])


def quarter_link(duty: Duty) -> str:
    """The liaison points of the duty's quarter."""
    return f"{reverse('meetings:liaison_points')}?quarter={duty.period}"


on_access_ended(revoke_feeds_of)
register_roster(published_turns)
ERASES = (
    Erase(Visitor, "case", gone=("name", "phone", "words", "result", "promise"), instead={"masked_name": GONE}),
    Erase(
        VisitorCorrection,
        "visitor__case",
        gone=("before",),
        instead={"reason": GONE},
        stays={"what": "names of fields"},
    ),
)
AREA = Area(
    erases=ERASES,
    kinds=(
        Kind(
            key="roster",
            label="接访值班表",
            url_name="meetings:roster",
            view=VIEW_ROSTER,
            model=Roster,
            work=FLOW.work,
            settles=settle_gaps,
            opens=rosters_open_to,
            plans=ROSTER_PLANS,
        ),
        Kind(
            key="reception",
            label="接访记录",
            url_name="meetings:reception",
            view=VIEW_RECEPTION,
            model=Reception,
            work=reception_work,
            people=names_at,
            plans=PLANS,
        ),
    ),
    tabs=(
        Tab("receptions", "值班表", "meetings:roster_now", VIEW_ROSTER, 10, phone="值班"),
        Tab("receptions", "接访记录", "meetings:receptions", VIEW_RECEPTION, 20),
        Tab("receptions", "接访落实", "meetings:coverage", VIEW_COVERAGE, 30),
        Tab("receptions", "领导联系点", "meetings:liaison_points", VIEW_POINTS, 40),
    ),
    asides=(Aside(INSIDE, 88, "meetings/receptions/home.html", WHO_RECEIVES, top_for=(LEADER,)),),
    words=ROSTER_WORDS | RECEPTIONS.journal_words | POINTS.journal_words | SWAPS.journal_words,
    notices=NOTICE_WORDS,
    duties=(
        DutyPart(WEEK_CLAUSE, link=week_link, condition=next_reception_day, judged_on="值班表、接访记录"),
        DutyPart("reception_emergency_day", link=week_link, condition=next_emergency_day, judged_on="值班表、接访记录"),
        DutyPart("roster_week", link=week_link, acts=WEEK_ACTS, condition=next_reception_day),
        DutyPart("liaison_point_quarter", link=quarter_link, judged_on="领导联系点"),
    ),
    origins={"reception": Origin(prefill=prefill, linked=linked)},
    figures=(Figures(KEY, TITLE, 40, reception_section),),
    daily=(Daily(check_rosters, "值班表核对：缺口、到岗、过期"),),
    demo=load,
)
