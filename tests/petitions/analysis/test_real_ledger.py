"""The analysis on a real ledger: the public messages with replies, where they lie beside the project."""

import json
import re
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

from petitions.analysis.queries.analysis import case_facts
from petitions.analysis.queries.handling import handling_facts
from petitions.analysis.rules.texts import report_text
from petitions.cases.models.cases import Case
from records.figures.sources import FigurePeriod
from records.imports.actions.checking import check_rows
from records.imports.actions.committing import commit_chunk
from records.imports.actions.imports import confirm_import, start_import
from tests.petitions.ledger.ledgers import workbook
from township.workbooks.rules.cells import read_date

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "real" / "messages-with-replies.xlsx"
pytestmark = pytest.mark.once
HERE = pytest.mark.skipif(not REAL.exists(), reason="the public messages with replies are not at ../shared/data/real")
SHORT = [  # (unit, came in, answered)
    ("村镇建设办", "2024-01-10 9:00", "2024-03-10"),
    ("村镇建设办", "2024-01-11 9:00", "2024-03-12"),  # day 60 and day 61
    ("村镇建设办", "2024-01-12 9:00", ""),
    ("民政办", "2024-01-12 9:00", "2024-01-12"),
    ("", "2024-02-01 9:00", "2024-02-05"),
]


def bring_in(cast, data: bytes) -> None:
    by, at = cast.actor("clerk"), cast.at()
    batch = start_import(kind="cases", name="x.xlsx", data=data, by=by, at=at, in_background=False, asks=False)
    check_rows(batch.pk, at)
    confirm_import(batch_id=batch.pk, by=by, at=at, in_background=False)
    while commit_chunk(batch.pk, at):
        pass


def figures(cast, first: date, last: date, unit: str = "") -> dict[str, tuple[int, int]]:
    """(n, d) by name, as the command prints them."""
    out = StringIO()
    given = [
        "--township",
        cast.township.code,
        "--first",
        f"{first}",
        "--last",
        f"{last}",
        "--as-of",
        f"{cast.today}",
        "--json",
    ]
    call_command("figures", *given, *(["--unit", unit] if unit else []), stdout=out)
    return {line["name"]: (line["n"], line["d"]) for line in json.loads(out.getvalue())}


def by_hand(rows: list[tuple[str, date, date | None]], today: date) -> dict[tuple[str, str], list[int]]:
    """(unit, month of the due day) -> [n, d], from the cells alone: 60 days from receipt, a blank reply is open (条例第三十四条)."""
    found: dict[tuple[str, str], list[int]] = {}
    for unit, came, answered in rows:
        due = came + timedelta(days=60)
        if answered is None and due >= today:
            continue
        for key in {(unit, f"{due:%Y-%m}"), ("", f"{due:%Y-%m}")}:
            tally = found.setdefault(key, [0, 0])
            tally[0] += answered is not None and answered <= due
            tally[1] += 1
    return found


def check(cast, rows: list[tuple[str, date, date | None]]) -> None:
    for (unit, month), (n, d) in by_hand(rows, cast.today).items():
        year, number = map(int, month.split("-"))
        shown = figures(cast, date(year, number, 1), date(year, number, monthrange(year, number)[1]), unit)
        assert shown["按期办结率"] == (n, d), (unit, month)
        assert shown["及时受理率"] == (0, 0), (unit, month)  # the ledger has no day of acceptance


def test_rates_of_a_small_ledger_by_unit_and_month_equal_those_by_hand(cast):
    head = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "责任单位")
    rows = [
        (str(n), f"U{n}", f"第{n}件", came, f"第{n}件。", "已办。" if done else "", done, unit)
        for n, (unit, came, done) in enumerate(SHORT)
    ]
    bring_in(cast, workbook(head, rows))
    check(cast, [(unit, read_date(came), read_date(done)) for unit, came, done in SHORT])


@HERE
def test_rates_of_the_public_messages_by_month_equal_those_by_hand(cast):
    bring_in(cast, REAL.read_bytes())
    sheet = openpyxl.load_workbook(REAL, read_only=True).active
    head, *lines = sheet.iter_rows(values_only=True)
    came, answered = head.index("留言时间"), head.index("答复时间")
    check(cast, [("", plain_day(line[came]), plain_day(line[answered])) for line in lines if any(line)])


def plain_day(value) -> date | None:
    """The day of a cell of that file, by nothing of the import's own."""
    if value is None or not str(value).strip():
        return None
    if hasattr(value, "date"):
        return value.date()
    year, month, day = re.match(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})", str(value)).groups()
    return date(int(year), int(month), int(day))


@HERE
def test_a_real_year_adds_up(cast):
    bring_in(cast, REAL.read_bytes())
    by = cast.actor("clerk")
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
    assert f"{year}年，登记信访事项{counted[year]}件" in words
