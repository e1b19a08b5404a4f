"""The video dispatch from the duty engine to the issued minutes: opened once, units late, pack compiled anew and frozen."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from meetings.dispatch.actions import dispatches as actions
from meetings.dispatch.actions import reports as reports
from meetings.dispatch.models.dispatches import Dispatch, DispatchPack
from meetings.dispatch.rules.packs import pack_hash, read_pack
from meetings.sessions.actions import seats, sessions
from meetings.sessions.models.resolutions import Resolution
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.duties.openers import DutyAct, acts_of
from records.notices.models.notices import Notice
from records.work.actions.reminders import remind_work
from records.work.actions.verify import differences
from records.work.models import OPEN, WorkItem
from tests.meetings.dispatch.dispatch_room import DAY, WORDS
from tests.records.duties.duty_stage import clause, sweep
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("fake_cases", "quick_print")


def remind(hall, hour: int = 8) -> int:
    pk = hall.cast.township.pk
    return remind_work([pk], hall.at(hour))


def owed() -> list[tuple]:
    """(act, unit, due on) of everything that is open, duties as well."""
    kinds = r"^(dispatch|duty)\."
    rows = WorkItem.objects.filter(OPEN, kind__regex=kinds)
    return sorted(rows.values_list("kind", "unit__name", "due_on"), key=str)


def test_the_duty_engine_opens_one_dispatch_a_month(cast):
    clause(cast, "dispatch_month", date(2026, 10, 1), due={"day": 31, "shift": "none"})
    for _ in range(2):
        sweep(cast, date(2026, 10, 8))
    row = Dispatch.objects.get()
    assert (row.period, row.matter.number, row.state) == ("2026-10", "调〔2026〕1号", "opened")
    assert (row.due_on, row.day) == (date(2026, 10, 31), date(2026, 10, 30))  # a Saturday, moved to the Friday before


def test_from_the_call_to_the_fulfilled_duty(room, hall, cast):
    clause(cast, "dispatch_month", date(2026, 9, 1))
    sweep(cast, cast.today)
    room.called()
    assert Dispatch.objects.count() == 1
    assert (room.dispatch.state, room.dispatch.session.state) == ("called", "convened")
    assert room.dispatch.reports_due_on == date(2026, 9, 23)
    assert any("前报送视频调度情况" in line for line in hall.inbox("liaison"))

    with pytest.raises(Refused, match="还没有汇编"):
        room.hall.day = DAY
        marks = {seat.pk: seats.Mark(True) for seat in room.dispatch.session.seats.all()}
        room.hall.session = room.dispatch.session
        room.hall.on_session(seats.note_attendance, hour=15, marks=marks)
        room.hall.on_session(sessions.note_held, hour=17)
    room.hall.day = cast.today

    assert room.report().standing == "on_time"
    room.do(actions.plan_tasks, text="逐件明确责任人\n\n做好集中排查")
    room.do(reports.compile_pack)
    pack = read_pack(room.dispatch.pack.content)
    assert [section.key for section in pack.sections] == ["cases", "resolutions", "sessions"]
    assert pack.missing == ["民政办"]
    assert pack.tasks == ("逐件明确责任人", "做好集中排查")
    assert any("调度材料第1版已汇编" in line for line in hall.inbox("convenor"))

    room.issued()
    assert (room.dispatch.state, room.dispatch.pack.version) == ("closed", 1)
    duty = Duty.objects.get(clause="dispatch_month", period="2026-09")
    assert (duty.state, duty.done_on, duty.evidence) == ("done", DAY, room.dispatch.matter)
    assert Resolution.objects.get().session == room.dispatch.session
    titles = [item.title for item in room.hall.minutes.items.all()]
    assert titles == ["通报信访形势和办理情况", "听取单位汇报", "下步工作"]
    walked = ["dispatch.call", "dispatch.report", "dispatch.compile", "dispatch.hold", "dispatch.close"]
    assert [move for move in hall.journal(room.dispatch.matter) if move in walked] == walked


def test_a_unit_late_given_back_and_asked_once_a_day(room, hall, cast):
    room.called()
    with pytest.raises((NotAllowed, OutOfScope)):
        room.slot_do(reports.submit_report, "leader", room.slot("civil"), revision=1, words=WORDS)
    with pytest.raises((NotAllowed, OutOfScope)):
        room.report("liaison2", "building")
    room.report()
    row = room.slot()
    room.slot_do(reports.return_report, "clerk", row, reason="未办结原因没有写清")
    assert room.slot().standing == "returned"

    hall.day = DAY
    for hour in (8, 9):
        remind(hall, hour)
    asked = Notice.objects.filter(kind="work", text__regex="报送调度情况|补充调度报告")
    assert sorted(asked.values_list("recipient__name", flat=True)) == ["何静", "吴芳"]
    reached = room.do(reports.remind_units, bare=True)  # by hand as well, once a day
    assert (reached.told, reached.sentence) == (2, "已催报 2 个单位（村镇建设办、民政办），通知 2 人。")
    with pytest.raises(Refused, match="今天已经提醒过"):
        room.do(reports.remind_units, bare=True)
    assert room.report("liaison2", "civil").standing == "late"
    assert room.report().standing == "on_time"  # it first came in time; the office gave it back
    with pytest.raises(Refused, match="刚刚由别人改过"):
        room.slot_do(reports.submit_report, "liaison", row, revision=1, words=WORDS)


def test_the_pack_is_compiled_anew_until_held_and_then_frozen(room, hall):
    room.compiled()
    first = room.dispatch.pack
    room.report("liaison2", "civil")
    room.do(reports.compile_pack)
    second = room.dispatch.pack
    assert (second.version, read_pack(second.content).missing) == (2, [])
    first.refresh_from_db()
    assert read_pack(first.content).missing == ["民政办"]  # a row is never changed
    room.hall.held()
    room.again()
    assert (room.dispatch.state, bool(room.dispatch.frozen_at)) == ("held", True)
    assert room.dispatch.pack.sha256 == pack_hash(room.dispatch.pack.content)
    for action, values in (
        (reports.compile_pack, {}),
        (actions.plan_tasks, {"text": "改"}),
        (actions.change_link, {"video_link": "", "video_note": ""}),
    ):
        with pytest.raises(Refused):
            room.do(action, **values)
    with pytest.raises(Refused):
        room.report()
    assert DispatchPack.objects.count() == 2


def test_who_owes_what_from_month_to_minutes(room, hall, cast):
    clause(cast, "dispatch_month", date(2026, 9, 1), due={"day": 31, "shift": "none"})
    sweep(cast, cast.today)
    end = date(2026, 9, 30)
    duty = ("duty.dispatch_month", None, end)
    assert owed() == [duty]  # its line holds the button of the next step: no second line for the dispatch
    assert acts_of(list(Duty.objects.all())) == {
        Duty.objects.get().pk: DutyAct("dispatch", Dispatch.objects.get().pk, "edit")
    }
    room.called()
    assert acts_of(list(Duty.objects.all()))[Duty.objects.get().pk].act == "compile"
    reported = date(2026, 9, 23)
    compiling = ("dispatch.compile", None, DAY)
    assert owed() == [
        compiling,
        ("dispatch.report", "村镇建设办", reported),
        ("dispatch.report", "民政办", reported),
        duty,
    ]
    room.report()
    assert owed() == [compiling, ("dispatch.report", "民政办", reported), duty]
    room.do(reports.compile_pack)
    assert owed() == [("dispatch.report", "民政办", reported), duty]  # that it is held is owed on its session
    room.slot_do(reports.submit_report, "liaison2", room.slot("civil"), revision=1, words=WORDS, hour=11)
    assert owed() == [compiling, duty]  # the pack is older than the report
    room.do(reports.compile_pack, hour=12)
    hall.session = room.dispatch.session
    hall.held()
    assert owed() == [duty]
    room.issued()
    assert owed() == []
    assert list(differences(cast.township.pk)) == []


def test_a_month_without_a_duty_owes_its_own_steps(room, hall):
    room.opened()
    assert owed() == [("dispatch.edit", None, room.dispatch.due_on)]
    room.called()
    assert owed()[0] == ("dispatch.compile", None, DAY)
    room.report()
    room.report("liaison2", "civil")
    room.do(reports.compile_pack)
    hall.session = room.dispatch.session
    hall.held()
    assert owed() == [("dispatch.close", None, room.dispatch.due_on)]
    room.issued()
    assert owed() == []


def test_what_is_owed_follows_the_day_of_the_session(room, hall, cast):
    room.called()
    hall.session = room.dispatch.session
    hall.on_session(sessions.postpone, reason="与县里会议冲突")
    starts_at = hall.at(15) + timedelta(days=8)
    hall.on_session(sessions.plan_again, starts_at=starts_at, ends_at=None)
    assert ("dispatch.compile", None, starts_at.date()) in owed()
    assert list(differences(cast.township.pk)) == []


def test_a_report_that_stays_out_goes_up(room, hall):
    room.called(units=("building",))
    while hall.day < DAY + timedelta(days=1):
        remind(hall)
        hall.day += timedelta(days=1)
    found = Candidate.objects.get()
    assert (found.ground, found.unit.name, found.matter) == ("missing_report", "村镇建设办", room.dispatch.matter)
    assert any("逾期未办" in line for line in hall.inbox("director"))


def test_called_off_with_its_session_and_called_again(room, hall):
    room.compiled()
    room.hall.on_session(sessions.cancel, reason="与县里会议冲突")
    room.again()
    assert (room.dispatch.state, room.dispatch.session) == ("opened", None)
    later = actions.Plan(DAY + timedelta(days=5), time(15, 0), "二楼会议室", hall.cast.person("convenor").pk)
    room.do(actions.arrange, plan=later)
    room.do(actions.call_units, unit_ids=[hall.cast.unit("building").pk], minutes=8)
    assert room.dispatch.session.kind == "dispatch"
    assert room.slot().submitted_at is not None  # what was reported is kept


def test_what_the_office_may_not_set(room, hall, cast):
    room.opened()
    plan = actions.Plan(DAY, time(9, 30), "会议室", cast.person("convenor").pk, "javascript:alert(1)")
    with pytest.raises(Refused, match="http"):
        room.do(actions.arrange, plan=plan)
    with pytest.raises(Refused, match="还没有定时间"):
        room.do(actions.call_units, unit_ids=[cast.unit("civil").pk], minutes=5)
    with pytest.raises(Refused, match="主持"):
        room.do(actions.arrange, plan=actions.Plan(DAY, time(9, 30), "会议室", cast.person("liaison").pk))
    with pytest.raises(Refused, match="属于"):
        room.do(actions.arrange, plan=actions.Plan(date(2026, 12, 1), time(9), "会议室", cast.person("convenor").pk))


def test_a_report_to_the_dispatch_carries_no_number_of_a_person(room):
    """Every unit reads the pack and the screen shows it."""
    room.called()
    with pytest.raises(Refused, match="下步措施里不写个人电话、证件号码") as refused:
        room.report(words=replace(WORDS, next_steps="逐户回访，先联系13812345678。"))
    assert refused.value.field == "next_steps"
    assert room.slot().submitted_at is None


def test_a_month_that_went_by_without_a_dispatch_is_closed_with_the_reason_and_stays_undone(room, hall, cast):
    clause(cast, "dispatch_month", date(2026, 9, 1))
    sweep(cast, cast.today)
    room.opened()
    with pytest.raises(Refused, match="还没有结束"):
        room.do(actions.lapse, reason="当月防汛，没有召开")
    hall.day = date(2026, 10, 9)
    with pytest.raises(Refused, match="未召开的原因"):
        room.do(actions.lapse, reason="忙")
    room.do(actions.lapse, reason="当月防汛，没有召开")
    assert room.dispatch.state == "lapsed" and room.dispatch.matter.closed_on == hall.day
    assert Duty.objects.get(clause="dispatch_month", period="2026-09").state != "done"
    assert [kind for kind, *_ in owed() if kind.startswith("dispatch.")] == []


def test_called_units_are_told_by_cancelling_the_session_first(room, hall):
    room.called()
    hall.day = date(2026, 10, 9)
    with pytest.raises(Refused, match="先在会议页面取消会议"):
        room.do(actions.lapse, reason="当月防汛，没有召开")
