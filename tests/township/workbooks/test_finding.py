"""Tables as offices keep them: the head is found, merged cells filled, foot rows left out, what is no workbook told apart."""

import io
import time
import zipfile
from datetime import date

import openpyxl
import pytest

from petitions.screening.rules.columns import COLUMNS as DISPUTES
from tests.records.papers import file_samples as samples
from township.refusals import Refused
from township.workbooks import tables
from township.workbooks.reading import Book, check_workbook
from township.workbooks.rules.cells import BLANK_FORMULA, ERROR, FILLED, NUMBER, read_date, read_end
from township.workbooks.rules.columns import Column, is_settled, propose
from township.workbooks.tables import find_table

COLUMNS = (
    Column("number", "编号", ("件号",)),
    Column("name", "姓名", ("来访人",)),
    Column("day", "日期", ("登记时间",), is_needed=True),
    Column("title", "事由", ("概况",), is_needed=True),
)
HEAD = ["编号", "姓名", "日期", "事由"]


def book_of(*sheets, merges=(), hidden=()) -> bytes:
    """(title, rows) of each sheet; merges: (sheet, area)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for title, area in merges:
        book[title].merge_cells(area)
    for title in hidden:
        book[title].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes):
    with Book(data) as book:
        table = find_table(book, COLUMNS)
        rows = [(sheet, row.number, row.cells) for sheet, row in table.rows()]
        return table, rows, [*table.notices, *table.left.sentences()]


def row(number="1", name="甲", day="2025-03-05", title="路灯不亮"):
    return [number, name, day, title]


@pytest.mark.parametrize("above", range(0, 14))
def test_the_head_is_found_under_up_to_fourteen_title_rows(above):
    _, rows, _ = read(book_of(("表", [["某镇台账"], *[["填报单位：某办"]] * (above - 1), HEAD, row()][-(above + 2) :])))
    assert [cells["事由"] for _, _, cells in rows] == ["路灯不亮"]


def test_a_head_too_far_down_is_said_to_be_missing():
    with pytest.raises(Refused, match="前 15 行里没有找到表头") as refused:
        read(book_of(("表", [*[["说明"]] * 20, HEAD, row()])))
    assert refused.value.field == "file"


def test_a_head_in_two_rows_under_merged_groups():
    rows = [["台账"], ["编号", "来访人员", None, "事由"], [None, "姓名", "登记时间", None], row()]
    table, found, _ = read(
        book_of(("表", rows), merges=[("表", "A1:D1"), ("表", "B2:C2"), ("表", "A2:A3"), ("表", "D2:D3")])
    )
    assert table.headings == ("编号", "姓名", "登记时间", "事由")
    assert [number for _, number, _ in found] == [4]


def test_all_sheets_with_the_head_are_read_and_counted_and_hidden_ones_are_not():
    months = [(f"{n}月", [HEAD, row(str(n))]) for n in (1, 2, 3)]
    data = book_of(("填写说明", [["请按下表填写"]]), *months, ("旧", [HEAD, row("9")]), hidden=["旧"])
    _, rows, notices = read(data)
    assert [(sheet, cells["编号"]) for sheet, _, cells in rows] == [("1月", "1"), ("2月", "2"), ("3月", "3")]
    assert "从 3 张表读取：1月、2月、3月。" in notices
    assert "没有读取：填写说明（没有同样的表头）。" in notices
    assert "没有读取隐藏的表：旧。" in notices


def test_a_sheet_with_another_order_of_columns_belongs_to_the_table():
    other = ["事由", "姓名", "编号", "日期", "备注"]
    _, rows, _ = read(book_of(("一", [HEAD, row()]), ("二", [other, ["漏水", "乙", "2", "2025-04-01", "x"]])))
    assert [(cells["编号"], cells["事由"]) for _, _, cells in rows] == [("1", "路灯不亮"), ("2", "漏水")]


def test_cells_merged_over_rows_are_filled_downward_and_marked():
    data = book_of(("表", [HEAD, row("1"), row("2", day=None), row("3", day=None)]), merges=[("表", "C2:C4")])
    _, rows, _ = read(data)
    assert [cells["日期"] for _, _, cells in rows] == ["2025-03-05", f"{FILLED}2025-03-05", f"{FILLED}2025-03-05"]


def resaved(data: bytes, change) -> bytes:
    """The workbook with the text of its first sheet changed as no program would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name == "xl/worksheets/sheet1.xml" else text)
    return out.getvalue()


