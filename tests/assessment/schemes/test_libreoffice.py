"""The score workbook, opened with LibreOffice: its formulas give what the page shows, and follow a row that is changed."""

import io
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from assessment.schemes.actions import entries
from tests.assessment.schemes.second import SecondScheme
from tests.assessment.schemes.test_runs import good_task, late_task

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.once,
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine: apt-get install libreoffice-calc"),
]


def recomputed(book: openpyxl.Workbook, folder: Path, name: str) -> openpyxl.Workbook:
    """The workbook as LibreOffice leaves it: openpyxl keeps formulas and no values, so each value in it is its own."""
    given, made = folder / f"{name}.xlsx", folder / "out"
    book.save(given)
    command = [
        SOFFICE,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(made),
        str(given),
    ]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    return openpyxl.load_workbook(made / given.name, data_only=True)


def totals(book: openpyxl.Workbook) -> dict[str, str]:
    """Unit → the total that the formulas gave (not the published words beside it), with the scheme's two places."""
    rows = book["得分"].iter_rows(min_row=2, values_only=True)
    return {row[0]: f"{row[6]:.2f}" if isinstance(row[6], int | float) else row[6] for row in rows if row[0]}


@pytest.mark.parametrize("key", ["hantai", "wulingshan"])
def test_libreoffice_gives_the_same_points(bench, stage, stand_at, tmp_path, key):
    late_task(stage)
    good_task(stage)
    late_task(stage, unit="civil")
    row = bench.score(bench.run(key), Decimal("3.5"))
    unit = bench.cast.unit("building").pk
    bench.do(
        entries.award, "clerk", run_id=row.pk, unit_id=unit, item="bonus", points=Decimal("1.5"), ground="经验推广"
    )
    stand_at(bench.day)
    data = bench.cast.client("clerk").get(f"/assessment/runs/{row.pk}/sheet/").content
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert any(str(cell.value).startswith("=") for line in book["得分"].iter_rows() for cell in line)
    shown = bench.shown(row)
    found = totals(recomputed(book, tmp_path, "scores"))
    assert len(found) == 3
    assert found == {unit: shown[unit] for unit in found}
    # one row counted otherwise: the formulas follow, and a second implementation agrees
    sheet = book["数据"]
    line = next(
        n
        for n in range(2, sheet.max_row + 1)
        if sheet.cell(n, 3).value == "村镇建设办"
        and sheet.cell(n, 1).value == "petitions.tasks"
        and not sheet.cell(n, 6).value
    )
    sheet.cell(line, 6).value = 1
    after = totals(recomputed(book, tmp_path, "changed"))
    assert after["村镇建设办"] != found["村镇建设办"] and after["民政办"] == found["民政办"]
    rows = [
        (one[0], bool(one[5]))
        for one in sheet.iter_rows(min_row=2, values_only=True)
        if one[2] == "村镇建设办" and not one[6]
    ]
    marks: dict[str, list[Fraction]] = {}
    awards = []
    for one in book["评分"].iter_rows(min_row=2, values_only=True):
        if one[0] == "村镇建设办" and one[2] == "评分":
            marks.setdefault(one[1], []).append(Fraction(str(one[3])))
        elif one[0] == "村镇建设办" and one[2] == "加分":
            awards.append(Fraction(str(one[3])))
    assert after["村镇建设办"] == SecondScheme(key).total_of(rows, marks, awards)
