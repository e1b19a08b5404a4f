"""A session that was held before it was entered, and what stands in the way of one that is planned."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from meetings.sessions.actions import seats, sessions
from meetings.sessions.rules.clashes import Booking, clashes, overlaps
from meetings.sessions.rules.sessions import check_day
from records.clocks.models import Clock
from records.work.models import OPEN, WorkItem
from township.calendar.queries.days import work_calendar
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")
TODAY = date(2026, 9, 22)


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (TODAY, "", ""),
        (TODAY - timedelta(days=1), "", "late_reason"),
        (TODAY - timedelta(days=1), "忘了", "late_reason"),
        (TODAY - timedelta(days=1), "电话临时召集", ""),
        (TODAY - timedelta(days=91), "电话临时召集", "day"),
        (TODAY + timedelta(days=1), "电话临时召集", "late_reason"),
    ],
)
def test_a_day_behind_needs_a_reason(day, reason, field):
    if not field:
        check_day(day, TODAY, reason)
        return
    with pytest.raises(Refused) as refused:
        check_day(day, TODAY, reason)
    assert refused.value.field == field


@pytest.fixture
def yesterday(hall):
    starts_at = hall.at(15) - timedelta(days=1)
    hall.plan(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), late_reason="现场紧急协调，电话通知参会")
    return hall


def owed(hall) -> list[str]:
    return list(WorkItem.objects.filter(OPEN, matter=hall.session.matter).values_list("what", flat=True))


def test_yesterdays_session_is_entered_with_sheet_and_minutes_clock_and_nobody_gets_a_notice(yesterday, cast):
    hall = yesterday
    assert owed(hall) == ["补记会议召开"]
    hall.invite("building", "civil")
    with pytest.raises(Refused, match="不再发通知"):
        hall.on_session(sessions.convene)
    with pytest.raises(Refused, match="先填写签到表"):
        hall.on_session(sessions.enter_held)
    marks = {seat.pk: seats.Mark(True, "") for seat in hall.session.seats.all()}
    hall.on_session(seats.note_attendance, marks=marks)
    hall.on_session(sessions.enter_held)
    assert hall.session.state == "held" and hall.session.convened_at is None
    clock = Clock.objects.get(matter=hall.session.matter, code="issue_minutes")
    assert clock.start_on == hall.session.day == hall.day - timedelta(days=1)
    assert owed(hall) == ["拟写会议纪要"]
    assert [text for text in hall.inbox("liaison") if "请参加" in text] == []


def test_a_planned_session_cannot_be_held_by_the_way_of_late_ones(hall):
    hall.plan()
    hall.invite("building")
    with pytest.raises(Refused, match="还没有通知"):
        hall.on_session(sessions.enter_held)


def test_late_entry_in_the_browser(hall, cast, browse):
    clerk = browse("clerk", 11)
    form = {
        "kind": "topical",
        "title": "砂场停工现场协调会",
        "chair": cast.person("convenor").pk,
        "day": "2026-09-21",
        "starts": "15:00",
        "place": "砂场",
    }
    refused = clerk.post(reverse("meetings:session_new"), form).content.decode()
    assert "请在“补记理由”里写明" in refused and "砂场停工现场协调会" in refused
    made = clerk.post(
        reverse("meetings:session_new"), form | {"late_reason": "现场紧急协调，电话通知"}, follow=True
    ).content.decode()
    assert "已补记会议。接着确定参会单位和议程" in made
    assert "会后补记，没有发通知" in made and "现场紧急协调，电话通知" in made
    assert "发出会议通知</" not in made


# --- Clashes ----------------------------------------------------------------------------------------------------------
def booking(hour: int, *, place="三楼会议室", asked=None, hours=2, day=22) -> Booking:
    starts_at = datetime(2026, 9, day, hour, tzinfo=UTC)
    return Booking(f"{hour}点的会", place, starts_at, starts_at + timedelta(hours=hours), asked or {})


def test_one_that_begins_when_the_other_ends_is_not_in_the_way():
    assert overlaps(booking(9), booking(10)) and overlaps(booking(10), booking(9))
    assert not overlaps(booking(9), booking(11)) and not overlaps(booking(11), booking(9))
    open_end = Booking("会", "室", datetime(2026, 9, 22, 9, tzinfo=UTC), None, {})
    assert overlaps(open_end, booking(10)) and not overlaps(open_end, booking(11))


def test_room_and_people_and_a_day_of_rest_are_said(hall):
    calendar = work_calendar(hall.cast.township.pk)
    both = {("person", n): f"甲{n}" for n in range(7)}
    own = booking(9, asked=both | {("unit", 9): "民政办"}, day=26)
    other = booking(10, place=" 三楼 会议室", asked=both, day=26)
    assert list(clashes(own, [other], calendar)) == [
        "2026年9月26日（周六）是休息日。",
        "三楼会议室同一时间还有10:00的“10点的会”。",
        "甲0、甲1、甲2、甲3、甲4等 7 个同一时间还要参加10:00的“10点的会”。",
    ]
    assert list(clashes(booking(9), [booking(13), booking(10, place="二楼")], calendar)) == []


def test_clashes_are_said_when_it_is_planned_and_before_the_notice_goes_out(hall, cast, browse):
    hall.convened()
    other = hall.session
    clerk = browse("clerk", 11)
    form = {
        "kind": "topical",
        "title": "另一个专题会议",
        "chair": cast.person("convenor").pk,
        "day": f"{other.day}",
        "starts": "15:00",
        "place": other.place,
    }
    page = clerk.post(reverse("meetings:session_new"), form, follow=True)
    said = page.content.decode()
    assert f"{other.place}同一时间还有14:30的“{other.title}”。" in said
    assert f"{other.chair.name}同一时间还要参加" in said
    address = page.redirect_chain[-1][0]
    asked = clerk.get(f"{address}convene/").content.decode()
    assert "请留意" in asked and "同一时间还有14:30的" in asked
