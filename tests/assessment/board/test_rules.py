"""Spans, moves and tones of the board."""

from datetime import date

import pytest

from assessment.board.rules.board import first_kept, month_end, move, spans_of, tone
from records.figures.rules import Ratio


def test_a_running_month_is_told_from_whole_ones():
    spans = spans_of(date(2026, 11, 29))
    assert (spans.now.label, spans.now.is_running, spans.now.period.last) == (
        "本月至11月29日",
        True,
        date(2026, 11, 30),
    )
    assert (spans.last.label, spans.before.label) == ("2026年10月", "2026年9月")
    assert (spans.year_whole.label, spans.year_whole.last) == ("本年1–10月", date(2026, 10, 31))
    assert (spans.year_before.first, spans.year_before.last) == (date(2025, 1, 1), date(2025, 10, 31))
    assert len(spans.year.months) == 11 and len(spans.year_whole.months) == len(spans.year_before.months) == 10


def test_at_the_turn_of_the_year():
    january = spans_of(date(2026, 1, 31))
    assert january.year_whole is None and january.year_before is None
    assert (january.last.label, january.before.label) == ("2025年12月", "2025年11月")
    march = spans_of(date(2024, 3, 1))
    assert (march.year_whole.label, march.year_whole.last) == ("本年1–2月", date(2024, 2, 29))
    assert march.year_before.last == date(2023, 2, 28)
    assert spans_of(date(2026, 2, 1)).year_whole.label == "本年1月"
    assert month_end(date(2026, 12, 1)) == date(2026, 12, 31) and first_kept(date(2026, 5, 2)) == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ((30, 40), (10, 20), "＋25.0点"),
        ((1, 30), (1, 10), "－6.7点"),  # 6.666…, rounded once
        ((1, 10), (3, 30), "持平"),
        ((2001, 4000), (2000, 4000), "持平"),  # 0.025 of a point
        ((2002, 4000), (2000, 4000), "＋0.1点"),  # 0.05, half up
        ((9, 9), (20, 40), "基数小"),
        ((0, 0), (20, 40), "—"),
        ((20, 40), (0, 0), "—"),
    ],
)
def test_how_a_rate_moved(now, before, words):
    assert move(Ratio(*now), Ratio(*before)) == words


def test_tones_say_nothing_on_few_rows():
    found = [tone(Ratio(n, d)) for n, d in ((0, 0), (4, 4), (0, 4), (19, 20), (18, 20), (16, 20), (15, 20))]
    assert found == ["", "few", "few", "good", "fair", "fair", "poor"]
