"""The one writer of clocks: inputs beside dates, and the matter's next due date always in step."""

from datetime import date

import pytest

from petitions.cases.rules.terms import ASK_REVIEW, CONCLUDE, FINAL_REVIEW, OBJECT, UNIT_LIMIT
from records.clocks.actions.clocks import extend_clock, pause_clock, resume_clock, start_clock, stop_clock, stop_clocks
from records.clocks.actions.recomputing import recompute_open_clocks
from records.clocks.listeners import LISTENERS, on_due_changed
from records.clocks.models import Clock
from records.clocks.queries import clocks_of, light_of, reaches_until, term_of
from records.clocks.rules.lights import Colour
from records.matters.models.matters import Matter
from township.calendar.models import WorkCalendarDay
from township.calendar.queries.days import work_calendar
from township.journal.models import JournalEntry
from township.refusals import Refused

TUESDAY = date(2026, 9, 22)


@pytest.fixture
def conclude(matter):
    return start_clock(matter=matter, term=CONCLUDE, start_on=TUESDAY, evidence="受理告知书 清信受〔2026〕1号")


def next_due(matter):
    row = Matter.objects.get(pk=matter.pk)
    return row.next_due_on, row.next_due_label


def test_a_clock_keeps_its_inputs_beside_both_dates(matter, conclude):
    clock = Clock.objects.get()
    assert (clock.due_on, clock.rolled_due_on) == (date(2026, 11, 21), date(2026, 11, 23))  # a Saturday rolls to Monday
    assert term_of(clock) == CONCLUDE
    assert clock.start_evidence == "受理告知书 清信受〔2026〕1号"
    assert not clock.is_provisional
    assert clock.derivation[0]["text"].startswith("2026年9月22日（周二）受理，凭据：受理告知书")
    assert (matter.next_due_on, matter.next_due_label) == next_due(matter) == (date(2026, 11, 21), "处理意见（60日）")


def test_working_days_skip_the_holidays_and_count_the_make_up_day(matter, cast):
    clock = start_clock(
        matter=matter, term=OBJECT, start_on=date(2026, 9, 18), evidence="交办函", unit=cast.unit("building")
    )
    # 20 September (Sunday) is worked, 25 to 27 are off.
    assert clock.due_on == date(2026, 9, 24)
    assert any("补班" in step["text"] for step in clock.derivation)


def test_the_earliest_duty_of_the_township_is_the_next_due_date(matter, conclude, cast):
    unit = start_clock(
        matter=matter,
        term=UNIT_LIMIT,
        start_on=TUESDAY,
        evidence="交办函",
        unit=cast.unit("civil"),
        due_on=date(2026, 10, 12),
    )
    assert unit.length == 20
    assert next_due(matter) == (date(2026, 10, 12), UNIT_LIMIT.label)
    stop_clock(clock=unit, on=date(2026, 10, 10), evidence="承办单位上报")
    assert next_due(matter) == (date(2026, 11, 21), CONCLUDE.label)
    stop_clock(clock=conclude, on=date(2026, 11, 1), evidence="送达回证")
    assert next_due(matter) == (None, "")


def test_a_due_date_before_the_start_is_refused_beside_its_field(matter):
    with pytest.raises(Refused) as refused:
        start_clock(matter=matter, term=UNIT_LIMIT, start_on=TUESDAY, evidence="", due_on=date(2026, 9, 21))
    assert refused.value.field == "due_on"


def test_a_petitioners_window_raises_no_alarm_and_shows_the_rolled_day(matter, cast):
    clock = start_clock(matter=matter, term=ASK_REVIEW, start_on=date(2026, 9, 10), evidence="送达回证")
    assert clock.is_owed_by_petitioner
    assert next_due(matter) == (None, "")
    assert (clock.due_on, clock.rolled_due_on) == (date(2026, 10, 10), date(2026, 10, 10))  # a worked Saturday


def test_the_same_limit_runs_again_in_a_new_round(matter, conclude):
    stop_clock(clock=conclude, on=TUESDAY, evidence="送达")
    again = start_clock(matter=matter, term=CONCLUDE, start_on=date(2026, 12, 1), evidence="复查撤销")
    assert again.round == 2
    assert [clock.round for clock in clocks_of(matter.pk)] == [2, 1]


def test_extension_once_counted_on_from_the_raw_date(conclude, cast, matter):
    extended = extend_clock(clock=conclude, days=30, by_person_id=cast.person("director").pk)
    assert extended.due_on == date(2026, 12, 21)  # 60 + 30 days from acceptance, never more
    assert next_due(matter)[0] == date(2026, 12, 21)
    with pytest.raises(Refused, match="已经延期过一次"):
        extend_clock(clock=conclude, days=1, by_person_id=None)


@pytest.mark.parametrize("days", [0, -1, 31, 60])
def test_no_extension_beyond_the_article(conclude, days):
    with pytest.raises(Refused):
        extend_clock(clock=conclude, days=days, by_person_id=None)
    assert Clock.objects.get().extension_days == 0


def test_only_where_the_law_allows_it_a_clock_stands_still(conclude):
    with pytest.raises(Refused, match="依法不能中止"):
        pause_clock(clock=conclude, from_on=date(2026, 10, 1), reason="听证", article="")


