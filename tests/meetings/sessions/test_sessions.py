"""Sessions and topics: notices, receipts, leave and deputies, postponing, cancelling, maker and checker."""

from datetime import timedelta

import pytest

from meetings.sessions.actions import issuing, resolutions, seats, sessions, topics
from meetings.sessions.forms.sessions import AttendanceForm, InviteForm
from meetings.sessions.models.sessions import Attendance
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.minutes import lists_of
from meetings.sessions.queries.sessions import next_sessions, roll_of_seats, seats_of, unfinished_before
from records.matters.models.access import Holding
from records.papers.models.approvals import Approval
from township.actors import NotAllowed, OutOfScope
from township.frame.forms.drawing import draw_field
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def test_the_notice_reaches_every_seat_and_the_chair(hall):
    hall.convened()
    number = hall.session.matter.number
    assert number == "会〔2026〕1号"
    line = f"{number} 请参加2026年9月25日（周五）14:30的专题会议，并签收通知"
    for who in ("liaison", "liaison2", "convenor"):
        assert line in hall.inbox(who)
    assert line not in hall.inbox("leader")
    assert set(Holding.objects.filter(matter=hall.session.matter).values_list("unit__name", flat=True)) == {
        "村镇建设办",
        "民政办",
    }
    assert next_sessions(hall.actor("liaison"), hall.at()).first() == hall.session


def test_nothing_is_sent_without_members_or_topics(hall):
    hall.plan()
    with pytest.raises(Refused, match="还没有请任何成员单位"):
        hall.on_session(sessions.convene)
    hall.invite("building")
    with pytest.raises(Refused, match="还没有议题"):
        hall.on_session(sessions.convene)


def test_leave_names_its_reason_and_the_deputy(hall):
    hall.convened()
    seat = hall.seat("building")
    with pytest.raises(Refused, match="请写明请假事由"):
        hall.do(seats.answer_notice, "liaison", seat_id=seat.pk, deputy_name="赵明")
    hall.do(seats.answer_notice, "liaison", seat_id=seat.pk, leave_reason="外出开会", deputy_name="赵明")
    seat.refresh_from_db()
    assert (seat.leave_reason, seat.deputy_name, seat.receipt_by) == ("外出开会", "赵明", hall.cast.person("liaison"))
    assert f"{hall.session.matter.number} 村镇建设办请假" in hall.inbox("clerk")


def test_a_unit_answers_only_for_itself(hall):
    hall.convened()
    with pytest.raises(NotAllowed):
        hall.do(seats.answer_notice, "liaison2", seat_id=hall.seat("building").pk)
    with pytest.raises(OutOfScope):
        hall.do(seats.answer_notice, "grid", seat_id=hall.seat("building").pk)
    hall.do(seats.answer_notice, "clerk", seat_id=hall.seat("building").pk)
    assert hall.seat("building").receipt_by == hall.cast.person("clerk")


def test_a_leader_asked_by_name_sees_the_session(hall):
    hall.plan()
    hall.invite("building", people=("leader",))
    hall.propose()
    hall.agree()
    hall.schedule()
    hall.on_session(sessions.convene)
    hall.do(seats.answer_notice, "leader", seat_id=hall.seat(person="leader").pk)
    assert hall.seat(person="leader").receipt_at == hall.at()


def test_a_moved_session_is_receipted_again(hall):
    hall.convened()
    hall.do(seats.answer_notice, "liaison", seat_id=hall.seat("building").pk)
    hall.on_session(sessions.edit_session, data=hall.data(place="一楼大厅"))
    assert hall.seat("building").receipt_at is None
    assert any("时间地点有变更" in line for line in hall.inbox("liaison"))


def test_a_postponed_session_keeps_its_trace(hall):
    hall.convened()
    hall.on_session(sessions.postpone, reason="召集人外出")
    hall.on_session(sessions.plan_again, starts_at=hall.cast.at(hall.day + timedelta(days=9)), ends_at=None)
    hall.on_session(sessions.convene)
    assert hall.events(hall.session.matter)[-3:] == ["postpone", "plan_again", "convene"]
    assert hall.session.state == "convened"
    assert sum("请参加" in line for line in hall.inbox("liaison")) == 2