def test_areas_merged_over_the_whole_sheet_cost_nothing():
    """Before, their columns were spread and their rows listed one by one: a minute, and memory without end."""
    wide = [f"A{row}:XFD1048576" for row in (1, 2)] + [
        f"{at}{row}:{at}1048576" for at in "ABCD" for row in range(2, 40)
    ]
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in wide).encode()
    rows = [HEAD, row("1"), row("2", day=None)]
    data = resaved(
        book_of(("表", rows)),
        lambda text: text.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>"),
    )
    begun = time.process_time()
    _, found, _ = read(data)
    assert time.process_time() - begun < 3
    assert [cells["日期"] for _, _, cells in found] == ["2025-03-05", f"{FILLED}2025-03-05"]


def test_finding_the_table_reads_no_further_than_its_first_rows():
    """A million empty rows, which a format over whole columns leaves behind, are read by the check and not while somebody waits."""
    data = resaved(
        book_of(("表", [HEAD, *(row(str(n)) for n in range(600))])),
        lambda text: text[: text.index(b'<row r="590"')] + b"<broken",
    )
    with Book(data) as book:
        table = find_table(book, COLUMNS)
        assert len(table.samples()) == 3 and table.years("x")["表"] == {"year": None, "asked": False}
        with pytest.raises(Refused, match="读不完整"):
            list(table.rows())


def test_foot_rows_are_left_out_and_counted():
    foot = [
        ["小 计", None, None, 1],
        row("2"),
        ["合计", None, None, "共2件"],
        ["填表人：林某", None, None, "审核人：高某"],
        ["注：本表每月报送", None, None, None],
        HEAD,
        [7, None, None, None],
        [None, "填报日期：2025年3月", None, None],
    ]
    _, rows, notices = read(book_of(("表", [HEAD, row("1"), *foot])))
    assert [cells["编号"] for _, _, cells in rows] == ["1", "2"]
    assert {
        "跳过合计、小计 2 行。",
        "跳过填表人、审核人、备注等表尾 3 行。",
        "跳过重复的表头 1 行。",
        "跳过只有序号的空行 1 行。",
    } <= set(notices)


def test_a_matter_that_speaks_of_a_total_is_no_foot_row():
    _, rows, _ = read(book_of(("表", [HEAD, row("合计", title="合计金额有误")])))
    assert len(rows) == 1


def test_errors_numbers_and_formulas_without_a_value_are_marked():
    data = book_of(("表", [HEAD, ["=1+1", "#N/A", date(2025, 3, 5), 150602199003041019]]))
    _, ((_, _, cells),), _ = read(data)
    assert (cells["编号"], cells["姓名"], cells["日期"]) == (BLANK_FORMULA, f"{ERROR}#N/A", "2025-03-05")
    assert cells["事由"].startswith(f"{NUMBER}1506021990030")  # the spreadsheet has kept fifteen digits of it


def test_rows_filtered_away_in_excel_are_read_and_said():
    book = openpyxl.Workbook()
    for line in (HEAD, row("1"), row("2")):
        book.active.append(line)
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    _, rows, notices = read(out.getvalue())
    assert len(rows) == 2
    assert "有 1 行在表里被隐藏或筛选掉了，也一并读取。" in notices


def test_columns_are_proposed_by_own_headings_first_then_aliases_and_by_what_was_decided_before():
    assert propose(["件号", "编号", "概况（简）", "颜色"], COLUMNS) == {
        "件号": "",
        "编号": "number",
        "概况（简）": "title",
        "颜色": "",
    }
    assert propose(["件号", "颜色"], COLUMNS, {"颜色": "name", "件号": ""}) == {"件号": "", "颜色": "name"}
    assert is_settled(["编号", "事由"], COLUMNS, {})
    assert not is_settled(["编号", "概况"], COLUMNS, {})
    assert is_settled(["编号", "概况"], COLUMNS, {"概况": "title"})


def test_a_head_without_a_known_word_is_still_a_head():
    table, rows, _ = read(book_of(("表", [["一", "二", "三"], ["a", "b", "2025-01-01"]])))
    assert (table.headings, len(rows)) == (("一", "二", "三"), 1)


