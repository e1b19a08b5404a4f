"""What major matters, recurring sessions, unit meetings and the daily watch enter into the registries of the floors below."""

from django.urls import reverse

from meetings.permissions import PLAN_SERIES, VIEW_REFERRAL, VIEW_UNIT_MEETING
from meetings.sessions.actions.series import draft_sessions
from meetings.sessions.actions.watch import watch_meetings
from meetings.sessions.demo_parts import play_parts
from meetings.sessions.gates import hears_gate
from meetings.sessions.queries import part_homes
from meetings.sessions.queries.scope import is_open_to, open_to
from meetings.sessions.rules.sessions import FULFILS
from records.duties.models.duties import Duty
from records.duties.openers import register_link
from records.jobs.ticks import register_daily
from records.matters.kinds import Kind
from records.matters.kinds import register as register_kind
from records.matters.queries.trail import register_words
from township.frame import demo_parts, navigation
from township.frame.homes import register as register_home
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LIAISON

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


def register() -> None:
    """Called once from AppConfig.ready()."""
    register_kind(
        Kind(
            key="referral",
            label="请示",
            url_name="meetings:referral",
            view=VIEW_REFERRAL,
            gate=hears_gate,
            hears=is_open_to,
            hearers=open_to,
        )
    )
    register_kind(Kind(key="unit_meeting", label="单位例会", url_name="meetings:unit_meeting", view=VIEW_UNIT_MEETING))
    register_words(WORDS)
    register_daily(draft_sessions)
    register_daily(watch_meetings)
    for kind, clause in FULFILS.items():
        register_link(clause, lambda duty, kind=kind: f"{reverse('meetings:sessions')}?kind={kind}")
    register_link("unit_meeting_month", _unit_meeting_page)
    navigation.register("会议", "三重一大请示", "meetings:referrals", VIEW_REFERRAL, 40)
    navigation.register("会议", "会议周期", "meetings:series_list", PLAN_SERIES, 50)
    navigation.register("会议", "单位例会", "meetings:unit_meetings", VIEW_UNIT_MEETING, 60)
    register_home((CLERK, DIRECTOR), 81, "meetings/sessions/homes/office_parts.html", part_homes.office)
    register_home(
        (CHIEF_CONVENOR, CONVENOR, DIRECTOR, LIAISON), 84, "meetings/sessions/homes/own_parts.html", part_homes.own
    )
    demo_parts.register(play_parts)


def _unit_meeting_page(duty: Duty) -> str:
    return reverse("meetings:unit_meeting_new") if duty.unit_id else reverse("meetings:unit_meetings")
