"""What documents, groups, letters and work points enter into the registries of the floors below."""

from django.urls import reverse

from meetings.documents.actions.circulars import opener, refresh_untouched
from meetings.documents.demo import load
from meetings.documents.models.papers import OfficePaper
from meetings.documents.queries import homes as office_homes
from meetings.documents.queries.groups import may_be_told
from meetings.documents.rules.journal import JOURNAL_WORDS
from meetings.documents.rules.letters import CLAUSE as LETTERS_CLAUSE
from meetings.documents.rules.papers import FIGURE_KINDS
from meetings.documents.rules.plans import CLAUSE as POINTS_CLAUSE
from meetings.permissions import VIEW_GROUP, VIEW_INCOMING, VIEW_LETTERS, VIEW_PAPER, VIEW_PLAN
from records.duties.models.duties import Duty
from records.duties.openers import register_link, register_opener
from records.jobs.ticks import register_daily
from records.matters.kinds import Kind
from records.matters.kinds import register as register_kind
from records.matters.queries.trail import register_words
from township.frame import demo_parts, navigation
from township.frame.homes import register as register_home
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LEADER, LIAISON


def register() -> None:
    """Called once from AppConfig.ready()."""
    register_kind(Kind(key="paper", label="发文", url_name="meetings:paper", view=VIEW_PAPER))
    register_kind(Kind(key="incoming", label="收文", url_name="meetings:incoming", view=VIEW_INCOMING))
    register_kind(
        Kind(key="group", label="专项工作小组", url_name="meetings:group", view=VIEW_GROUP, hearers=may_be_told)
    )
    register_kind(Kind(key="letters", label="责任书", url_name="meetings:letters", view=VIEW_LETTERS))
    register_kind(Kind(key="work_points", label="年度工作要点", url_name="meetings:plan", view=VIEW_PLAN))
    register_words(JOURNAL_WORDS)
    demo_parts.register(load)
    navigation.register("办公室", "文电登记", "meetings:papers", VIEW_PAPER, 20)
    navigation.register("办公室", "责任书", "meetings:letters_list", VIEW_LETTERS, 30)
    navigation.register("办公室", "年度要点", "meetings:plans", VIEW_PLAN, 32)
    navigation.register("会议", "专项小组", "meetings:groups", VIEW_GROUP, 50)
    office, others = (CLERK, DIRECTOR), (CHIEF_CONVENOR, CONVENOR, LEADER, LIAISON)
    register_home((*office, *others), 83, "meetings/documents/home.html", office_homes.desk)
    register_home(office, 84, "meetings/documents/home_office.html", office_homes.counters)
    for clause in FIGURE_KINDS:
        register_opener(clause, opener(clause))
        register_link(clause, _paper_link)
    register_link(LETTERS_CLAUSE, lambda duty: reverse("meetings:letters_list"))
    register_link(POINTS_CLAUSE, lambda duty: reverse("meetings:plans"))
    register_daily(refresh_untouched)


def _paper_link(duty: Duty) -> str:
    """The draft of the period; the register where it was dropped."""
    rows = OfficePaper.objects.filter(township_id=duty.township_id, clause=duty.clause, period=duty.period)
    paper_id = rows.exclude(state="dropped").values_list("pk", flat=True).first()
    return reverse("meetings:paper", args=[paper_id]) if paper_id else reverse("meetings:papers")
