"""Sessions: topics, agenda, minutes, resolutions, major matters, recurring sessions, unit meetings (C1–C6, C8, C10)."""

from collections.abc import Callable
from datetime import date

from django.db.models import F, QuerySet
from django.urls import reverse

from meetings.permissions import (
    OPEN_MINUTES_FILE,
    PLAN_SERIES,
    PROPOSE_TOPIC,
    VIEW_REFERRAL,
    VIEW_RESOLUTION,
    VIEW_SESSION,
    VIEW_TOPIC,
    VIEW_UNIT_MEETING,
)
from meetings.sessions.actions.issuing import FLOW as MINUTES_FLOW
from meetings.sessions.actions.referrals import ABOUT
from meetings.sessions.actions.referrals import FLOW as REFERRAL_FLOW
from meetings.sessions.actions.series import draft_sessions
from meetings.sessions.demo import play
from meetings.sessions.gates import hears_gate
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import DISCUSSES, Topic
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.queries import homes
from meetings.sessions.queries.duties import session_acts, sessions_of_duties
from meetings.sessions.queries.figures import DECLARED
from meetings.sessions.queries.finding import resolution_words, topic_words
from meetings.sessions.queries.scope import is_open_to, open_to, resolutions_of, topics_of
from meetings.sessions.queries.series import in_trouble
from meetings.sessions.queries.work import resolution_work, session_work, topic_work
from meetings.sessions.rules.edits import EDITS
from meetings.sessions.rules.notice_words import NOTICE_WORDS
from meetings.sessions.rules.reminders import NOTICE_PLAN, RECEIPT_PLAN, RESOLUTION_PLAN
from meetings.sessions.rules.series import SERIES as SERIES_TABLE
from meetings.sessions.rules.sessions import FULFILS
from meetings.sessions.views import ledgers, unit_meetings
from records.areas import Area, Aside, Daily, DutyPart, Kind, Tab
from records.duties.models.duties import Duty
from township.actors import Actor
from township.frame.areas import Waiting
from township.frame.slips import Rows, Slips, slip
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LEADER, LIAISON

INSIDE = (CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, LEADER, LIAISON)
BY_TOPIC = {"gate": hears_gate, "hears": is_open_to, "hearers": open_to}
WORDS = {
    "session.plan": "筹备会议",
    "session.hold": "登记会议召开",
    "session.invite": "增加参会",
    "session.uninvite": "减少参会",
    "session.answer_notice": "签收会议通知",
    "session.note_attendance": "登记签到",
    "session.order_agenda": "调整议程顺序",
    "session.begin_minutes": "开始拟写纪要",
    "session.drop_minutes": "撤销拟写纪要",
    "topic.propose_topic": "提出议题",
    **{f"{kind}.mark_major": "列为三重一大" for kind in ("topic", "resolution")},
    **{f"{kind}.unmark_major": "取消三重一大" for kind in ("topic", "resolution")},
    **{f"{kind}.add_material": "增加材料" for kind in ("session", "topic")},
    **{f"{kind}.withdraw_material": "撤下材料" for kind in ("session", "topic")},
    **{f"{kind}.read_material": "查看材料" for kind in ("session", "topic")},
    "minutes.receive": "签收纪要",
    "minutes.remind": "催签纪要",
    "minutes.distribute": "改纪要收文单位",
    "minutes.preview": "看版式",
    "minutes.read": "查看纪要",
    "minutes.propose_edit": "对纪要提修改建议",
    **{f"minutes.{move.name}_edit": f"修改建议{move.label}" for move in EDITS.moves},
    "resolution.decline_extension": "不同意延期",
    "referral.draft_referral": "拟写请示",
    "referral.receive": "登记送达",
    "referral.preview": "看版式",
    "series.add": "建立会议周期",
    **{f"series.{move.name}": f"{move.label}会议周期" for move in SERIES_TABLE.moves},
    "unit_meeting.record": "登记单位例会",
    "unit_meeting.edit": "修改单位例会",
}


def ledger_words() -> dict[str, str]:
    """What the journal calls it when a register of this area leaves the house."""
    registers = (
        ledgers.SESSIONS,
        ledgers.TOPICS,
        ledgers.RESOLUTIONS,
        ledgers.REFERRALS,
        ledgers.SERIES,
        unit_meetings.UNIT_MEETINGS,
    )
    return {code: words for register in registers for code, words in register.journal_words.items()}