def test_a_hearing_moves_the_final_review_by_exactly_its_days(matter, cast):
    clock = start_clock(matter=matter, term=FINAL_REVIEW, start_on=TUESDAY, evidence="复核申请")
    before = clock.due_on
    paused = pause_clock(clock=clock, from_on=date(2026, 10, 8), reason="听证", article="条例第三十六条第二款")
    light = light_of(Clock.objects.get(), date(2026, 10, 9), work_calendar(matter.township_id))
    assert (paused.due_on, light.colour) == (before, Colour.PAUSED)
    with pytest.raises(Refused, match="已经中止"):
        pause_clock(clock=clock, from_on=date(2026, 10, 9), reason="听证", article="")
    with pytest.raises(Refused) as refused:
        resume_clock(clock=clock, to_on=date(2026, 10, 7))
    assert refused.value.field == "to_on"
    assert (resume_clock(clock=clock, to_on=date(2026, 10, 18)).due_on - before).days == 10
    with pytest.raises(Refused, match="没有中止"):
        resume_clock(clock=clock, to_on=date(2026, 10, 19))


def test_a_clock_that_stands_still_is_no_next_due_date(matter, cast):
    clock = start_clock(matter=matter, term=FINAL_REVIEW, start_on=TUESDAY, evidence="")
    Clock.objects.update(is_owed_by_petitioner=False)
    pause_clock(clock=clock, from_on=TUESDAY, reason="听证", article="")
    assert next_due(matter) == (None, "")
    resume_clock(clock=clock, to_on=date(2026, 9, 30))
    assert next_due(matter)[0] == date(2026, 10, 29)  # 23 to 29 September did not count


def test_stopping_by_code_touches_only_that_unit_and_never_twice(matter, cast):
    for key in ("civil", "farm"):
        start_clock(matter=matter, term=OBJECT, start_on=TUESDAY, evidence="交办函", unit=cast.unit(key))
    civil = cast.unit("civil")
    first = stop_clocks(matter=matter, codes=["object_5wd"], on=date(2026, 9, 23), evidence="异议", unit=civil)
    assert [clock.unit for clock in first] == [civil]
    assert stop_clocks(matter=matter, codes=["object_5wd"], on=date(2026, 9, 30), evidence="x", unit=civil) == []
    assert matter.next_due_on is not None
    assert len(stop_clocks(matter=matter, codes=["object_5wd", "none"], on=date(2026, 9, 24), evidence="受理")) == 1
    assert matter.next_due_on is None
    stopped = Clock.objects.get(unit=civil)
    assert (stop_clock(clock=stopped, on=date(2026, 12, 1), evidence="again").stopped_on) == date(2026, 9, 23)


def test_a_stopped_clock_is_neither_extended_nor_paused(conclude):
    stop_clock(clock=conclude, on=date(2026, 10, 1), evidence="送达")
    for change in (
        lambda: extend_clock(clock=conclude, days=5, by_person_id=None),
        lambda: pause_clock(clock=conclude, from_on=TUESDAY, reason="", article=""),
        lambda: resume_clock(clock=conclude, to_on=TUESDAY),
    ):
        with pytest.raises(Refused, match="已经结束"):
            change()


def test_a_clock_is_not_stopped_before_it_starts(conclude):
    with pytest.raises(Refused):
        stop_clock(clock=conclude, on=date(2026, 9, 1), evidence="")
    assert Clock.objects.get().stopped_on is None


def test_a_new_day_off_moves_the_open_clocks_and_tells_who_repeats_the_date(make_matter, cast):
    open_one, closed = make_matter("1号"), make_matter("2号")
    moved = start_clock(matter=open_one, term=OBJECT, start_on=date(2026, 9, 21), evidence="")
    done = start_clock(matter=closed, term=OBJECT, start_on=date(2026, 9, 21), evidence="")
    stop_clock(clock=done, on=date(2026, 9, 22), evidence="")
    heard = []
    on_due_changed(heard.extend)
    try:
        WorkCalendarDay.objects.create(
            township=cast.township, date=date(2026, 9, 23), kind="off", name="本地节日", source="本镇"
        )
        assert recompute_open_clocks(by=cast.actor("clerk"), at=cast.at(), township_id=cast.township.pk) == 1
    finally:
        LISTENERS.remove(heard.extend)
    assert heard == [open_one.pk]
    assert Clock.objects.get(pk=moved.pk).due_on > moved.due_on
    assert Clock.objects.get(pk=done.pk).due_on == done.due_on
    assert next_due(open_one)[0] == Clock.objects.get(pk=moved.pk).due_on
    line = JournalEntry.objects.get(action="clocks.recompute")
    assert (line.township, line.detail) == (cast.township, {"moved": 1, "of": 1})
    assert recompute_open_clocks(by=cast.actor("clerk"), at=cast.at()) == 0
    assert JournalEntry.objects.filter(action="clocks.recompute").count() == 1


def test_how_far_ahead_the_calendar_is_needed(conclude, cast):
    assert reaches_until(cast.township.pk) == date(2026, 11, 23)
    assert reaches_until(cast.east.pk) is None


def test_a_limit_that_reaches_a_year_without_a_table_is_provisional(matter):
    clock = start_clock(matter=matter, term=OBJECT, start_on=date(2026, 12, 30), evidence="")
    assert clock.is_provisional
