"""Excel tables out and in."""
# ruff: noqa: DTZ001 - a cell has no time zone

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.ledgers import sheets
from records.ledgers.sheets import Heading, parse_date, parse_moment, read_xlsx, safe_text, write_xlsx
from tests.cast import moment
from tests.records.papers import file_samples as samples
from township.refusals import Refused

COLUMNS = [
    Heading("编号", 20),
    "事由",
    Heading("收到日期", 12, "date"),
    Heading("人数", 6, "number"),
    Heading("登记", 16, "datetime"),
]
ROW = ["清信〔2026〕1号", "路灯不亮\n求修", date(2026, 9, 22), 7, moment(date(2026, 9, 22), 9, 5)]


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_a_table_is_ready_to_print_and_to_filter():
    sheet = opened(write_xlsx("信访事项台账", COLUMNS, [ROW]))
    assert sheet.title == "信访事项台账"
    assert [cell.value for cell in sheet[1]] == ["编号", "事由", "收到日期", "人数", "登记"]
    assert [cell.value for cell in sheet[2]] == [
        "清信〔2026〕1号", "路灯不亮\n求修", datetime(2026, 9, 22), 7, datetime(2026, 9, 22, 9, 5)
    ]  # fmt: skip
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
    assert read_xlsx(data).rows[0].cells == (text.strip(),)  # the mark is ours and comes off again


def test_links_and_numbers_in_text_stay_text():
    cell = opened(write_xlsx("表", ["a", "b"], [["http://example.invalid", "00123"]]))
    assert (cell["A2"].hyperlink, cell["A2"].value, cell["B2"].value) == (None, "http://example.invalid", "00123")


def test_a_title_excel_would_not_take_is_made_fit():
    assert opened(write_xlsx("a/b:c*[d]?" + "长" * 40, ["x"], [])).title == "abcd" + "长" * 27
    assert opened(write_xlsx("???", ["x"], [])).title == "台账"


def test_twenty_thousand_rows_go_through_an_iterator():
    data = write_xlsx("表", ["n", "t"], ([str(n), "内容"] for n in range(20_000)))
    assert len(read_xlsx(data).rows) == 20_000


def test_no_row_is_left_lying_in_an_open_folder(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    write_xlsx("表", ["n"], [["x"]])
    assert list(tmp_path.iterdir()) == []


def test_dirty_cells_come_as_clean_text():
    data = samples.workbook(
        [
            [None, None],
            ["留言 编号", " 留言时间\t", "答复\n时间", None],
            [1001, datetime(2020, 1, 9, 14, 54, 46), "\t2020/1/9 14:54:46\n", "盖过"],
            [None, None, None],
            [2.5, date(2020, 1, 9), True, None],
            ["　全角空格　", "第一行\r\n第二行", 43839.621366, ""],
        ]
    )
    sheet = read_xlsx(data)
    assert sheet.header == ("留言编号", "留言时间", "答复时间")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (3, ("1001", "2020-01-09 14:54:46", "2020/1/9 14:54:46")),
        (5, ("2.5", "2020-01-09", "是")),
        (6, ("全角空格", "第一行\n第二行", "43839.621366")),
    ]


@pytest.mark.parametrize(
    ("text", "moment_"),
    [
        ("2020/1/9 14:54:46", datetime(2020, 1, 9, 14, 54, 46)),
        ("2020-01-09", datetime(2020, 1, 9)),
        ("2020-01-09T08:05", datetime(2020, 1, 9, 8, 5)),
        ("2020.1.9", datetime(2020, 1, 9)),
        ("2020年1月9日 8:05", datetime(2020, 1, 9, 8, 5)),
        ("\t2020/1/9  14:54:46.000 \n", datetime(2020, 1, 9, 14, 54, 46)),
        ("43839", datetime(2020, 1, 9)),
        ("43839.621366", datetime(2020, 1, 9, 14, 54, 46)),
    ],
)
def test_dates_in_the_forms_people_use(text, moment_):
    assert (parse_moment(text), parse_date(text)) == (moment_, moment_.date())


@pytest.mark.parametrize(
    "text", ["2020-02-30", "2020-13-01", "去年", "9/1/2020", "2020-01-09 25:00", "123", "99999999"]
)
def test_what_is_no_date_is_said_to_be_none(text):
    with pytest.raises(Refused):
        parse_date(text)


def test_a_blank_cell_is_no_date():
    assert parse_date(" \t") is None


@given(st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(2100, 1, 1)))
def test_a_date_survives_the_way_through_a_sheet(value):
    value = value.replace(microsecond=0)
    assert parse_moment(sheets.cell_text(value)) == value


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (samples.EXE, "不能上传"),
        (samples.PDF, "不是 Excel 工作簿"),
        (samples.docx(), "不是 Excel 工作簿"),
        (samples.ole("Workbook"), "不是 Excel 工作簿"),
        (samples.encrypted_zip(), "密码"),
        ("编号,事由\n1,x".encode(), "不是 Excel 工作簿"),
        (samples.archive({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"broken"}), "损坏"),
        (samples.workbook([]), "空的"),
        (samples.workbook([[None], ["  "]]), "空的"),
    ],
)
def test_a_file_that_is_no_table_is_refused_beside_its_field(data, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        read_xlsx(data)
    assert refused.value.field == "file"


def test_a_bomb_in_a_workbook_is_refused():
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b"<w/>",
        "xl/worksheets/sheet1.xml": b" " * 60_000_000,
    }
    with pytest.raises(Refused, match="压缩炸弹"):
        read_xlsx(samples.archive(parts))


def test_too_many_rows_are_refused_before_they_are_all_read(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 10)
    with pytest.raises(Refused, match="超过 10 行"):
        read_xlsx(samples.workbook([["a"], *[["x"]] * 11]))
    with pytest.raises(Refused, match="超过 10 行"):
        read_xlsx(samples.workbook([["a"], *[[None]] * 30, ["x"]]))
    assert len(read_xlsx(samples.workbook([["a"], *[["x"]] * 10])).rows) == 10


def test_control_signs_are_dropped_and_long_text_is_cut():
    assert safe_text("a\x00b\x0bc") == "abc"
    assert len(safe_text("长" * 40_000)) == sheets.MAX_CELL - 1
