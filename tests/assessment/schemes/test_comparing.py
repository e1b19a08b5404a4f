"""Results over years and units: as they were frozen, few rows marked, never across different rules."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.schemes.models.runs import Run
from assessment.schemes.queries.comparing import compared, figure_lines, figures_of, issued
from assessment.schemes.rules.comparing import is_thin, moved, thin_share
from tests.assessment.schemes.test_runs import late_task
from tests.petitions.office.desk import text


@pytest.mark.parametrize(
    ("now", "before", "is_same", "words"),
    [
        ("86.25", "85.00", True, "＋1.25"),
        ("84.6", "85.0", True, "－0.4"),
        ("85.00", "85.00", True, "持平"),
        ("85.00", "80.00", False, "办法不同"),
        ("—", "80.00", True, "—"),
        ("80.00", "—", False, "—"),
        ("80.00", "", True, "—"),
    ],
)
def test_how_a_result_moved(now, before, is_same, words):
    assert moved(now, before, is_same_scheme=is_same) == words


def test_what_rests_on_few_rows():
    leaves = [(Fraction(30), 4), (Fraction(70), 5)]
    assert thin_share(leaves) == Fraction(3, 10) and is_thin(leaves)
    assert (
        not is_thin([(Fraction(20), 1), (Fraction(80), 9)])
        and not is_thin([])
        and is_thin([(Fraction(25), 0), (Fraction(75), 5)])
    )


def twin(run: Run, year: int, total: str, *, sha: str = "") -> Run:
    """The same result a year earlier, as it would have been frozen then."""
    scheme = run.scheme
    copy = type(scheme).objects.get(pk=scheme.pk)
    matter = type(run.matter).objects.create(
        township=run.township, kind="scheme", number=f"办法{year}", title="考核办法", opened_on=date(year, 1, 1)
    )
    copy.pk, copy.matter, copy.year = None, matter, year
    copy.save(force_insert=True)
    matter = type(run.matter).objects.create(
        township=run.township, kind="run", number=f"考核{year}", title="考核", opened_on=date(year, 7, 1)
    )
    made = Run.objects.get(pk=run.pk)
    made.pk, made.matter, made.scheme, made.document = None, matter, copy, None
    made.first, made.last = date(year, 1, 1), date(year, 6, 30)
    made.result = made.result | {
        "units": [one | {"total": total} for one in run.result["units"]],
        "scheme": run.result["scheme"] | ({"sha256": sha} if sha else {}),
    }
    document = type(run.document).objects.get(pk=run.document_id)
    document.pk, document.number, document.matter = None, f"清信考〔{year}〕1号", matter
    document.save(force_insert=True)
    made.document = document
    made.save(force_insert=True)
    return made


def test_three_years_beside_each_other(bench, stand_at):
    now = bench.issued()
    twin(now, 2025, "80.00")
    twin(now, 2024, "79.00", sha="0" * 64)
    stand_at(bench.day, 12)
    director = bench.cast.actor("director", on=bench.day)
    runs = issued(director, "member", "half")
    assert [run.first.year for run in runs] == [2024, 2025, 2026]
    frozen = {one["unit"]: one for one in now.result["units"]}
    lines = compared(director, runs)
    assert len(lines) == len(frozen) > 2
    for line in lines:
        first, second, third = line.cells
        assert (first.shown, first.moved, second.shown, second.moved) == ("79.00", "", "80.00", "办法不同")
        one = frozen[line.unit.pk]
        assert (third.shown, third.grade, third.rank) == (one["total"], one["grade"], one["rank"])
        assert third.moved == moved(one["total"], "80.00", is_same_scheme=True)
    assert issued(director, "member", "year") == [] and issued(director, "village", "half") == []


def test_one_figure_by_unit_over_the_years_with_small_numbers_marked(bench, stage, stand_at):
    for day in (2, 3, 4, 5, 6, 9):
        late_task(stage, day=date(2026, 3, day))
    late_task(stage, unit="civil")
    now = bench.issued()
    twin(now, 2025, "80.00")
    stand_at(bench.day, 12)
    director = bench.cast.actor("director", on=bench.day)
    runs = issued(director, "member", "half")
    assert ("petitions.tasks", "交办按期办结率") in figures_of(runs)
    lines = {unit.label: cells for unit, cells in figure_lines(director, runs, "petitions.tasks")}
    for cell in lines["村镇建设办"]:
        assert (cell.shown, cell.n, cell.d, cell.is_thin) == ("0.0%", 0, 6, False)
    assert (lines["民政办"][1].d, lines["民政办"][1].is_thin) == (1, True)
    assert (lines["农业服务中心"][0].shown, lines["农业服务中心"][0].is_thin) == ("—", False)
    url = reverse("assessment:run_compare") + "?group=member&stage=half"
    page = text(bench.cast.client("director").get(f"{url}&figure=petitions.tasks"))
    assert "0/6" in page and "0/1" in page and page.count("※") == 3  # one unit over two years, and the note
    assert "总分" in page and "村镇建设办" in page
    own = text(bench.cast.client("liaison").get(f"{url}&figure=petitions.tasks"))
    assert "0/6" in own and "民政办" not in own
    assert "80.00" in text(bench.cast.client("director").get(f"{url}&figure=nothing"))


def test_a_unit_sees_its_own_line_and_the_page_costs_the_same(bench, stand_at):
    now = bench.issued()
    stand_at(bench.day, 12)
    url = reverse("assessment:run_compare") + "?group=member&stage=half"
    director = bench.cast.client("director")
    director.get(url)
    with CaptureQueriesContext(connection) as one:
        assert "村镇建设办" in text(director.get(url))
    for year in (2025, 2024, 2023, 2022):
        twin(now, year, "80.00")
    with CaptureQueriesContext(connection) as many:
        assert "2022年半年" in text(director.get(url))
    assert len(many) <= len(one) <= 16
    page = text(bench.cast.client("liaison").get(url))
    assert "村镇建设办" in page and "民政办" not in page
    assert "还没有通报的考核" in text(director.get(reverse("assessment:run_compare") + "?stage=year"))
    assert "村镇建设办" in text(
        director.get(reverse("assessment:run_compare") + "?group=x&stage=²")
    )  # begins at the latest
    assert bench.cast.client("grid").get(url).status_code == 403
