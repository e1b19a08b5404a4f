"""Recurring sessions, materials, proposed edits, unit meetings, the daily watch, and duties that sessions prove."""

from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.sessions.actions import edits, issuing, materials, resolutions, seats, series, sessions, unit_meetings
from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.materials import Material
from meetings.sessions.models.series import Series
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.queries.materials import material_of, material_rows
from meetings.sessions.queries.series import coming
from meetings.sessions.queries.sessions import agenda_rows
from meetings.sessions.queries.unit_meetings import lines_of, units_of_month
from meetings.sessions.rules.series import Rhythm, next_sessions
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.duties.rules.duties import period_of
from records.notices.models.notices import Notice
from records.papers.actions.attachments import read_attachment
from records.work.actions.reconcile import reconcile_many
from records.work.actions.reminders import remind_work
from records.work.models import OPEN, WorkItem
from records.work.queries.plans import townships_to_remind
from tests.exclusions import implicate
from township.actors import NotAllowed, OutOfScope
from township.calendar.queries.days import work_calendar
from township.directory.models.people import Post
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def file(name="材料.txt", text="会议材料"):
    return SimpleUploadedFile(name, text.encode())


def owe(hall, clause: str, cadence: str, day: date, unit: str = "") -> Duty:
    period = period_of(cadence, day)
    duty = Duty.objects.create(
        township=hall.cast.township,
        clause=clause,
        label=clause,
        period=period.key,
        period_label=period.label,
        first=period.first,
        last=period.last,
        due_on=period.last,
        opened_at=hall.at(),
        unit=hall.cast.unit(unit) if unit else None,
    )
    reconcile_many([duty], by=hall.actor("clerk"), at=hall.at())
    return duty


# --- recurring sessions
def rhythm(**changes) -> Rhythm:
    return Rhythm(**({"cadence": "monthly", "day": 10, "weekday": None, "shift": "forward", "lead_days": 7} | changes))


def add(hall, **changes) -> Series:
    given = {
        "kind": "plenary",
        "title": "全体会议",
        "chair_id": hall.cast.person("convenor").pk,
        "place": "三楼会议室",
        "starts": time(9),
        "rhythm": rhythm(),
        "member_units": (hall.cast.unit("building").pk, hall.cast.unit("civil").pk),
        "invited_units": (hall.cast.unit("land_bureau").pk,),
        "people": (hall.cast.person("leader").pk,),
    }
    return hall.do(series.add_series, "clerk", data=series.SeriesData(**(given | changes)))


def test_the_next_session_is_drafted_once_and_later_changes_leave_it(hall):
    row = add(hall)
    for day in (2, 3, 7):  # seven days ahead is the third, but nobody is told on a holiday
        hall.day = date(2026, 10, day)
        series.draft_sessions(hall.at(7))
        assert not Session.objects.exists()
    hall.day = date(2026, 10, 8)
    for hour in (7, 19):
        series.draft_sessions(hall.at(hour))
    made = Session.objects.get()
    assert (made.title, made.day, made.begins.time(), made.state) == (
        "2026年10月全体会议",
        date(2026, 10, 10),
        time(9),
        "planned",
    )
    assert [(seat.label, seat.part) for seat in made.seats.order_by("order")] == [
        ("副镇长陈立", "member"),
        ("村镇建设办", "member"),
        ("民政办", "member"),
        ("清川县自然资源局", "invitee"),
    ]
    assert f"{made.matter.number} 已按会议周期自动筹备，请核对议程后发出通知" in hall.inbox("clerk")

    row = Series.objects.get(pk=row.pk)
    data = series.SeriesData(
        "plenary", "例会", hall.cast.person("chief").pk, "二楼会议室", time(15), rhythm(day=31, shift="back")
    )
    hall.do(series.edit_series, "clerk", series_id=row.pk, revision=row.revision, data=data)
    with pytest.raises(Refused, match="刚刚由别人改动过"):
        hall.do(series.edit_series, "clerk", series_id=row.pk, revision=row.revision, data=data)
    series.draft_sessions(hall.at(20))
    made.refresh_from_db()
    assert (made.place, Session.objects.count()) == ("三楼会议室", 1)
    assert [one.day for one in coming(Series.objects.get(), hall.day, 2)] == [date(2026, 10, 30), date(2026, 11, 30)]