def test_a_cancelled_session_gives_its_topics_back(hall):
    hall.convened()
    hall.on_session(sessions.cancel, reason="议题另行研究")
    hall.topic.refresh_from_db()
    assert (hall.session.state, hall.topic.state, hall.topic.session) == ("cancelled", "approved", None)
    assert hall.session.matter.closed_on == hall.day


def test_held_only_after_it_began_and_with_attendance(hall):
    hall.convened()
    with pytest.raises(Refused, match="还没有到时间"):
        hall.on_session(sessions.note_held)
    with pytest.raises(Refused, match="会议还没有召开"):
        hall.on_session(seats.note_attendance, marks={})
    hall.day = hall.session.day
    with pytest.raises(Refused, match="还没有登记到会"):
        hall.on_session(sessions.note_held, hour=17)


def test_office_hours_close_with_their_outcome(hall):
    hall.plan(kind="office_hours", title="九月集中办公")
    hall.invite("building")
    hall.on_session(sessions.convene)
    hall.held()
    assert hall.clock(hall.session.matter, "issue_minutes") is None
    hall.on_session(sessions.close_without_minutes, outcome="当场答复三件，转办一件。")
    assert hall.session.state == "closed"


def test_minutes_are_due_five_working_days_after_the_session(hall):
    hall.held()
    clock = hall.clock(hall.session.matter, "issue_minutes")
    assert (clock.length, clock.counts, clock.start_on) == (5, "working", hall.session.day)


def test_a_stale_page_is_refused(hall):
    hall.plan()
    hall.invite("building")
    with pytest.raises(Refused, match="请刷新页面"):
        hall.do(sessions.cancel, "clerk", session_id=hall.session.pk, revision=1, reason="不开了")


def test_an_outside_organ_only_sits_in(hall):
    hall.plan()
    with pytest.raises(Refused, match="只能列席"):
        hall.invite("land_bureau")
    hall.invite("land_bureau", part="invitee")
    assert hall.seat("land_bureau").part == Attendance.Part.INVITEE


def test_the_roll_of_a_session(hall):
    hall.held()
    roll = roll_of_seats(seats_of(hall.session))
    assert (roll.members, roll.present) == (2, 2)


@pytest.mark.parametrize(("who", "error"), [("liaison", NotAllowed), ("grid", OutOfScope), ("clerk", NotAllowed)])
def test_only_the_convenor_decides_a_topic(hall, who, error):
    hall.propose()
    hall.on_topic(topics.opine, "director", opinion="建议上会")
    with pytest.raises(error):
        hall.on_topic(topics.decide_topic, who, agreed=True)


def test_declined_and_returned_topics_say_why(hall):
    hall.propose()
    hall.on_topic(topics.opine, "director", opinion="建议上会")
    with pytest.raises(Refused, match="至少写 2 个字"):
        hall.on_topic(topics.decide_topic, "convenor", agreed=False)
    hall.on_topic(topics.decide_topic, "convenor", agreed=False, returned=True, remark="请先核实情况")
    assert hall.topic.state == "proposed"
    hall.on_topic(topics.opine, "director", opinion="已核实，建议上会")
    hall.on_topic(topics.decide_topic, "convenor", agreed=False, remark="由分管领导协调")
    assert (hall.topic.state, hall.topic.matter.closed_on) == ("declined", hall.day)


def test_a_topic_is_withdrawn_by_its_proposer_only(hall):
    hall.propose()
    hall.on_topic(topics.opine, "director", opinion="建议上会")
    with pytest.raises(NotAllowed):
        hall.on_topic(topics.withdraw_topic, "clerk")
    hall.on_topic(topics.withdraw_topic, "liaison")
    assert hall.topic.state == "withdrawn"
    assert Approval.objects.get(matter=hall.topic.matter).state == "withdrawn"


def test_another_units_topic_is_out_of_sight_until_it_is_on_an_agenda(hall):
    hall.propose("liaison")
    with pytest.raises(OutOfScope):
        hall.on_topic(topics.withdraw_topic, "liaison2")


