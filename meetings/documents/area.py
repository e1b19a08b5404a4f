"""Documents: outgoing and incoming papers, circulars, working groups, responsibility letters, work points (A5–A7, G6)."""

from django.db.models import Case, When
from django.urls import reverse

from meetings.documents.actions.circulars import (
    open_finished,
    opener,
    tend_drafts,
    townships_to_look_at,
    townships_with_finished,
)
from meetings.documents.actions.letters import FLOW as LETTERS_FLOW
from meetings.documents.actions.letters import open_letters
from meetings.documents.actions.papers import FLOW
from meetings.documents.demo import load
from meetings.documents.models.groups import CONCERNS, WorkingGroup
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import WorkPlan
from meetings.documents.queries.groups import group_work, may_be_told
from meetings.documents.queries.incoming import incoming_work
from meetings.documents.queries.papers import paper_words, papers_open_to
from meetings.documents.queries.plans import YEAR_ACTS, plan_work
from meetings.documents.rules.letters import CLAUSE as LETTERS_CLAUSE
from meetings.documents.rules.papers import FIGURE_KINDS
from meetings.documents.rules.plans import CLAUSE as POINTS_CLAUSE
from meetings.documents.views.ledgers import GROUPS, INCOMING, LETTERS, PAPERS, PLANS
from meetings.permissions import VIEW_GROUP, VIEW_INCOMING, VIEW_LETTERS, VIEW_PAPER, VIEW_PLAN
from records.areas import Area, DutyPart, Kind, Sweep, Tab
from records.duties.models.duties import Duty

WORDS = {
    "incoming.add_files": "补传扫描件",
    "paper.draft": "起草文稿",
    "paper.refresh": "文稿随数据更新",
    "paper.distribute": "修改收文单位",
    "paper.receive": "签收文件",
    "paper.remind": "催签文件",
    "paper.preview": "预览文稿",
    "incoming.register": "登记收文",
    "group.propose": "提出专项小组",
    "letters.draft": "起草责任书",
    "letters.remind": "催签责任书",
    "letters.print": "打印责任书",
    "letters.preview": "预览责任书",
    "work_points.start": "起草年度要点",
}


def paper_link(duty: Duty) -> str:
    """The paper of the period, which says so where it was dropped; where there never was one the duty's own page stays."""
    rows = OfficePaper.objects.filter(township_id=duty.township_id, clause=duty.clause, period=duty.period)
    dropped_last = Case(When(state="dropped", then=1), default=0)
    paper_id = rows.order_by(dropped_last, "-pk").values_list("pk", flat=True).first()
    return reverse("meetings:paper", args=[paper_id]) if paper_id else ""


def letters_link(duty: Duty) -> str:
    """The letters of the duty's year; the list when there are none."""
    rows = LetterRound.objects.filter(township_id=duty.township_id, year=duty.first.year)
    letters_id = rows.values_list("pk", flat=True).first()
    return reverse("meetings:letters", args=[letters_id]) if letters_id else reverse("meetings:letters_list")


def points_link(duty: Duty) -> str:
    """The list of the duty's year; where it is begun when there is none."""
    rows = WorkPlan.objects.filter(township_id=duty.township_id, year=duty.first.year)
    plan_id = rows.values_list("pk", flat=True).first()
    new = f"{reverse('meetings:plan_new')}?year={duty.first.year}"
    return reverse("meetings:plan", args=[plan_id]) if plan_id else new


AREA = Area(
    carries=(CONCERNS,),
    kinds=(
        Kind(
            key="paper",
            label="发文",
            opens=papers_open_to,
            url_name="meetings:paper",
            view=VIEW_PAPER,
            model=OfficePaper,
            work=FLOW.work,
            words=paper_words,
        ),
        Kind(
            key="incoming",
            label="收文",
            url_name="meetings:incoming",
            view=VIEW_INCOMING,
            model=IncomingPaper,
            work=incoming_work,
            words=lambda row: f"{row.sender}\n{row.their_number}",
        ),
        Kind(
            key="group",
            label="专项工作小组",
            url_name="meetings:group",
            view=VIEW_GROUP,
            model=WorkingGroup,
            hearers=may_be_told,
            work=group_work,
            late_ground="missing_report",
        ),
        Kind(
            key="letters",
            label="责任书",
            url_name="meetings:letters",
            view=VIEW_LETTERS,
            model=LetterRound,
            work=LETTERS_FLOW.work,
            late_ground="missing_duty",
        ),
        Kind(
            key="work_points",
            label="年度工作要点",
            url_name="meetings:plan",
            view=VIEW_PLAN,
            model=WorkPlan,
            work=plan_work,
        ),
    ),
    tabs=(
        Tab("papers", "发文", "meetings:papers", VIEW_PAPER, 10),
        Tab("papers", "收文", "meetings:incoming_list", VIEW_INCOMING, 20),
        Tab("papers", "责任书", "meetings:letters_list", VIEW_LETTERS, 30),
        Tab("papers", "年度要点", "meetings:plans", VIEW_PLAN, 40),
        Tab("sessions", "专项小组", "meetings:groups", VIEW_GROUP, 60),
    ),
    words=WORDS
    | PAPERS.journal_words
    | INCOMING.journal_words
    | LETTERS.journal_words
    | GROUPS.journal_words
    | PLANS.journal_words,
    duties=(
        *(DutyPart(clause, opener=opener(clause), link=paper_link) for clause in FIGURE_KINDS),
        DutyPart(LETTERS_CLAUSE, opener=open_letters, link=letters_link),
        DutyPart(POINTS_CLAUSE, link=points_link, acts=YEAR_ACTS),
    ),
    sweeps=(
        Sweep(townships_to_look_at, tend_drafts, "通报稿：期满更新，无人改动的过期"),
        Sweep(townships_with_finished, open_finished, "年度报告、自查表：期满起草"),
    ),
    demo=load,
)