def test_a_session_that_begins_within_the_holiday_is_drafted_on_a_day_of_rest(hall):
    add(hall, rhythm=rhythm(day=6, shift="none"))
    hall.day = date(2026, 10, 1)
    series.draft_sessions(hall.at(7))
    assert Session.objects.get().day == date(2026, 10, 6)


def test_paused_and_ended_series_draft_nothing_and_trouble_is_told(hall):
    row = add(hall)
    hall.day = date(2026, 10, 8)
    for move, state in (("pause", "paused"), ("resume", "running")):
        hall.do(series.move_series, "director", series_id=row.pk, revision=Series.objects.get().revision, move=move)
        assert Series.objects.get().state == state
    Post.objects.filter(person=hall.cast.person("convenor")).update(ends_on=date(2026, 10, 9))
    series.draft_sessions(hall.at(7))
    assert "2026年10月：" in Series.objects.get().trouble
    assert not Session.objects.exists()
    hall.do(series.move_series, "clerk", series_id=row.pk, revision=Series.objects.get().revision, move="end")
    with pytest.raises(Refused, match="已终止"):
        hall.do(series.move_series, "clerk", series_id=row.pk, revision=Series.objects.get().revision, move="resume")
    with pytest.raises(Refused, match="星期几"):
        add(hall, rhythm=rhythm(cadence="weekly", day=None))


def test_the_day_moves_off_days_off(hall):
    calendar = work_calendar(hall.cast.township.pk)
    days = [day for _, day in next_sessions(rhythm(day=1), calendar, date(2026, 9, 22), horizon=60)]
    assert days == [date(2026, 10, 8), date(2026, 11, 2)]
    days = [day for _, day in next_sessions(rhythm(day=31, shift="back"), calendar, date(2026, 9, 22), horizon=45)]
    assert days == [date(2026, 9, 30), date(2026, 10, 30)]


# --- materials
def test_materials_follow_the_need_to_know_of_their_topic(hall):
    case = hall.case()
    hall.plan()
    hall.invite("building", "civil")
    topic = hall.propose("clerk", title="砂石场扬尘整治", linked=[case.number])
    secret = hall.do(materials.add_topic_material, "clerk", topic_id=topic.pk, upload=file("扬尘.txt"))
    hall.agree()
    hall.schedule()
    hall.on_session(sessions.convene)
    common = hall.do(materials.add_session_material, "clerk", session_id=hall.session.pk, upload=file("须知.txt"))
    assert f"{hall.session.matter.number} 会议材料有更新，请查看" in hall.inbox("liaison")

    def seen(who):
        actor = hall.actor(who)
        return [row.attachment.name for row in material_rows(hall.session.pk, agenda_rows(actor, hall.session))]

    assert seen("liaison2") == ["须知.txt", "扬尘.txt"]
    _, data = hall.do(materials.read_material, "liaison2", material_id=secret.pk)
    assert data == "会议材料".encode()
    assert hall.journal(topic.matter)[-1] == "topic.read_material"
    implicate(matter=case, unit=hall.cast.unit("civil"), reason="被反映单位", by=hall.actor("clerk"), at=hall.at())
    assert seen("liaison2") == ["须知.txt"]
    with pytest.raises(OutOfScope):
        hall.do(materials.read_material, "liaison2", material_id=secret.pk)
    with pytest.raises(OutOfScope):
        hall.do(materials.add_topic_material, "liaison", topic_id=topic.pk, upload=file())

    hall.do(materials.withdraw_material, "clerk", material_id=common.pk)
    with pytest.raises(OutOfScope):
        material_of(hall.actor("clerk"), common.pk)
    with pytest.raises(OutOfScope):
        read_attachment(attachment=common.attachment, by=hall.actor("liaison"), at=hall.at())
    assert Material.objects.count() == 2


def test_a_unit_puts_up_the_material_of_its_own_topic(hall):
    topic = hall.propose()
    hall.do(materials.add_topic_material, "liaison", topic_id=topic.pk, upload=file())
    with pytest.raises(OutOfScope):
        hall.do(materials.add_topic_material, "liaison2", topic_id=topic.pk, upload=file())


