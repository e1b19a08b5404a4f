"""Calendar files: folded, escaped, CRLF, moments in UTC, whole days ending on the next one (RFC 5545)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from records.notices.ical import CalendarEvent, calendar_text, uid_of

pytestmark = pytest.mark.once
SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 9, 25, 14, 30, tzinfo=SHANGHAI)


def test_a_session_with_all_its_lines():
    event = CalendarEvent(
        uid="session-7@qinghe",
        starts=AT,
        ends=AT.replace(hour=16, minute=0),
        summary="专题会议；补偿,办证",
        place="三楼会议室",
        description="主持：李建\n请带材料",
        stamped_at=AT,
        sequence=3,
        is_cancelled=True,
    )
    text = calendar_text([event], name="清河镇会议")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    for line in (
        "UID:session-7@qinghe",
        "DTSTART:20260925T063000Z",
        "DTEND:20260925T080000Z",
        "SEQUENCE:3",
        "SUMMARY:专题会议；补偿\\,办证",
        "DESCRIPTION:主持：李建\\n请带材料",
        "STATUS:CANCELLED",
    ):
        assert f"\r\n{line}\r\n" in text


def test_whole_days_end_on_the_day_after_the_last_one():
    day = CalendarEvent(uid="d", starts=date(2026, 10, 1), ends=date(2026, 10, 7), summary="值班", stamped_at=AT)
    text = calendar_text([day])
    assert "DTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261008\r\n" in text
    alone = calendar_text([CalendarEvent(uid="e", starts=date(2026, 12, 31), summary="值班", stamped_at=AT)])
    assert "DTEND;VALUE=DATE:20270101" in alone


def test_long_lines_are_folded_between_characters_and_read_back_whole():
    summary = "信访工作联席会议" * 12
    text = calendar_text([CalendarEvent(uid="l", starts=AT, summary=summary, stamped_at=AT)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (event["SUMMARY"], event.start) == (summary, AT)


def test_signs_are_escaped_and_a_naive_moment_is_refused():
    text = calendar_text([CalendarEvent(uid="s", starts=AT, summary="a;b,c\\d\r\ne\x00", stamped_at=AT)])
    assert "SUMMARY:a\\;b\\,c\\\\d\\ne\r\n" in text
    naive = CalendarEvent(uid="n", starts=AT.replace(tzinfo=None), summary="x", stamped_at=AT)
    with pytest.raises(ValueError, match="time zone"):
        calendar_text([naive])


def test_the_name_of_an_event_hangs_on_no_host():
    assert uid_of("session", 7, township_code="511001001") == "session-7@511001001.township"
