"""Figures: a rate with nothing below the line is no rate; the periods a report is compared with."""

from datetime import date

import pytest

from records.figures.rules import FigurePeriod, FigureTable, change, moved, previous_period, rate, same_period_last_year


def test_rates_and_changes():
    assert (rate(1, 3), rate(0, 3), rate(0, 0)) == ("33.3%", "0.0%", "—")
    assert (rate(1, 16), rate(1, 80), rate(1999, 2000), rate(7, 7)) == ("6.3%", "1.3%", "100.0%", "100.0%")
    assert (change(15, 12), change(11, 12), change(3, 3)) == ("增长25.0%", "下降8.3%", "持平")
    assert (change(0, 0), change(3, 0), change(12, 9), change(12, 10)) == ("持平", "—", "—", "增长20.0%")
    assert (change(33, 32), change(17, 16)) == ("增长3.1%", "增长6.3%")  # 3.125, and 6.25 half up


def test_a_sentence_holds_no_dash():
    assert moved(15, 12, 10) == "环比增长25.0%，同比增长50.0%"
    assert moved(15, 3, 0) == "上期3件，上年同期0件"
    assert moved(3, 3, 12) == "环比持平，同比下降75.0%"


@pytest.mark.parametrize(
    ("first", "last", "before", "year_before"),
    [
        ((2026, 3, 1), (2026, 3, 31), ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-31")),
        ((2026, 1, 1), (2026, 3, 31), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        ((2024, 2, 1), (2024, 2, 29), ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        ((2026, 11, 16), (2026, 11, 22), ("2026-11-09", "2026-11-15"), ("2025-11-16", "2025-11-22")),
    ],
)
def test_periods_to_compare_with(first, last, before, year_before):
    period = FigurePeriod(date(*first), date(*last))
    for found, expected in ((previous_period(period), before), (same_period_last_year(period), year_before)):
        assert (found.first.isoformat(), found.last.isoformat()) == expected


def test_what_does_not_fit_is_an_error():
    with pytest.raises(ValueError):
        FigurePeriod(date(2026, 2, 2), date(2026, 2, 1))
    with pytest.raises(ValueError):
        FigureTable("表", ("单位", "件数"), (("民政办",),))
