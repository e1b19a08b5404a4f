"""The analysis on a real ledger: the public messages with replies, where they lie beside the project."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from petitions.analysis.queries.analysis import case_facts
from petitions.analysis.queries.handling import handling_facts
from petitions.analysis.rules.texts import report_text
from petitions.cases.models.cases import Case
from petitions.ledger.actions.imports import check_chunk, commit_chunk, confirm_import, start_import
from records.figures.sources import FigurePeriod

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "real" / "messages-with-replies.xlsx"
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not REAL.exists(), reason="the public messages with replies are not at ../shared/data/real"),
]


def test_a_real_year_adds_up(cast):
    by, at = cast.actor("clerk"), cast.at()
    batch = start_import(name="x.xlsx", data=REAL.read_bytes(), by=by, at=at, in_background=False)
    start = 0
    while start := check_chunk(batch.pk, start, at) or 0:
        pass
    confirm_import(batch_id=batch.pk, by=by, at=at, in_background=False)
    while commit_chunk(batch.pk, at):
        pass
    counted = Counter(day.year for day in Case.objects.values_list("registered_on", flat=True))
    year = counted.most_common(1)[0][0]
    span = FigurePeriod(date(year, 1, 1), date(year, 12, 31), f"{year}年")
    facts = case_facts(by, span)
    assert facts.cases.now == counted[year] > 300
    assert facts.cases.previous == facts.cases.last_year == counted[year - 1]
    for slices in (facts.channels, facts.classes, facts.units, facts.categories):
        assert sum(row.cases.now for row in slices) == counted[year]
    assert sum(month.now for month in facts.trend) == counted[year]
    words = report_text(facts, handling_facts(by, span, cast.today))
    assert f"{year}年，登记信访事项{counted[year]}件" in words and "本期没有到期" in words