# --- edits proposed by the director
def propose(hall, part="decided", wording="会议同意分两批办理。", who="director"):
    item = hall.item()
    return hall.do(
        edits.propose_edit, who, item_id=item.pk, revision=item.revision, part=part, wording=wording, reason="更稳妥"
    )


def test_the_directors_edit_is_taken_over_with_one_click(hall):
    hall.written()
    edit = propose(hall)
    assert f"{hall.session.matter.number} 纪要有修改建议，请处理" in hall.inbox("clerk")
    with pytest.raises(Refused, match="还有 1 条修改建议"):
        hall.on_minutes(issuing.FLOW.submit, "clerk")
    with pytest.raises(NotAllowed):
        hall.do(edits.accept_edit, "director", edit_id=edit.pk)
    hall.do(edits.accept_edit, "clerk", edit_id=edit.pk)
    assert hall.item().decided == "会议同意分两批办理。"
    assert "会议同意分两批办理。" in hall.again().document.body
    assert hall.events(hall.minutes.matter)[-2:] == ["propose_edit", "accept_edit"]

    stale = propose(hall, wording="会议同意三批办理。")
    hall.write(decided="会议同意立即办理。")
    with pytest.raises(Refused, match="原文又改过"):
        hall.do(edits.accept_edit, "clerk", edit_id=stale.pk)
    hall.do(edits.decline_edit, "clerk", edit_id=stale.pk)
    with pytest.raises(NotAllowed):
        propose(hall, who="clerk2")
    mine = propose(hall, part="held", wording="会议认为，要加快。")
    hall.do(edits.withdraw_edit, "director", edit_id=mine.pk)
    assert list(ProposedEdit.objects.order_by("pk").values_list("state", flat=True)) == [
        "accepted",
        "declined",
        "withdrawn",
    ]
    hall.submitted()
    with pytest.raises(Refused, match="不能改动"):
        propose(hall)


def test_the_lists_stand_still_once_the_minutes_are_submitted(hall):
    hall.submitted()
    marks = {hall.seat("civil").pk: seats.Mark(False)}
    with pytest.raises(Refused, match="先撤回纪要"):
        hall.on_session(seats.note_attendance, marks=marks)
    hall.on_minutes(issuing.FLOW.take_back, "clerk")
    hall.on_session(seats.note_attendance, marks=marks)
    assert hall.seat("civil").is_present is False


# --- monthly meetings of the units
def data(held_on, **changes) -> unit_meetings.UnitMeetingData:
    words = {"summed_up": "受理6件，办结4件。", "analysis": "集中在宅基地审批。", "plan": "办结在办2件。"}
    return unit_meetings.UnitMeetingData(**({"held_on": held_on, "chair_name": "何静", "present": 7} | words | changes))


def test_a_unit_records_its_meeting_and_the_duty_is_done(hall):
    duties = {
        key: owe(hall, "unit_meeting_month", "monthly", date(2026, 9, 1), key) for key in ("building", "civil", "farm")
    }
    row = hall.do(
        unit_meetings.record_unit_meeting,
        "liaison",
        unit_id=hall.cast.unit("building").pk,
        data=data(date(2026, 9, 20)),
        uploads=[file("签到表.txt")],
    )
    duties["building"].refresh_from_db()
    assert (duties["building"].state, duties["building"].evidence_id) == ("done", row.pk)
    assert (row.month, row.matter.number) == (date(2026, 9, 1), "例〔2026〕1号")
    with pytest.raises(Refused, match="已经登记"):
        hall.do(unit_meetings.record_unit_meeting, "liaison", unit_id=row.unit_id, data=data(date(2026, 9, 21)))
    with pytest.raises(OutOfScope):
        hall.do(unit_meetings.record_unit_meeting, "liaison2", unit_id=row.unit_id, data=data(date(2026, 9, 21)))
    with pytest.raises(Refused, match="原来的月份"):
        hall.do(unit_meetings.edit_unit_meeting, "liaison", meeting_id=row.pk, revision=1, data=data(date(2026, 8, 20)))
    hall.do(
        unit_meetings.edit_unit_meeting,
        "liaison",
        meeting_id=row.pk,
        revision=1,
        data=data(date(2026, 9, 20), present=9),
    )

    hall.day = date(2026, 10, 9)
    hall.do(
        unit_meetings.record_unit_meeting, "liaison2", unit_id=hall.cast.unit("civil").pk, data=data(date(2026, 9, 29))
    )

    def month_rows(who, month):
        actor = hall.actor(who)
        return lines_of(list(units_of_month(actor, month)), actor, month, hall.day)

    found = {one.unit.label: one.standing for one in month_rows("clerk", date(2026, 9, 1))}
    assert found == {"村镇建设办": "held", "民政办": "late", "农业服务中心": "missing"}
    own = month_rows("liaison", date(2026, 9, 1))
    assert [one.unit.label for one in own] == ["村镇建设办"]
    assert len(month_rows("clerk", date(2026, 8, 1))) == 4  # without duties: members and villages
    assert UnitMeeting.objects.get(pk=row.pk).present == 9


