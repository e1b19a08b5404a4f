"""The rules by themselves: small cells, periods, sentences from figures, charts."""

from datetime import date

import pytest

from petitions.analysis.rules.analysis import CaseFacts, Slice, Three, Windows
from petitions.analysis.rules.handling import HandlingFacts, Ratio, Ratios, UnitGrades, UnitLoad, handling_tables
from petitions.analysis.rules.periods import choices, period_from
from petitions.analysis.rules.small_cells import shown_lines, shown_with_sum, sum_range
from petitions.analysis.rules.texts import case_text, handling_text
from records.figures.sources import FigurePeriod

NOVEMBER = Windows.of(FigurePeriod(date(2026, 11, 1), date(2026, 11, 30), "2026年11月"))


@pytest.mark.parametrize(
    ("cells", "shown", "total"),
    [
        ((9, 2), ["…", "＜5"], "11"),  # one hidden cell: another goes with it
        ((3, 0), ["＜5", "0"], "＜5"),
        ((3, 4), ["＜5", "＜5"], "7"),
        ((4, 4), ["＜5", "＜5"], "…"),  # eight of two cells under five: both are four
        ((1, 1, 9), ["＜5", "＜5", "9"], "…"),
        ((0, 9), ["0", "9"], "9"),
        ((20, 8, 1), ["20", "…", "＜5"], "29"),
    ],
)
def test_small_cells_are_hidden_and_cannot_be_worked_out(cells, shown, total):
    assert shown_with_sum(cells) == (shown, total)
    assert (sum_range(32, 3), sum_range(32, 0), sum_range(32, 6)) == ("33～36", "32", "38")


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("2026-10", "2026年10月"),
        ("2026-Q3", "2026年第三季度"),
        ("2025", "2025年"),
        ("x", "2026年11月"),
        ("2026-13", "2026年11月"),
    ],
)
def test_periods_by_their_keys(key, label):
    period = period_from(key, date(2026, 11, 5))
    assert period.label == label
    assert any((period.key, label) in rows for _, rows in choices(date(2026, 11, 5), period))


def test_the_text_says_what_was_counted():
    visit = Slice("来访", Three(12, 8, 10), Three(20, 9, 10), Three(3, 1, 0), Three(1, 0, 0))
    letter = Slice("来信", Three(8, 8, 2), Three(8, 8, 2))
    facts = CaseFacts(
        NOVEMBER, channels=(letter, visit), classes=(Slice("申诉求决", Three(20, 16, 12)),), accusations=Three(2)
    )
    text = case_text(facts)
    assert "登记信访事项20件、28人次，环比增长25.0%，同比增长66.7%。另有检举控告不足5件" in text
    assert "从形式看，来访12件（60.0%）、来信8件（40.0%）。" in text
    assert "重复信访3件，占15.0%（上期6.3%）；集体访1批（上期0批）。" in text
    assert case_text(CaseFacts(NOVEMBER)) == "2026年11月没有登记信访事项。"


def test_rates_are_never_made_of_nothing():
    empty = HandlingFacts(NOVEMBER, date(2026, 12, 1))
    assert "各项比率不计算" in handling_text(empty)
    facts = HandlingFacts(
        NOVEMBER,
        date(2026, 12, 1),
        acceptance=Ratios(Ratio(9, 10), Ratio(8, 8), label="及时受理率"),
        late=2,
        loads=(UnitLoad("民政办", late=2, assigned=3, reported=1, tasks_late=1),),
        grades=(UnitGrades("民政办", 9, 2),),
    )
    text = handling_text(facts)
    assert "及时受理率90.0%（9/10，上期100.0%）。" in text and "超期未办结2件，其中民政办2件。" in text
    grades = next(table for table in handling_tables(facts) if table.key == "grades")
    assert grades.lines[0].cells == ("…", "＜5", "11")


@pytest.mark.parametrize(
    "lines", [[(12, 0), (9, 1), (7, 0)], [(12, 6), (9, 2), (20, 9)], [(30, 1), (20, 1), (15, 8)], [(12, 6), (9, 7)], []]
)
def test_the_sums_of_the_columns_give_nobody_away_either(lines):
    """The rate of the township stands beside the table: a column never hides one cell alone, a line that hides one hides its sum."""
    found = shown_lines(lines)
    assert len(found) == len(lines)
    for words, total in found:
        assert sum(word in ("＜5", "…") for word in words) != 1 or total == "…"
    for column in zip(*(words for words, _ in found), strict=True):
        assert sum(word in ("＜5", "…") for word in column) != 1
    assert found[-1] == (["9", "7"], "16") if lines and lines[-1] == (9, 7) else True


def test_one_unit_alone_hides_both_cells():
    assert shown_lines([(3, 1)]) == [(["＜5", "＜5"], "＜5")]
