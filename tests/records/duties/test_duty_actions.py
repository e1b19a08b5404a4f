"""The duty engine: a period is opened once, reminded by plan, done with evidence, excused by a second person."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from records.duties import openers as registry
from records.duties.actions.candidates import dismiss, urge
from records.duties.actions.duties import decide_excuse, fulfil, note_done, propose_excuse
from records.duties.actions.looks import look_again
from records.duties.actions.rounds import tend_duties
from records.duties.models.candidates import Candidate
from records.duties.models.duties import DoneEarly, Duty, DutyPeriod
from records.duties.queries.rounds import townships_to_open
from records.jobs.sweeps import TownshipsFailed
from records.notices.models.notices import Notice
from records.work.models import WorkItem
from tests.cast import moment
from tests.records.duties.duty_stage import clause, sweep
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

NOV_1, NOV_16 = date(2026, 11, 1), date(2026, 11, 16)


@pytest.fixture
def openers():
    """Openers and conditions of one test."""
    kept, conditions = dict(registry.OPENERS), dict(registry.CONDITIONS)
    yield registry.OPENERS
    registry.OPENERS.clear()
    registry.OPENERS.update(kept)
    registry.CONDITIONS.clear()
    registry.CONDITIONS.update(conditions)


def test_a_period_is_opened_once_with_one_duty_for_each_debtor(cast, openers):
    clause(cast, "screening_half_month", NOV_16)
    calls = []
    openers["screening_half_month"] = [lambda *given: calls.append(given)]
    assert sweep(cast, NOV_16)[0] == 1
    assert sweep(cast, NOV_16, hour=9)[0] == 0
    rows = Duty.objects.order_by("pk")
    assert [row.debtor for row in rows] == ["村镇建设办", "民政办", "农业服务中心", "河湾社区"]
    assert {row.period for row in rows} == {"2026-11b"} and {row.due_on for row in rows} == {date(2026, 11, 30)}
    ((one,), at) = calls.pop()
    told = (one.township_id, one.period.key, len(one.duties), at, calls)
    assert told == (cast.township.pk, "2026-11b", 4, moment(NOV_16, 8), [])
    entry = JournalEntry.objects.get(action="duty.open")
    assert entry.detail == {"clause": "screening_half_month", "period": "2026-11b"}


def test_an_opener_that_fails_leaves_no_period_behind(cast, openers):
    clause(cast, "screening_half_month", NOV_16)

    def fails(*_):
        raise RuntimeError

    openers["screening_half_month"] = [fails]
    with pytest.raises(RuntimeError):
        sweep(cast, NOV_16)
    assert not DutyPeriod.objects.exists() and not Duty.objects.exists()


def test_three_missed_periods_are_three_rows_and_one_notice(cast):
    clause(cast, "screening_half_month", NOV_1)
    assert sweep(cast, date(2026, 12, 7)) == (3, 7)  # 11a, 11b, 12a; two liaisons, three of the office for
    # the units without one, and the two above who are not of the office: the director hears both in one
    assert DutyPeriod.objects.count() == 3
    mine = Notice.objects.filter(recipient=cast.person("liaison"))
    assert [row.text for row in mine] == [
        "矛盾纠纷半月排查：2 期（2026年11月上半月、2026年11月下半月），应于2026年11月13日前办理，已逾期，请办理"
    ]
    assert Duty.objects.filter(state="open", unit=cast.unit("building")).count() == 3


def test_reminders_follow_the_plan_on_working_days_and_go_up_when_nothing_happens(cast):
    clause(cast, "screening_half_month", NOV_16, unit_kinds=["member"])
    sent, day = {}, NOV_16
    while day < date(2026, 12, 15):
        sweep(cast, day)
        sweep(cast, day, hour=20)  # a doubled tick changes nothing
        for row in Notice.objects.filter(recipient=cast.person("liaison"), at__date=day, kind="work"):
            if "下半月" in row.text:
                sent.setdefault(day.isoformat(), []).append(row.text)
        day += timedelta(days=1)
    assert {on: len(texts) for on, texts in sent.items()} == dict.fromkeys(
        ["2026-11-25", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-03"], 1
    )
    up = Notice.objects.filter(recipient=cast.person("convenor"), text__contains="逾期未办")
    assert [row.at.astimezone(moment(day).tzinfo).date() for row in up] == [date(2026, 12, 2)]
    assert Candidate.objects.filter(ground="missing_duty", unit=cast.unit("building")).count() == 1


def test_what_was_done_stops_the_reminders_and_is_done_once(cast):
    clause(cast, "screening_half_month", NOV_16)
    sweep(cast, NOV_16)
    by, at = cast.actor("liaison"), moment(date(2026, 11, 20))
    given = {"clause": "screening_half_month", "township_id": cast.township.pk, "by": by, "at": at}
    unit = cast.unit("building").pk
    assert fulfil(on=date(2026, 11, 20), unit_id=unit, text="零报告", **given) == 1
    assert fulfil(on=date(2026, 11, 21), unit_id=unit, text="再报", **given) == 0
    assert fulfil(on=date(2026, 12, 20), unit_id=unit, **given) == 0
    assert fulfil(on=date(2026, 12, 2), unit_id=cast.unit("civil").pk, period="2026-11b", **given) == 1
    row = Duty.objects.get(unit_id=unit)
    assert (row.state, row.done_on, row.evidence_text) == ("done", date(2026, 11, 20), "零报告")
    item = WorkItem.objects.get(duty=row)
    assert (item.done_by, item.remind_on) == (cast.person("liaison"), None)
    for n in range(20):
        sweep(cast, date(2026, 11, 21) + timedelta(days=n))
    assert not Notice.objects.filter(recipient=cast.person("liaison"), text__contains="下半月").exists()


def test_what_was_done_before_its_period_was_opened_is_done(cast):
    clause(cast, "screening_half_month", NOV_1)
    sweep(cast, NOV_1)
    unit, given = cast.unit("building").pk, {"clause": "screening_half_month", "township_id": cast.township.pk}
    given |= {"by": cast.actor("liaison"), "at": moment(date(2026, 11, 12))}
    assert fulfil(on=date(2026, 11, 12), unit_id=unit, period="2026-11b", text="提前报送", **given) == 0
    assert fulfil(on=NOV_16, unit_id=cast.unit("civil").pk, text="当日报送", **given) == 0
    sweep(cast, NOV_16)
    done = Duty.objects.filter(period="2026-11b", state="done").order_by("pk")
    assert [(row.unit.label, row.done_on, row.evidence_text, row.done_by) for row in done] == [
        ("村镇建设办", date(2026, 11, 12), "提前报送", cast.person("liaison")),
        ("民政办", NOV_16, "当日报送", cast.person("liaison")),
    ]
    assert not WorkItem.objects.filter(duty__in=done).exists()
    assert not DoneEarly.objects.exists()


def test_what_nobody_will_owe_is_not_kept(cast):
    clause(cast, "screening_half_month", NOV_1)
    sweep(cast, NOV_16)
    by, at = cast.actor("liaison"), moment(NOV_16)
    given = {"township_id": cast.township.pk, "by": by, "at": at, "on": NOV_16}
    fulfil(
        clause="screening_half_month", unit_id=cast.unit("grid").pk, **given
    )  # the period is open, the grid owes nothing
    fulfil(clause="roster_week", **given)  # the township's rules have no such clause
    assert not DoneEarly.objects.exists()


def test_a_changed_clause_leaves_the_past_alone(cast):
    old = clause(cast, "screening_half_month", NOV_1, valid_to=date(2026, 11, 20))
    clause(cast, "screening_half_month", date(2026, 11, 21), cadence="monthly", due={"day": 25}, label="矛盾纠纷月排查")
    sweep(cast, date(2027, 1, 1))
    keys = list(DutyPeriod.objects.order_by("first").values_list("period", flat=True))
    assert keys == ["2026-11a", "2026-11b", "2026-12", "2027-01"]
    assert Duty.objects.filter(period="2026-11b").first().label == old.label


def test_a_clause_due_before_its_period_is_opened_in_time(cast):
    clause(cast, "roster_week", NOV_1)
    sweep(cast, date(2026, 11, 5))
    assert "2026-W46" in DutyPeriod.objects.values_list("period", flat=True)  # due Friday the 6th for Monday the 9th
    assert Duty.objects.get(period="2026-W46").due_on == date(2026, 11, 6)


def test_a_clause_that_holds_only_at_times(cast, openers):
    clause(cast, "reception_emergency_day", NOV_16)
    emergency = {date(2026, 11, 18)}
    registry.register_condition(
        "reception_emergency_day", lambda township_id, day: min((one for one in emergency if one >= day), default=None)
    )
    for n in range(5):
        sweep(cast, NOV_16 + timedelta(days=n))
    assert [row.first for row in Duty.objects.all()] == [date(2026, 11, 18)]
    assert set(DutyPeriod.objects.values_list("period", flat=True)) == {
        "2026-11-18"
    }  # a day that owes nothing leaves nothing
    emergency.add(date(2026, 11, 20))  # switched on in the course of the day
    look_again(cast.township.pk)
    sweep(cast, date(2026, 11, 20), hour=15)
    assert Duty.objects.count() == 2


def test_done_by_hand_and_excused_by_a_second_person(cast):
    clause(cast, "dispatch_month", NOV_1)
    clause(cast, "screening_half_month", NOV_16)
    sweep(cast, NOV_16)
    office = Duty.objects.get(clause="dispatch_month")
    unit = Duty.objects.get(unit=cast.unit("building"))
    at = moment(date(2026, 11, 20))
    clerk, director, liaison, other = (cast.actor(who) for who in ("clerk", "director", "liaison", "liaison2"))
    for wrong in ({"on": date(2026, 10, 30)}, {"on": date(2026, 11, 21)}, {"text": "  "}, {"evidence_number": "没有"}):
        with pytest.raises(Refused):
            note_done(
                **(
                    {"duty_id": office.pk, "on": date(2026, 11, 19), "text": "在三楼召开", "by": clerk, "at": at}
                    | wrong
                )
            )
    with pytest.raises(OutOfScope):
        note_done(duty_id=unit.pk, on=NOV_16, text="已经排查", by=other, at=at)
    with pytest.raises(OutOfScope):
        note_done(duty_id=office.pk, on=NOV_16, text="已经召开", by=cast.actor("east_clerk"), at=at)
    note_done(duty_id=office.pk, on=date(2026, 11, 19), text="在三楼召开", by=clerk, at=at)
    propose_excuse(duty_id=unit.pk, reason="单位正在搬迁", by=liaison, at=at)
    with pytest.raises(NotAllowed):
        decide_excuse(duty_id=unit.pk, approved=True, by=liaison, at=at)
    decide_excuse(duty_id=unit.pk, approved=True, by=director, at=at)
    unit.refresh_from_db()
    assert (unit.state, unit.excused_by_id) == ("excused", director.person_id)
    actions = set(JournalEntry.objects.values_list("action", flat=True))
    assert {"duty.fulfil", "duty.propose_excuse", "duty.excuse"} <= actions


def test_candidates_are_urged_once_a_day_or_dismissed_with_a_reason(cast):
    clause(cast, "screening_half_month", NOV_1, unit_kinds=["member"])
    sweep(cast, date(2026, 11, 30))
    row = Candidate.objects.get(unit=cast.unit("building"))
    clerk, at = cast.actor("clerk"), moment(date(2026, 11, 30))
    urge(candidate_id=row.pk, by=clerk, at=at)
    with pytest.raises(Refused):
        urge(candidate_id=row.pk, by=clerk, at=at)
    with pytest.raises(OutOfScope):
        dismiss(candidate_id=row.pk, reason="不用", by=cast.actor("east_clerk"), at=at)
    with pytest.raises(Refused):
        dismiss(candidate_id=row.pk, reason=" ", by=clerk, at=at)
    dismiss(candidate_id=row.pk, reason="单位已撤并", by=clerk, at=at)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("dismissed", "单位已撤并")


def test_by_hand_for_a_span_of_days(cast, capsys):
    clause(cast, "screening_half_month", NOV_1)
    call_command("run_periodic", at="2026-11-16", until="2026-11-18")
    assert capsys.readouterr().out.count("完成") == 3
    assert DutyPeriod.objects.count() == 2


def test_one_failing_township_keeps_nobody_else_from_its_duties(cast, openers):
    for town in (cast.township, cast.east):
        clause(cast, "screening_half_month", NOV_16, township=town)

    def one_fails(openings, at):
        if cast.township.pk in {one.township_id for one in openings}:
            raise RuntimeError

    openers["screening_half_month"] = [one_fails]
    with pytest.raises(TownshipsFailed):  # noted in the table of runs, when all the others are done
        tend_duties(townships_to_open(moment(NOV_16)), moment(NOV_16))
    assert list(DutyPeriod.objects.values_list("township_id", flat=True)) == [cast.east.pk]


def test_urging_tells_somebody_or_is_refused(cast):
    """A finding about a duty hangs on no matter: the liaison is told all the same; a unit without one is not urged on paper only."""
    clause(cast, "screening_half_month", NOV_1)
    sweep(cast, date(2026, 12, 7))
    by, at = cast.actor("clerk"), moment(date(2026, 12, 7))
    told = Candidate.objects.filter(unit=cast.unit("building"), matter=None).first()
    urge(candidate_id=told.pk, by=by, at=at)
    assert Notice.objects.get(recipient=cast.person("liaison"), kind="urged").text.startswith(told.text[:10])
    silent = Candidate.objects.filter(unit=cast.unit("farm"), matter=None).first()
    with pytest.raises(Refused, match="没有可通知的联络员"):
        urge(candidate_id=silent.pk, by=by, at=at)
    silent.refresh_from_db()
    assert (silent.state, silent.urged_at) == ("open", None)