# --- duties and reminders
def test_issued_minutes_and_closed_office_hours_prove_their_duties(hall):
    plenary = owe(hall, "plenary_period", "quarterly", hall.day + timedelta(days=3))
    hall.issued(kind="plenary")
    plenary.refresh_from_db()
    assert (plenary.state, plenary.done_on, plenary.evidence_id) == ("done", hall.session.day, hall.session.pk)

    hours = owe(hall, "office_hours_period", "monthly", hall.day + timedelta(days=3))
    hall.plan(kind="office_hours")
    hall.invite("building")
    hall.on_session(sessions.convene)
    hall.held()
    hall.on_session(sessions.close_without_minutes, outcome="接待来访三批，当场答复两批。")
    hours.refresh_from_db()
    assert (hours.state, hours.evidence_id) == ("done", hall.session.pk)


def remind(hall, hour: int = 7) -> None:
    remind_work(townships_to_remind(hall.at(hour)), hall.at(hour))


def test_an_overdue_resolution_is_put_forward_once_for_each_limit(hall):
    hall.written(units=("building", "civil"))
    hall.task("civil", days=60, text="复核困难家庭名单")
    hall.signed()
    hall.submitted()
    hall.decide()
    hall.issued()
    row = hall.resolution()
    for day in (row.due_on, row.due_on + timedelta(days=1)):
        hall.day = day
        remind(hall)
    while not Candidate.objects.filter(matter=row.matter).exists():  # the first working day after it
        hall.day += timedelta(days=1)
        remind(hall)
    remind(hall, 19)
    found = Candidate.objects.filter(matter=row.matter)
    assert [(one.ground, one.unit.label) for one in found] == [("overdue_resolution", "村镇建设办")]
    assert "办证" not in found[0].text
    assert hall.events(row.matter)[-1] == "overdue"
    told = [text for text in hall.inbox("liaison") if "逾期" in text]
    assert told and len(told) == len(set(told))
    hall.on_resolution(resolutions.receive, "liaison")
    hall.on_resolution(resolutions.report_done, "liaison", text="已发证120本", on=hall.day)
    hall.day += timedelta(days=10)
    remind(hall)
    assert Candidate.objects.filter(matter=row.matter).count() == 1
    assert not WorkItem.objects.filter(OPEN, matter=row.matter, unit=row.unit).exists()


def test_notices_and_receipts_are_asked_for_again(hall):
    hall.convened()
    hall.day = hall.session.day - timedelta(days=1)
    remind(hall)
    remind(hall, 19)
    words = f"{hall.session.matter.number} 签收会议通知"
    assert len([text for text in hall.inbox("liaison") if text.startswith(words)]) == 1
    hall.issued()
    before = Notice.objects.filter(recipient=hall.cast.person("liaison2"), kind="work").count()
    for _ in range(20):
        remind(hall)
        hall.day += timedelta(days=1)
    told = Notice.objects.filter(recipient=hall.cast.person("liaison2"), kind="work").count() - before
    assert told == 3


def test_progress_carries_files(hall):
    hall.issued()
    hall.on_resolution(resolutions.receive, "liaison")
    hall.on_resolution(
        resolutions.report_progress, "liaison", percent=40, text="首批已报送", uploads=[file("回执.txt")]
    )
    assert hall.resolution().matter.attachments.get().purpose == "progress"