def test_the_neighbour_sees_nothing(hall):
    hall.plan()
    with pytest.raises(OutOfScope):
        hall.on_session(sessions.cancel, "east_clerk", reason="不开了")
    hall.propose()
    with pytest.raises(OutOfScope):
        hall.on_topic(topics.opine, "east_clerk", opinion="建议上会")
    assert Topic.objects.get().state == "proposed"


def test_the_drafter_does_not_approve(hall):
    hall.written()
    hall.cast.accounts["both"] = hall.cast.account("convenor")
    with pytest.raises(NotAllowed):
        hall.on_minutes(issuing.FLOW.submit, "convenor")
    hall.submitted()
    with pytest.raises(NotAllowed):
        hall.decide("clerk")


def test_the_convenor_returns_with_a_word(hall):
    hall.submitted()
    with pytest.raises(Refused, match="退回要写明意见"):
        hall.decide(approved=False)
    hall.decide(approved=False, remark="时限再核")
    assert hall.minutes.state == "draft"
    hall.write(decided="会议同意十月底前办结。")
    hall.submitted()
    hall.decide("chief")
    assert hall.minutes.approved_by == hall.cast.person("chief")


def test_a_number_belongs_to_the_year_of_issue(hall):
    hall.approved()
    hall.day = hall.day.replace(year=2027, month=1, day=4)
    hall.issued()
    assert hall.minutes.number == "〔2027〕1号"


def test_the_next_session_opens_with_what_is_unfinished(hall):
    hall.issued()
    first = hall.resolution()
    hall.session = None
    hall.plan(title="十月专题会议")
    assert list(unfinished_before(hall.actor("clerk"), hall.session.pk)) == [first]


def test_returned_resolution_goes_on_and_is_late_by_its_report(hall):
    hall.issued()
    hall.reported()
    with pytest.raises(NotAllowed):
        hall.on_resolution(resolutions.verify, "liaison", text="现场已核实")
    hall.on_resolution(resolutions.send_back, "clerk", text="还差二十户未发证")
    row = hall.resolution()
    assert (row.state, row.percent, row.reported_on) == ("returned", 99, None)
    hall.day = row.due_on + timedelta(days=2)
    hall.on_resolution(resolutions.report_done, "liaison", text="全部发证完毕", on=hall.day)
    hall.on_resolution(resolutions.verify, "director", text="现场核实全部发放")
    row = hall.resolution()
    assert (row.state, row.reported_on > row.due_on) == ("verified", True)
    assert hall.journal(row.matter) == [
        "resolution.receive",
        "resolution.report_done",
        "resolution.send_back",
        "resolution.report_done",
        "resolution.verify",
    ]


def test_only_the_responsible_unit_reports(hall):
    hall.issued()
    with pytest.raises(OutOfScope):
        hall.on_resolution(resolutions.receive, "liaison2")
    with pytest.raises(NotAllowed):
        hall.on_resolution(resolutions.receive, "clerk")


def test_the_sheet_begins_with_the_deputy_and_another_name_takes_the_place(hall, cast):
    hall.convened()
    seat = hall.seat("civil")
    hall.do(seats.answer_notice, "liaison2", seat_id=seat.pk, leave_reason="外出培训", deputy_name="周副主任")
    hall.day = hall.session.day
    form = AttendanceForm(actor=cast.actor("clerk"), row=hall.session, today=hall.day)
    assert form.fields[f"name-{seat.pk}"].initial == "周副主任"
    hall.on_session(seats.note_attendance, hour=15, marks={seat.pk: seats.Mark(True, "周副主任")})
    assert lists_of(hall.session).present[-1].endswith("周副主任（代）")
    hall.on_session(seats.note_attendance, hour=15, marks={seat.pk: seats.Mark(True, "吴芳")})
    assert lists_of(hall.session).present[-1].endswith(" 吴芳") and hall.seat("civil").deputy_name == ""


def test_units_are_asked_by_kind_and_each_kind_at_once(hall, cast):
    hall.plan()
    form = InviteForm(actor=cast.actor("clerk"), row=hall.session, today=hall.day)
    drawn = draw_field(form["units"])
    assert [part.split("<")[0] for part in drawn.split("<legend>")[1:]] == ["成员单位", "村（社区）", "外部机关"]