def test_too_many_rows_are_refused_before_all_are_read(monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    with pytest.raises(Refused, match="超过 3 行"):
        read(book_of(("表", [HEAD, *[row()] * 4])))


def strict_workbook() -> bytes:
    plain = zipfile.ZipFile(io.BytesIO(book_of(("表", [HEAD]))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in plain.namelist():
            text = plain.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b"\n<html><table><tr><td>1</td></tr></table></html>", "网页（HTML）"),
        (b'<meta charset="utf-8"><table border=1>', "网页（HTML）"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML 电子表格 2003",
        ),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook", "单个文件网页"),
        (strict_workbook(), "Strict Open XML"),
        (samples.ole("Workbook"), "旧格式"),
        (samples.ole("EncryptedPackage"), "加了密码"),
        (samples.ole("WordDocument"), "Word 文档"),
        (samples.encrypted_zip(), "密码"),
        (samples.docx(), "Word 文档"),
        (samples.PDF, "PDF"),
        (samples.EXE, "不能上传"),
        ("编号,事由\n1,x".encode(), "文本或 CSV"),
        (samples.archive({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
        (samples.archive({"a.txt": b"x"}), "压缩包"),
        (samples.archive({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"x"}), "二进制工作簿"),
        (samples.archive({"[Content_Types].xml": b"<w/>", "xl/workbook.xml": b" " * 60_000_000}), "压缩炸弹"),
    ],
)
def test_what_is_no_workbook_is_told_apart_with_what_to_do(data, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        check_workbook(data)
    assert refused.value.field == "file"


def test_a_broken_workbook_is_said_to_be_broken():
    with pytest.raises(Refused, match="损坏"):
        Book(samples.archive({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"broken"}))


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-05", "2025/3/5 9:12:33", "2025.3.5", "2025.03.05.", "2025年3月5日", "2025年3月5号（星期三）", "2025年03月05日 上午9:00",
        "20250305", "20250305091233", "２０２５年３月５日", "二〇二五年三月五日", "二零二五年三月五日", "25.3.5", "2025 3 5", "2025、3、5", "45721",
        "45721.38", "2025-03-05T09:12:33", "2025年3月5日 9时12分",
    ],
)  # fmt: skip
def test_days_in_the_usual_spellings(text):
    assert read_date(text) == date(2025, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "3月5日",
        "2025年3月",
        "5/3/2025",
        "2025-02-30",
        "去年",
        "2025-3-5至2025-3-8",
        "123",
        "9999-12-31",
        "2200年1月1日",
        "0001-01-01",
    ],
)
def test_what_nobody_can_be_sure_of_is_no_day(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("矛盾纠纷基本情况", "situation"),
        ("拟定化解时限", "due_on"),
        ("本年度涉及人数（人）", "people"),
        ("承办人联系电话", ""),  # says how to reach somebody else
        ("其他当事人姓名", ""),
        ("责任单位意见", ""),  # the noun at its end is another
        ("总时间", ""),
    ],
)
def test_a_heading_is_proposed_for_the_noun_it_ends_with(heading, key):
    assert propose([heading, "颜色"], DISPUTES) == {heading: key, "颜色": ""}


def test_an_ending_never_takes_a_column_that_is_named_and_nobody_is_spared_the_question():
    headings = ["矛盾纠纷基本情况", "基本情况"]
    assert propose(headings, DISPUTES) == {"矛盾纠纷基本情况": "", "基本情况": "situation"}
    assert not is_settled(headings[:1], DISPUTES, {}), "proposed is not decided"
    assert propose(headings[:1], DISPUTES, {"矛盾纠纷基本情况": ""}) == {"矛盾纠纷基本情况": ""}, (
        "left out once, left out again"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年12月底前", date(2026, 12, 31)),
        ("2026年2月底", date(2026, 2, 28)),
        ("2028.2月末以前", date(2028, 2, 29)),
        ("2026年底", date(2026, 12, 31)),
        ("2026年11月", date(2026, 11, 30)),
        ("2026年13月底", None),
        ("9999年底", None),
        ("2199年12月底", date(2199, 12, 31)),
        ("长期", None),
        ("12月底前", None),  # of which year
        ("", None),
    ],
)
def test_the_end_of_a_month_is_its_last_day(text, day):
    assert read_end(text) == day
