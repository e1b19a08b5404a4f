"""The demonstration's part for major matters, recurring sessions, materials and unit meetings, played through the actions."""

from datetime import date, time, timedelta

from django.core.files.base import ContentFile

from meetings.permissions import APPROVE_REFERRAL
from meetings.sessions.actions import major, materials, referrals, series, topics, unit_meetings
from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.series import Rhythm
from meetings.sessions.rules.unit_meetings import earlier, first_of
from records.acts.demo import act
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Incomplete, Troupe

NOTES = (
    (
        "受理信访事项 6 件，办结 4 件，在办 2 件均在期限内。",
        "反映集中在宅基地审批和邻里排水，没有群体性苗头。",
        "办结在办 2 件，走访排水纠纷两户。",
    ),
    ("受理信访事项 3 件，全部按期答复。", "救助类咨询增多，主要是政策知晓不够。", "入村开展两场救助政策宣讲。"),
)


def play_parts(township: Township, today: date) -> int:
    """Play them up to `today`; call it inside a transaction, after the sessions. Nothing without sessions to hang on."""
    try:
        troupe = Troupe.of(township, today)
        ahead = Session.objects.filter(township=township, state="convened").order_by("-pk").first()
        if ahead is None or len(troupe.units) < 3:
            return 0
        _series(troupe)
        _materials(troupe, ahead)
        _referral(troupe)
        _unit_meetings(troupe)
    except Incomplete:
        return 0
    return 4


def _series(troupe: Troupe) -> None:
    chair = troupe.person(Role.CONVENOR)
    data = series.SeriesData(
        kind="plenary",
        title="信访工作联席会议全体会议",
        chair_id=chair.pk,
        place="镇政府三楼会议室",
        starts=time(9),
        rhythm=Rhythm("quarterly", 10, None, "forward", 10),
        member_units=tuple(unit.pk for unit in troupe.units),
    )
    troupe.do(series.add_series, troupe.clerk(), troupe.day(3), 9, data=data)
    hours = series.SeriesData(
        kind="office_hours",
        title="集中办公",
        chair_id=chair.pk,
        place="群众来访接待室",
        starts=time(9),
        rhythm=Rhythm("weekly", None, 4, "forward", 7),
        minutes=180,
        member_units=tuple(unit.pk for unit in troupe.units[:3]),
    )
    troupe.do(series.add_series, troupe.clerk(), troupe.day(3), 9, data=hours)


def _materials(troupe: Troupe, session: Session) -> None:
    file = ContentFile("会议须知\n一、提前十分钟入场。\n二、汇报不超过五分钟。\n".encode(), name="会议须知.txt")
    troupe.do(materials.add_session_material, troupe.clerk(), troupe.day(1), 11, session_id=session.pk, upload=file)


def _referral(troupe: Troupe) -> None:
    """A topic that asks for more money than the office may spend: marked, asked for, sent up, not answered yet."""
    clerk, unit = troupe.clerk(), troupe.units[0]
    data = topics.TopicData(
        "关于安置小区消防通道改造资金",
        "同意从镇本级预备费列支38万元改造消防通道",
        unit_id=unit.pk,
        background="安置小区消防通道被围墙阻断，住户多次反映，消防部门已提出整改意见，改造概算38万元，超过镇本级单笔资金审批限额。",
    )
    on = troupe.day(6)
    topic = troupe.do(topics.propose_topic, troupe.person(Role.LIAISON, unit), on, 9, data=data)
    act(troupe, topics.opine, topic, Role.DIRECTOR, on, 10, opinion="涉及大额资金，建议先向镇党委请示。")
    reason = "动用镇本级预备费38万元，超过单笔审批限额"
    mark = act(troupe, major.mark_topic, topic, clerk, on, 11, ground="funds", reason=reason)
    row = troupe.do(referrals.draft_referral, clerk, on, 14, mark_id=mark.pk, organ="party")
    act(troupe, referrals.FLOW.submit, row, clerk, on, 15)
    signer = next(post.person for post in troupe.posts if post.role in APPROVE_REFERRAL.reach)
    act(troupe, referrals.FLOW.decide, row, signer, troupe.day(5), 9, approved=True)
    act(troupe, referrals.FLOW.issue_paper, row, clerk, troupe.day(5), 10)


def _unit_meetings(troupe: Troupe) -> None:
    """Last month's meetings of two units; the others are missing."""
    month = earlier(first_of(troupe.today))
    for unit, (done, seen, next_month), day in zip(troupe.units, NOTES, (24, 26), strict=False):
        held_on = month + timedelta(days=day - 1)
        data = unit_meetings.UnitMeetingData(held_on, troupe.person(Role.LIAISON, unit).name, 7, done, seen, next_month)
        liaison, on = troupe.person(Role.LIAISON, unit), min(held_on, troupe.today)
        troupe.do(unit_meetings.record_unit_meeting, liaison, on, 17, unit_id=unit.pk, data=data)
