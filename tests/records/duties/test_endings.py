"""A debtor that is gone owes nothing that would have come due afterwards: ledger, page of the thing, reminders and figures agree."""

from datetime import date, timedelta

import pytest

from meetings.receptions.queries import receptions
from meetings.receptions.queries.rosters import duty_days
from petitions.screening.actions.returns import hand_in
from petitions.screening.actions.rounds import close_round
from petitions.screening.models.rounds import Round
from records.duties.actions.duties import decide_excuse, fulfil, note_done, propose_excuse
from records.duties.actions.endings import end_duties_of_leavers
from records.duties.models.duties import Duty
from records.figures.declared import DECLARED
from records.work.actions.verify import differences
from records.work.models import OPEN, WorkItem
from tests.cast import moment
from tests.records.duties.duty_stage import clause, sweep
from township.actors import system_actor
from township.directory.actions.posts import close_post
from township.directory.actions.units import switch_unit_off
from township.directory.models.people import Post
from township.refusals import Refused

NOV_16, MONDAY = date(2026, 11, 16), date(2026, 11, 2)


def duty_of(cast, unit: str) -> Duty:
    return Duty.objects.get(unit=cast.unit(unit), clause="screening_half_month")


def missing_in(screening: Round) -> set[str]:
    return set(screening.returns.filter(state="missing").values_list("unit__name", flat=True))


def test_a_unit_that_is_dissolved_in_the_middle_of_a_round_is_waited_for_by_nobody(cast):
    clause(cast, "screening_half_month", date(2026, 11, 1))
    sweep(cast, NOV_16)
    unit, day = cast.unit("civil"), date(2026, 11, 20)
    before = Round.objects.get(period="2026-11a")
    now = Round.objects.get(period="2026-11b")
    assert unit.name in missing_in(now) and unit.name in missing_in(before)
    Post.objects.filter(unit=unit).update(ends_on=day - timedelta(days=1))
    switch_unit_off(unit_id=unit.pk, by=cast.actor("sysadmin", on=day), at=moment(day))
    old, new = Duty.objects.filter(unit=unit).order_by("first")
    assert (old.state, old.ended_on) == ("open", None)  # it was due while the unit was there
    assert (new.state, new.ended_on, new.excuse_reason) == (
        "excused",
        day,
        f"{unit.label}已于2026年11月20日停用，不再应办",
    )
    assert unit.name not in missing_in(now) and unit.name in missing_in(before)
    assert not WorkItem.objects.filter(OPEN, unit=unit, matter__screening__period="2026-11b").exists()
    counted = DECLARED["records.duties"].rows(cast.township.pk, date(2026, 12, 31))
    assert counted.filter(unit=unit).get().period == "2026-11a"
    for other in list(now.returns.values_list("unit_id", flat=True)):
        by = system_actor(cast.township.pk, "测试", day)
        hand_in(round_id=now.pk, unit_id=other, revision=None, by=by, at=moment(day))
    closed = close_round(
        round_id=now.pk, revision=Round.objects.get(pk=now.pk).revision, by=cast.actor("clerk", on=day), at=moment(day)
    )
    assert closed.state == "closed" and "未报 0 个单位" in now.matter.events.order_by("pk").last().text


def test_what_a_second_person_excuses_is_off_the_round_as_well(cast):
    clause(cast, "screening_half_month", NOV_16)
    sweep(cast, NOV_16)
    duty, at = duty_of(cast, "building"), moment(NOV_16)
    propose_excuse(duty_id=duty.pk, reason="单位正在搬迁", by=cast.actor("liaison"), at=at)
    decide_excuse(duty_id=duty.pk, approved=True, by=cast.actor("director"), at=at)
    screening = Round.objects.get()
    assert not screening.returns.filter(unit=cast.unit("building")).exists() and screening.returns.count() == 3
    assert "免报" in screening.matter.events.order_by("pk").last().text