def session_link(kind: str) -> Callable[[Duty], str]:
    """Where a duty that a session of this kind fulfils is done: the session of its period, or the form that begins one."""

    def link(duty: Duty) -> str:
        row = sessions_of_duties(kind, [duty]).get(duty.pk)
        if row is not None:
            return reverse("meetings:session", args=[row.pk])
        return f"{reverse('meetings:session_new')}?kind={kind}&day={duty.due_on:%Y-%m-%d}"

    return link


def unit_meeting_link(duty: Duty) -> str:
    """The form for the unit itself, dated in the month that is owed; the list for the office."""
    if duty.unit_id:
        return f"{reverse('meetings:unit_meeting_new')}?month={duty.period}"
    return reverse("meetings:unit_meetings")


def _troubled(actor: Actor, today: date) -> list[QuerySet]:
    """Recurring sessions whose next one could not be drafted: somebody has to mend the series."""
    if not actor.may(PLAN_SERIES):
        return []
    return [slip("series", in_trouble(actor), pk=F("pk"), title=F("title"), trouble=F("trouble"))]


def _series_waiting(actor: Actor, today: date, rows: Rows) -> list[Waiting]:
    return [
        Waiting("修改会议周期", row["title"], "meetings:series", row["pk"], row["trouble"])
        for row in rows.get("series", ())
    ]


AREA = Area(
    carries=(DISCUSSES, ABOUT),
    topic_page="meetings:topic_new",
    topic_right=PROPOSE_TOPIC,
    kinds=(
        Kind(
            key="session",
            label="会议",
            url_name="meetings:session",
            view=VIEW_SESSION,
            gate=hears_gate,
            model=Session,
            work=session_work,
            plans={"answer_notice": NOTICE_PLAN},
        ),
        Kind(
            key="topic",
            label="议题",
            url_name="meetings:topic",
            view=VIEW_TOPIC,
            model=Topic,
            words=topic_words,
            work=topic_work,
            **BY_TOPIC,
        ),
        Kind(
            key="minutes",
            label="会议纪要",
            url_name="meetings:minutes",
            view=OPEN_MINUTES_FILE,
            model=Minutes,
            work=MINUTES_FLOW.work,
            plans={"receive": RECEIPT_PLAN},
        ),
        Kind(
            key="resolution",
            label="议定事项",
            url_name="meetings:resolution",
            view=VIEW_RESOLUTION,
            model=Resolution,
            words=resolution_words,
            work=resolution_work,
            plans={"receive": RESOLUTION_PLAN, "report_done": RESOLUTION_PLAN},
            late_ground="overdue_resolution",
            rests_on=resolutions_of,
            about=topics_of,
            **BY_TOPIC,
        ),
        Kind(
            key="referral",
            label="请示",
            url_name="meetings:referral",
            view=VIEW_REFERRAL,
            model=Referral,
            work=REFERRAL_FLOW.work,
            **BY_TOPIC,
        ),
        Kind(
            key="unit_meeting",
            label="单位例会",
            url_name="meetings:unit_meeting",
            view=VIEW_UNIT_MEETING,
            model=UnitMeeting,
        ),
    ),
    tabs=(
        Tab("sessions", "会议", "meetings:sessions", VIEW_SESSION, 10),
        Tab("sessions", "议题", "meetings:topics", VIEW_TOPIC, 20),
        Tab("sessions", "议定事项", "meetings:resolutions", VIEW_RESOLUTION, 30),
        Tab("sessions", "三重一大请示", "meetings:referrals", VIEW_REFERRAL, 40),
        Tab("sessions", "单位例会", "meetings:unit_meetings", VIEW_UNIT_MEETING, 70),
        Tab("sessions", "会议周期", "meetings:series_list", PLAN_SERIES, 80),
    ),
    words=WORDS | ledger_words(),
    notices=NOTICE_WORDS,
    duties=(
        *(DutyPart(clause, link=session_link(kind), acts=session_acts(kind)) for kind, clause in FULFILS.items()),
        DutyPart("unit_meeting_month", link=unit_meeting_link, judged_on="单位例会"),
    ),
    daily=(Daily(draft_sessions, "按会议周期筹备会议"),),
    asides=(Aside(INSIDE, 90, "meetings/sessions/homes/next.html", homes.NEXT_SESSION),),
    declared=DECLARED,
    demo=play,
    waiting=Slips(_troubled, _series_waiting),
)
