"""Sessions: topics, agenda, minutes, resolutions, major matters, recurring sessions, unit meetings (C1–C6, C8, C10)."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from meetings.permissions import (
    OPEN_MINUTES_FILE,
    PLAN_SERIES,
    VIEW_REFERRAL,
    VIEW_RESOLUTION,
    VIEW_SESSION,
    VIEW_TOPIC,
    VIEW_UNIT_MEETING,
)
from meetings.sessions.actions.series import draft_sessions
from meetings.sessions.demo import load
from meetings.sessions.demo_parts import play_parts
from meetings.sessions.gates import hears_gate
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.queries import homes
from meetings.sessions.queries.figures import DECLARED
from meetings.sessions.queries.finding import resolution_words, topic_words
from meetings.sessions.queries.scope import is_open_to, open_to
from meetings.sessions.queries.series import in_trouble
from meetings.sessions.queries.work import minutes_work, referral_work, resolution_work, session_work, topic_work
from meetings.sessions.rules.journal import JOURNAL_WORDS
from meetings.sessions.rules.notice_words import NOTICE_WORDS
from meetings.sessions.rules.reminders import NOTICE_PLAN, RECEIPT_PLAN, RESOLUTION_PLAN
from meetings.sessions.rules.sessions import FULFILS
from meetings.sessions.views.ledgers import RESOLUTIONS
from records.areas import Area, Aside, Daily, DutyPart, Kind, Tab
from records.duties.models.duties import Duty
from records.work.models import WorkItem
from township.actors import Actor
from township.frame.areas import Waiting
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LEADER, LIAISON

INSIDE = (CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, LEADER, LIAISON)
BY_TOPIC = {"gate": hears_gate, "hears": is_open_to, "hearers": open_to}
WORDS = {
    "topic.mark_major": "列为三重一大",
    "topic.unmark_major": "取消三重一大",
    "resolution.mark_major": "列为三重一大",
    "resolution.unmark_major": "取消三重一大",
    "resolution.wait": "等上级决定",
    "resolution.go_on": "恢复办理",
    "resolution.drop": "不予实施",
    "referral.draft_referral": "拟写请示",
    "referral.save": "修改请示",
    "referral.submit": "请示送签",
    "referral.approve": "签发请示",
    "referral.return_referral": "退回请示",
    "referral.take_back": "撤回请示修改",
    "referral.issue": "报送请示",
    "referral.record_decision": "登记决定",
    "referral.drop": "不再请示",
    "session.add_material": "增加会议材料",
    "session.withdraw_material": "撤下会议材料",
    "session.read_material": "查看会议材料",
    "topic.add_material": "增加议题材料",
    "topic.withdraw_material": "撤下议题材料",
    "topic.read_material": "查看议题材料",
    "minutes.propose_edit": "对纪要提修改建议",
    "minutes.accept_edit": "采纳修改建议",
    "minutes.decline_edit": "不采纳修改建议",
    "minutes.withdraw_edit": "收回修改建议",
    "series.add": "建立会议周期",
    "series.edit": "修改会议周期",
    "series.pause": "暂停会议周期",
    "series.resume": "恢复会议周期",
    "series.end": "终止会议周期",
    "unit_meeting.record": "登记单位例会",
    "unit_meeting.edit": "修改单位例会",
    "unit_meeting.export": "导出单位例会",
}


def sessions_link(kind: str):
    """Where a duty that a session of this kind fulfils is done."""
    return lambda duty: f"{reverse('meetings:sessions')}?kind={kind}"


def unit_meeting_link(duty: Duty) -> str:
    """The form for the unit itself, dated in the month that is owed; the list for the office."""
    if duty.unit_id:
        return f"{reverse('meetings:unit_meeting_new')}?month={duty.period}"
    return reverse("meetings:unit_meetings")


def play(township, today) -> None:
    """The sessions of the demonstration, then their parts."""
    load(township, today)
    play_parts(township, today)


def at(url_name: str, *numbers: str) -> Callable[[WorkItem], str]:
    """Where an item is dealt with: the page, and which numbers of the item it takes."""
    return lambda item: reverse(url_name, args=[getattr(item, number) for number in numbers])


def series_waiting(actor: Actor, today: date) -> list[Waiting]:
    """Recurring sessions whose next one could not be drafted: somebody has to mend the series."""
    return [Waiting("修改会议周期", row.title, "meetings:series", row.pk, row.trouble) for row in in_trouble(actor)]


AREA = Area(
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
            pages={
                "answer_notice": at("meetings:seat_answer", "matter_id", "part"),
                "convene": at("meetings:session_convene", "matter_id"),
                "plan_again": at("meetings:session_again", "matter_id"),
                "hold": at("meetings:session_held", "matter_id"),
                "close": at("meetings:session_close", "matter_id"),
            },
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
            work=minutes_work,
            plans={"receive": RECEIPT_PLAN},
            pages={
                "sign": at("meetings:co_sign", "part"),
                "approve": at("meetings:approve", "matter_id"),
                "issue": at("meetings:minutes_issue", "matter_id"),
            },
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
            **BY_TOPIC,
        ),
        Kind(
            key="referral",
            label="请示",
            url_name="meetings:referral",
            view=VIEW_REFERRAL,
            model=Referral,
            work=referral_work,
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
    words=JOURNAL_WORDS | WORDS | RESOLUTIONS.journal_words,
    notices=NOTICE_WORDS,
    duties=(
        *(DutyPart(clause, link=sessions_link(kind)) for kind, clause in FULFILS.items()),
        DutyPart("unit_meeting_month", link=unit_meeting_link),
    ),
    daily=(Daily(draft_sessions, "按会议周期筹备会议"),),
    asides=(Aside(INSIDE, 90, "meetings/sessions/homes/next.html", homes.next_one),),
    declared=DECLARED,
    demo=play,
    waiting=series_waiting,
)
