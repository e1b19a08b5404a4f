"""Clocks: the computed vectors, pauses, extensions, the derivation, and what must hold for every clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.clocks.rules.clocks import ClockInput, Pause, Step, Term, TermUnit, compute
from tests.official_calendar import official_calendar
from township.calendar.rules.days import WorkCalendar
from township.refusals import Refused

CALENDAR = official_calendar()
SIXTY = Term("conclude_60", "处理意见（60日）", 60, TermUnit.NATURAL, "条例第三十四条", "受理", max_extension=30)


def natural(n, **more):
    return Term("n", "自然日期限", n, TermUnit.NATURAL, "条例第二十三条", "收到", **more)


def working(n, **more):
    return Term("w", "工作日期限", n, TermUnit.WORKING, "条例第二十三条第三款", "收到转送件", **more)


def due(term, start_on, **more):
    result = compute(ClockInput(term, start_on, **more), CALENDAR)
    return result.due_on, result.rolled_due_on


def steps(term, start_on, **more):
    return compute(ClockInput(term, start_on, **more), CALENDAR).derivation


@pytest.mark.parametrize(
    ("start_on", "n", "raw", "rolled"),
    [
        (date(2026, 1, 31), 15, date(2026, 2, 15), date(2026, 2, 24)),
        (date(2026, 9, 10), 15, date(2026, 9, 25), date(2026, 9, 28)),
        (date(2026, 8, 2), 60, date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 2, 24), 60, date(2026, 4, 25), date(2026, 4, 27)),
        (date(2026, 9, 1), 30, date(2026, 10, 1), date(2026, 10, 8)),
    ],
)
def test_vectors_of_natural_days(start_on, n, raw, rolled):
    assert due(natural(n), start_on) == (raw, rolled)


def test_vector_of_the_extension_counted_from_the_raw_date():
    assert due(SIXTY, date(2026, 8, 2), extension_days=30) == (date(2026, 10, 31), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("start_on", "n", "raw"),
    [
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        (date(2026, 2, 14), 5, date(2026, 2, 28)),
        (date(2026, 9, 18), 3, date(2026, 9, 22)),
        (date(2026, 9, 22), 10, date(2026, 10, 13)),
        (date(2026, 4, 30), 1, date(2026, 5, 6)),
        (date(2026, 4, 30), 3, date(2026, 5, 8)),
        (date(2025, 9, 28), 5, date(2025, 10, 11)),
    ],
)
def test_vectors_of_working_days(start_on, n, raw):
    assert due(working(n), start_on) == (raw, raw)


def test_the_petitioner_is_shown_the_rolled_day_and_the_office_the_raw_one():
    start = ClockInput(natural(30, is_window=True), date(2026, 9, 1))
    assert compute(start, CALENDAR).shown_on == date(2026, 10, 8)
    assert compute(ClockInput(natural(30), date(2026, 9, 1)), CALENDAR).shown_on == date(2026, 10, 1)


def test_the_derivation_of_sixty_days_with_extension_can_be_followed_by_hand():
    evidence = "受理告知书 清信受〔2026〕88号"
    assert steps(SIXTY, date(2026, 8, 2), start_evidence=evidence, extension_days=30) == (
        Step(date(2026, 8, 2), f"2026年8月2日（周日）受理，凭据：{evidence}；当日不计入。", "民法典第二百零一条"),
        Step(
            date(2026, 8, 3),
            "自次日2026年8月3日（周一）起算，期限60日，周末和节假日都计入。",
            "条例第三十四条",
        ),
        Step(date(2026, 10, 1), "第60日是2026年10月1日（周四，国庆节放假）。", "条例第三十四条"),
        Step(
            date(2026, 10, 31),
            "经批准延长30日，从未顺延的2026年10月1日接着数，到2026年10月31日（周六）。",
            "条例第三十四条",
        ),
        Step(
            date(2026, 11, 2),
            "最后一日是休假日，顺延到休假日结束的次日：2026年11月2日（周一）。",
            "民法典第二百零三条",
        ),
    )


def test_the_derivation_of_working_days_names_every_skipped_holiday_and_make_up_day():
    texts = [step.text for step in steps(working(10), date(2026, 9, 22))]
    assert texts == [
        "2026年9月22日（周二）收到转送件；当日不计入。",
        "自次日2026年9月23日（周三）起算，期限10个工作日，只数工作日，周末和放假不计，补班计入。",
        "跳过2026年9月25日至9月27日（中秋节放假，3天）。",
        "跳过2026年10月1日至10月7日（国庆节放假，7天）。",
        "计入2026年10月10日（周六，国庆节补班）。",
        "跳过2026年10月11日（周末，1天）。",
        "第10个工作日是2026年10月13日（周二）。",
    ]


def test_a_closed_pause_moves_the_due_date_by_its_days():
    pause = Pause(date(2026, 3, 10), date(2026, 3, 20), "听证", "条例第三十六条第二款")
    assert due(natural(30), date(2026, 3, 2)) == (date(2026, 4, 1), date(2026, 4, 1))
    assert due(natural(30), date(2026, 3, 2), pauses=(pause,)) == (date(2026, 4, 11), date(2026, 4, 13))
    told = steps(natural(30), date(2026, 3, 2), pauses=(pause,))[2]
    assert told == Step(
        date(2026, 3, 10), "2026年3月10日至3月19日中止（听证），其间10日不计入期限。", "条例第三十六条第二款"
    )


def test_a_pause_of_a_working_day_term_moves_it_by_working_days():
    pause = Pause(date(2026, 3, 6), date(2026, 3, 10), "等待回函")
    assert due(working(5), date(2026, 3, 2), pauses=(pause,)) == (date(2026, 3, 11), date(2026, 3, 11))


def test_pauses_that_overlap_count_their_days_once():
    pauses = (
        Pause(date(2026, 3, 10), date(2026, 3, 20), "听证"),
        Pause(date(2026, 3, 15), date(2026, 3, 25), "鉴定"),
    )
    assert due(natural(30), date(2026, 3, 2), pauses=pauses)[0] == date(2026, 4, 16)


def test_an_open_pause_leaves_the_clock_standing_at_its_earliest_date():
    result = compute(
        ClockInput(natural(30), date(2026, 3, 2), pauses=(Pause(date(2026, 3, 9), None, "听证"),)), CALENDAR
    )
    assert (result.due_on, result.is_standing) == (date(2026, 4, 1), True)
    assert result.derivation[2].text == "2026年3月9日（周一）起中止（听证），恢复后接着数，届满日随之推后。"


def test_a_pause_after_the_last_day_changes_nothing_and_is_not_told():
    late = Pause(date(2026, 6, 1), date(2026, 6, 30), "听证")
    assert compute(ClockInput(natural(30), date(2026, 3, 2), pauses=(late,)), CALENDAR) == compute(
        ClockInput(natural(30), date(2026, 3, 2)), CALENDAR
    )


def test_a_year_without_a_table_makes_the_result_provisional_and_says_so():
    result = compute(ClockInput(SIXTY, date(2026, 12, 8)), CALENDAR)
    assert result.is_provisional
    assert (result.due_on, result.rolled_due_on) == (date(2027, 2, 6), date(2027, 2, 9))
    assert result.derivation[-1].text == ("2027年的放假安排还没有导入，按周一至周五和法定节日暂算；导入后重新计算。")


def test_natural_days_that_end_in_a_known_year_are_not_provisional():
    assert not compute(ClockInput(natural(15), date(2024, 12, 20)), CALENDAR).is_provisional
    assert compute(ClockInput(working(15), date(2024, 12, 20)), CALENDAR).is_provisional


@pytest.mark.parametrize(
    ("stop_on", "verdict"),
    [
        (date(2026, 10, 1), "2026年10月1日（周四）完成，期限停止计算，在期限内。"),
        (date(2026, 10, 3), "2026年10月3日（周六）完成，期限停止计算，超期2日。"),
    ],
)
def test_a_stop_is_told_with_its_verdict(stop_on, verdict):
    assert steps(SIXTY, date(2026, 8, 2), stop_on=stop_on)[-1].text == verdict


def test_sixty_days_cannot_be_extended_by_31():
    with pytest.raises(Refused) as refusal:
        due(SIXTY, date(2026, 8, 2), extension_days=31)
    assert str(refusal.value) == "“处理意见（60日）”最多延长30日。（条例第三十四条）"


def test_other_terms_cannot_be_extended_at_all():
    with pytest.raises(Refused, match="不能延长"):
        due(natural(15), date(2026, 8, 2), extension_days=1)


def test_impossible_dates_are_refused_with_a_sentence():
    with pytest.raises(Refused, match="恢复日期不能早于中止日期"):
        due(SIXTY, date(2026, 8, 2), pauses=(Pause(date(2026, 8, 9), date(2026, 8, 8), "听证"),))
    with pytest.raises(Refused, match="结束日期不能早于起算日期2026年8月2日"):
        due(SIXTY, date(2026, 8, 2), stop_on=date(2026, 8, 1))


def test_a_limit_set_case_by_case_must_be_set():
    open_term = natural(None)
    with pytest.raises(Refused, match="请填写办理期限"):
        due(open_term, date(2026, 3, 2))
    assert due(open_term.until(date(2026, 3, 2), date(2026, 3, 20)), date(2026, 3, 2))[0] == date(2026, 3, 20)
    with pytest.raises(Refused, match="不能早于起算日期2026年3月2日"):
        open_term.until(date(2026, 3, 2), date(2026, 3, 1))


starts = st.dates(date(2025, 1, 1), date(2027, 6, 30))
lengths = st.integers(0, 60)
terms = st.builds(lambda n, make: make(n, max_extension=30), lengths, st.sampled_from([natural, working]))


@st.composite
def pauses(draw):
    first = draw(st.dates(date(2024, 12, 1), date(2027, 9, 30)))
    length = draw(st.none() | st.integers(0, 40))
    return Pause(first, None if length is None else first + timedelta(days=length), "听证")


@given(terms, starts, st.lists(pauses(), max_size=4), st.integers(0, 30))
def test_a_pause_never_shortens_a_clock(term, start_on, held, extension):
    plain = compute(ClockInput(term, start_on, extension_days=extension), CALENDAR)
    paused = compute(ClockInput(term, start_on, pauses=tuple(held), extension_days=extension), CALENDAR)
    assert paused.due_on >= plain.due_on
    assert paused.rolled_due_on >= plain.rolled_due_on


@given(starts, st.lists(pauses(), max_size=4))
def test_natural_days_move_by_the_days_that_were_paused_within_the_run(start_on, held):
    result = compute(ClockInput(natural(30), start_on, pauses=tuple(held)), CALENDAR)
    run = [start_on + timedelta(days=n) for n in range(1, (result.due_on - start_on).days + 1)]
    paused = [day for day in run if any(p.to_on and p.from_on <= day < p.to_on for p in held)]
    assert len(run) == 30 + len(paused)


@given(starts, st.integers(0, 30))
def test_sixty_days_and_their_extension_never_exceed_ninety(start_on, extension):
    result = compute(ClockInput(SIXTY, start_on, extension_days=extension), CALENDAR)
    assert (result.due_on - start_on).days == 60 + extension <= 90


@given(terms, starts, st.integers(0, 29))
def test_a_longer_extension_never_ends_earlier(term, start_on, extension):
    one = compute(ClockInput(term, start_on, extension_days=extension), CALENDAR)
    more = compute(ClockInput(term, start_on, extension_days=extension + 1), CALENDAR)
    assert more.due_on > one.due_on
    assert more.rolled_due_on >= one.rolled_due_on


@given(terms, starts, st.lists(pauses(), max_size=3))
def test_the_last_day_is_a_working_day_and_the_derivation_ends_there(term, start_on, held):
    result = compute(ClockInput(term, start_on, pauses=tuple(held)), CALENDAR)
    assert result.rolled_due_on == CALENDAR.roll_forward(result.due_on)
    assert result.derivation[0].date == start_on
    assert max(step.date for step in result.derivation[2:]) == result.rolled_due_on
    assert all(step.text.endswith("。") for step in result.derivation)


@given(terms, starts)
def test_the_import_of_every_year_ends_provisional_results(term, start_on):
    every_year = WorkCalendar(CALENDAR.days, frozenset(range(2024, 2030)))
    assert not compute(ClockInput(term, start_on), every_year).is_provisional
