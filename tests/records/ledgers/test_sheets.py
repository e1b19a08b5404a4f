"""Excel tables out and in."""
# ruff: noqa: DTZ001 - a cell has no time zone

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from records.ledgers import sheets
from records.ledgers.sheets import Heading, quantity, safe_text, write_xlsx
from tests.cast import moment
from township.workbooks.reading import Book

COLUMNS = [
    Heading("编号", 20),
    "事由",
    Heading("收到日期", 12, "date"),
    Heading("人数", 6, "number"),
    Heading("登记", 16, "datetime"),
]
ROW = ["清信〔2026〕1号", "路灯不亮\n求修", date(2026, 9, 22), 7, moment(date(2026, 9, 22), 9, 5)]


def rows_read(data: bytes) -> list:
    with Book(data) as book:
        return list(book.sheets()[0].rows())


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_a_table_is_ready_to_print_and_to_filter():
    sheet = opened(write_xlsx("信访事项台账", COLUMNS, [ROW]))
    assert sheet.title == "信访事项台账"
    assert [cell.value for cell in sheet[1]] == ["编号", "事由", "收到日期", "人数", "登记"]
    assert [cell.value for cell in sheet[2]] == [
        "清信〔2026〕1号",
        "路灯不亮\n求修",
        datetime(2026, 9, 22),
        7,
        datetime(2026, 9, 22, 9, 5),
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:E2", "$1:$1")
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (
        "landscape",
        "9",
        "1",
        "0",
    ) or ((setup.orientation, int(setup.paperSize), int(setup.fitToHeight)) == ("landscape", 9, 0))
    assert sheet.column_dimensions["A"].width == pytest.approx(20, abs=1)
    assert sheet["A1"].font.bold


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-5户", "＝1＋1", "－5户", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")']
)
def test_text_never_becomes_a_formula(text):
    data = write_xlsx("表", ["事由"], [[text]])
    cell = opened(data)["A2"]
    assert (cell.data_type, cell.value) == ("s", "'" + text.strip())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert rows_read(data)[1][1] == [text.strip()]  # the mark is ours and comes off again


def test_links_and_numbers_in_text_stay_text():
    cell = opened(write_xlsx("表", ["a", "b"], [["http://example.invalid", "00123"]]))
    assert (cell["A2"].hyperlink, cell["A2"].value, cell["B2"].value) == (None, "http://example.invalid", "00123")


def test_a_title_excel_would_not_take_is_made_fit():
    assert opened(write_xlsx("a/b:c*[d]?" + "长" * 40, ["x"], [])).title == "abcd" + "长" * 27
    assert opened(write_xlsx("???", ["x"], [])).title == "台账"


def test_twenty_thousand_rows_go_through_an_iterator():
    data = write_xlsx("表", ["n", "t"], ([str(n), "内容"] for n in range(20_000)))
    assert len(rows_read(data)) == 20_001


def test_no_row_is_left_lying_in_an_open_folder(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    write_xlsx("表", ["n"], [["x"]])
    assert list(tmp_path.iterdir()) == []


def test_control_signs_are_dropped_and_long_text_is_cut():
    assert safe_text("a\x00b\x0bc") == "abc"
    assert len(safe_text("长" * 40_000)) == sheets.MAX_CELL - 1


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("12", 12, "0"),
        ("12件", 12, '0"件"'),
        ("1,380", 1380, "#,##0"),
        ("90.0%", 0.9, "0.0%"),
        ("-3", -3, "0"),
        ("6.3", 6.3, "0.0"),
    ],
)
def test_a_worded_number_is_a_number_that_looks_the_same(text, value, form):
    found = quantity(text)
    assert (found.value, found.form) == (value, form)


@pytest.mark.parametrize(
    "text", ["—", "", "2026年", "3月", "007", "12号", "2026-10-08", "150203198005053417", "不足5件", "9÷10"]
)
def test_what_is_no_quantity_stays_text(text):
    assert quantity(text) == text
