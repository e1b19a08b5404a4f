"""Limits that come near are said once, limits that pass are said once more, and a new calendar moves what the ledger shows."""

from datetime import date, timedelta

import pytest

from petitions.cases.actions.due_dates import remind_of_due_dates
from records.clocks.actions import recompute_open_clocks
from records.jobs.ticks import DAILY
from township.calendar.models import WorkCalendarDay
from township.calendar.queries.days import forget_calendars

pytestmark = pytest.mark.usefixtures("quick_print")


def test_who_owes_it_is_told_once_when_near_and_once_when_late(stage):
    stage.register()  # told by October 7th
    assert remind_of_due_dates in DAILY
    for day in (5, 5, 6):
        remind_of_due_dates(stage.cast.at(date(2026, 10, day)))
    line = "清信〔2026〕1号 “告知受理情况（15日）”2026年10月7日到期"
    assert stage.inbox("clerk") == [line]
    remind_of_due_dates(stage.cast.at(date(2026, 10, 8)))
    remind_of_due_dates(stage.cast.at(date(2026, 10, 9)))
    assert stage.inbox("clerk") == [line, "清信〔2026〕1号 “告知受理情况（15日）”已超期（2026年10月7日到期）"]
    assert stage.inbox("director") == stage.inbox("clerk")[1:]


def test_many_limits_of_one_night_make_one_line(stage):
    for _ in range(6):
        stage.case = None
        stage.register()
    for _ in range(2):
        remind_of_due_dates(stage.cast.at(date(2026, 10, 5)))
    page = stage.cast.client("clerk").get("/inbox/").content.decode()
    assert "期限临近 6 条</a>" in page
    assert "2026年10月7日到期" not in page


def test_a_units_limit_is_its_own_and_a_petitioners_right_is_nobodys_alarm(stage):
    stage.register()
    stage.to("delivered", conclusion="explain")
    remind_of_due_dates(stage.cast.at(date(2026, 12, 31)))
    assert not any("到期" in line for line in stage.inbox("clerk"))
    stage.register()
    stage.assign()
    remind_of_due_dates(stage.cast.at(date(2026, 10, 22)))
    assert [line for line in stage.inbox("liaison") if "到期" in line] == [
        "清信〔2026〕2号 “承办单位办理（交办期限）”今天到期"
    ]


def test_a_new_day_off_moves_a_working_day_limit_in_the_ledger_too(stage):
    stage.register()
    stage.accept(track="simple", scope="clear")
    assert stage.case.next_due_on == date(2026, 10, 13)
    WorkCalendarDay.objects.create(
        township=stage.cast.township, date=date(2026, 10, 12), kind="off", name="地方节日", source="测试",
        entered_at=stage.cast.at(),
    )  # fmt: skip
    forget_calendars()
    recompute_open_clocks(by=stage.cast.actor("clerk"), at=stage.cast.at(), township_id=stage.cast.township.pk)
    assert stage.again().next_due_on == date(2026, 10, 13) + timedelta(days=1)