def test_what_a_page_shows_is_done_there_and_not_noted_by_hand_beside_it(cast):
    """A round that says 未报 and a ledger that says 已办 cannot both be true."""
    clause(cast, "screening_half_month", NOV_16)
    sweep(cast, NOV_16)
    duty = duty_of(cast, "building")
    with pytest.raises(Refused, match="在“排查”办理"):
        note_done(duty_id=duty.pk, on=NOV_16, text="已经电话报告", by=cast.actor("liaison"), at=moment(NOV_16))


def test_a_leader_whose_post_ended_in_the_week_owes_it_no_more(cast):
    clause(cast, "reception_week", MONDAY)
    sweep(cast, MONDAY)
    leader, chief = cast.person("leader"), cast.person("chief")
    wednesday = MONDAY + timedelta(days=2)
    for post in Post.objects.filter(person=leader, ends_on__isnull=True):
        close_post(post, wednesday)
    assert end_duties_of_leavers(moment(wednesday)) == 0  # still in office today
    assert [end_duties_of_leavers(moment(wednesday + timedelta(days=n))) for n in (1, 2)] == [1, 0]
    duty = Duty.objects.get(person=leader)
    assert (duty.state, duty.ended_on) == ("excused", wednesday)
    rows = receptions.coverage(cast.township.pk, [MONDAY], MONDAY + timedelta(days=7))
    judged = {row.person.pk: (row.kept, row.owed) for row in rows}
    assert judged[leader.pk] == (0, 0) and judged[chief.pk] == (0, 1)
    assert not list(differences(cast.township.pk))
    done = {"by": cast.actor("clerk", on=MONDAY), "at": moment(MONDAY + timedelta(days=4)), "text": "接访记录"}
    given = {"clause": "reception_week", "township_id": cast.township.pk, "person_id": leader.pk}
    assert fulfil(on=MONDAY + timedelta(days=1), **given, **done) == 1  # he received before he left
    duty.refresh_from_db()
    assert duty.state == "done"


def test_an_old_miss_of_a_leader_who_left_later_stays_a_miss(cast):
    clause(cast, "reception_week", MONDAY)
    sweep(cast, MONDAY)
    for post in Post.objects.filter(person=cast.person("leader"), ends_on__isnull=True):
        close_post(post, MONDAY + timedelta(days=9))
    assert end_duties_of_leavers(moment(MONDAY + timedelta(days=14))) == 0
    assert Duty.objects.get(person=cast.person("leader")).state == "open"


def test_a_week_that_is_not_over_is_neither_kept_nor_missing(cast):
    """The sum of the page is that of the ledger on every day: before, on and after the last day for it."""
    clause(cast, "reception_week", MONDAY)
    sweep(cast, MONDAY)
    due_on = Duty.objects.filter(clause="reception_week").first().due_on
    owed = [
        {row.owed for row in receptions.coverage(cast.township.pk, [MONDAY], day)}
        for day in (MONDAY, due_on, due_on + timedelta(days=1))
    ]
    assert owed == [{0}, {0}, {1}]


def test_every_week_of_a_year_is_owed_where_there_is_a_day_to_receive_on(cast):
    """Spring Festival, National Day, weeks with a Saturday or Sunday of work: roster and ledger know the same weeks and last days."""
    clause(cast, "reception_week", date(2026, 1, 5), due={"at": "end", "shift": "back"})
    sweep(cast, date(2026, 12, 28))
    duties = dict(Duty.objects.filter(person=cast.person("chief")).values_list("first", "due_on"))
    mondays = [date(2026, 1, 5) + timedelta(weeks=n) for n in range(51)]
    days = {monday: duty_days(cast.township.pk, monday) for monday in mondays}
    assert {monday for monday in mondays if days[monday]} == set(duties) & set(mondays)
    assert date(2026, 2, 16) not in duties  # no working day in it
    assert [duties[monday] for monday in (date(2026, 9, 14), date(2026, 9, 28), date(2026, 10, 5))] == [
        date(2026, 9, 20),  # a Sunday of work
        date(2026, 9, 30),
        date(2026, 10, 10),  # a Saturday of work
    ]
    assert all(duties[monday] == max(found) for monday, found in days.items() if found)
