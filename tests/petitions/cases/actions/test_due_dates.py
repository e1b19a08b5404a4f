"""Limits that come near are said once, limits that pass are said once more, and a new calendar moves what the ledger shows."""

from datetime import date, timedelta

import pytest

from records.clocks.actions.recomputing import recompute_open_clocks
from records.duties.models.candidates import Candidate
from records.work.actions.reminders import remind_work
from records.work.models import OPEN, WorkItem
from records.work.queries.plans import townships_to_remind
from township.calendar.models import WorkCalendarDay
from township.calendar.queries.days import forget_calendars


def remind(at) -> int:
    return remind_work(townships_to_remind(at), at)


pytestmark = pytest.mark.usefixtures("quick_print")


def test_who_owes_it_is_told_when_near_and_when_late_and_then_it_goes_up(stage):
    stage.register()  # told by October 7th, a holiday: the last working day before it is September 30th
    told = [day for day in range(23, 31) if remind(stage.cast.at(date(2026, 9, day)))]
    assert told == [23, 28, 30]
    assert remind(stage.cast.at(date(2026, 9, told[-1]))) == 0  # the same point is never said twice
    assert stage.inbox("clerk") == ["清信〔2026〕1号 决定是否受理，2026年10月7日到期，请办理"] * 3
    remind(stage.cast.at(date(2026, 10, 8)))
    assert stage.inbox("clerk")[-1] == "清信〔2026〕1号 决定是否受理，应于2026年10月7日前办理，已逾期，请办理"
    assert any("逾期未办" in line for line in stage.inbox("director"))
    candidate = Candidate.objects.get()
    assert (candidate.ground, candidate.matter_id) == ("overdue_case", stage.case.pk)


def test_many_limits_of_one_day_make_one_line(stage):
    for _ in range(6):
        stage.case = None
        stage.register()
    for _ in range(2):
        remind(stage.cast.at(date(2026, 9, 30)))
    assert [line for line in stage.inbox("clerk") if "到期" in line] == [
        "6 件待办（决定是否受理），最早一件2026年10月7日到期，请办理"
    ]


def test_a_units_limit_is_its_own_and_a_petitioners_right_is_nobodys_alarm(stage):
    stage.register()
    stage.to("delivered", conclusion="explain")
    stage.hand_over()
    remind(stage.cast.at(date(2026, 12, 31)))
    told = [line for line in stage.inbox("clerk") if "到期" in line or "逾期" in line]
    assert all("核对办结" in line for line in told)  # the office's own step, and no word of the right to a review
    stage.register()
    stage.assign()
    stage.receive()
    stage.accept()
    due_on = stage.clock("unit_limit", "building").due_on
    remind(stage.cast.at(due_on))
    assert [line for line in stage.inbox("liaison") if "到期" in line] == [
        "清信〔2026〕2号 办理并拟写答复，今天到期，请办理"
    ]


def test_a_new_day_off_moves_a_working_day_limit_in_the_ledger_too(stage):
    stage.register()
    stage.accept(track="simple", scope="clear")
    assert stage.case.next_due_on == date(2026, 10, 13)
    WorkCalendarDay.objects.create(
        township=stage.cast.township,
        date=date(2026, 10, 12),
        kind="off",
        name="地方节日",
        source="测试",
        entered_at=stage.cast.at(),
    )
    forget_calendars()
    recompute_open_clocks(by=stage.cast.actor("clerk"), at=stage.cast.at(), township_id=stage.cast.township.pk)
    assert stage.again().next_due_on == date(2026, 10, 13) + timedelta(days=1)
    item = WorkItem.objects.get(OPEN, matter_id=stage.case.pk, kind="case.draft_reply")
    assert item.due_on == stage.case.next_due_on  # and what is owed by then
