"""Excel tables: written for printing and for other hands, read with every tolerance that cannot change a value."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import openpyxl
import xlsxwriter
from django.conf import settings
from openpyxl.utils.exceptions import InvalidFileException

from records.ledgers.rules.taking_out import Watermark
from records.papers.rules.file_types import XLSX, check_zip, detect
from township.dates import full_time
from township.refusals import Refused
from township.text import clean

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 32_767  # characters Excel can hold in one cell
FIELD = "file"
# What a spreadsheet program may take for a formula when the file is turned into CSV later on, full-width signs included.
RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's dates have no zone
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?",
    re.ASCII,
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Heading:
    """The head of a column. label: its word; width: in characters; kind: "text", "date", "datetime" or "number"."""

    label: str
    width: int = 14
    kind: str = "text"


@dataclass(frozen=True)
class Formula:
    """A cell that the spreadsheet computes. text: "=…" with English names; value: what it comes to, for readers that do not
    compute. Only the program writes one: nothing that was typed becomes a formula."""

    text: str
    value: float | str


@dataclass(frozen=True)
class Row:
    """number: as Excel counts, from 1; cells: one text for each column of the header, stripped, "" for an empty one."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """header: stripped words of the first row that has any; rows: those below it, wholly empty ones left out."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def write_xlsx(
    title: str, columns: Sequence[Heading | str], rows: Iterable[Sequence], mark: Watermark | None = None
) -> bytes:
    """A table with a repeated header row, filter, frozen pane and A4 landscape fitted to the width.

    title: sheet name and printed head; rows: values in the order of columns (None, text, numbers, date, aware datetime in
    Asia/Shanghai). Text is written as text, never as a formula or a link. Rows are streamed, memory stays constant. mark: on
    every printed page, on a sheet of its own, and in the properties of the file.
    """
    return write_book([(title, columns, rows)], mark)


def write_book(
    sheets: Iterable[tuple[str, Sequence[Heading | str], Iterable[Sequence]]], mark: Watermark | None = None
) -> bytes:
    """Several such tables in one workbook: (title, columns, rows) of each. Titles are told apart by the caller."""
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "in_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
        "tmpdir": str(settings.FILE_UPLOAD_TEMP_DIR),  # rows hold personal data: not into the machine's open /tmp
    }
    with xlsxwriter.Workbook(out, options) as book:
        formats = _formats(book)
        for title, columns, rows in sheets:
            wanted = [column if isinstance(column, Heading) else Heading(column) for column in columns]
            sheet = book.add_worksheet(_sheet_name(title))
            last = _write_rows(sheet, wanted, rows, formats)
            _lay_out(sheet, title, wanted, last, mark)
        if mark:
            _sign(book, mark)
    return out.getvalue()


def read_xlsx(data: bytes) -> Sheet:
    """The first sheet, every cell as text. Dates come as "2020-01-09 14:54:46" (or without a time), numbers without ".0".

    Refused beside `file` for anything that is not an xlsx, is encrypted, unpacks too big, has no header or too many rows.
    """
    try:
        found = detect(data)
    except Refused as refusal:
        raise Refused(refusal.message, field=FIELD) from refusal
    if found != XLSX:
        raise Refused(
            f"这不是 Excel 工作簿（.xlsx），内容是{found.label}。请用 Excel 或 WPS 另存为 .xlsx。", field=FIELD
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_zip(archive)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise Refused("工作簿已损坏，打不开。请用 Excel 或 WPS 重新另存为 .xlsx。", field=FIELD) from error
    try:
        return _read_sheet(book.worksheets[0]) if book.worksheets else _no_header()
    finally:
        book.close()


def parse_date(text: str) -> date | None:
    """The day in a cell's text, see `parse_moment`."""
    moment = parse_moment(text)
    return moment.date() if moment else None


def parse_moment(text: str) -> datetime | None:
    """A date with or without a time: 2020/1/9 14:54:46, 2020-01-09, 2020.1.9, 2020年1月9日, or Excel's day number.

    Naive, as the sheet has it; None for blank text. Refused for text that is no date.
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    found = _DATE.fullmatch(typed)
    try:
        if found:
            parts = [int(part) for part in found.groups(default="0")]
            return datetime(*parts)  # noqa: DTZ001 - the sheet has no zone
        if _SERIAL.fullmatch(typed):
            return _EPOCH + timedelta(seconds=round(float(typed) * 86400))
    except ValueError as error:
        raise Refused(f"日期“{typed[:20]}”不存在。") from error
    raise Refused(f"看不懂日期“{typed[:20]}”，请写成 2026-03-05 的样子。")


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "", title)[:31] or "台账"


def _formats(book) -> dict:
    plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#999999", "font_size": 10}
    return {
        "header": book.add_format(
            plain | {"bold": True, "bg_color": "#E8EFF6", "valign": "vcenter", "align": "center"}
        ),
        "text": book.add_format(plain),
        "number": book.add_format(plain),
        "date": book.add_format(plain | {"num_format": "yyyy-mm-dd", "align": "center"}),
        "datetime": book.add_format(plain | {"num_format": "yyyy-mm-dd hh:mm", "align": "center"}),
    }


def _write_rows(sheet, columns: list[Heading], rows: Iterable[Sequence], formats: dict) -> int:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.label, formats["header"])
    number = 0
    for number, row in enumerate(rows, start=1):
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write_cell(sheet, number, at, value, formats[column.kind], column.kind)
    return number


def _write_cell(sheet, row: int, at: int, value, style, kind: str) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, style)
    elif isinstance(value, Formula):
        sheet.write_formula(row, at, value.text, style, value.value)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, at, value, style)
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and kind == "number":
        sheet.write_number(row, at, value, style)
    else:
        sheet.write_string(row, at, safe_text(str(value)), style)


def safe_text(text: str) -> str:
    """Text that stays text wherever the file goes: a leading = + - @ gets an apostrophe before it (formula injection)."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text).lstrip("\t\r\n")[: MAX_CELL - 1]
    return "'" + text if text.startswith(RISKY) else text


def _sign(book, mark: Watermark) -> None:
    """Who, when and number where the file is opened, searched or listed."""
    book.set_properties(
        {
            "author": mark.who,
            "title": mark.number,
            "comments": f"导出：{mark.text}",
            "created": mark.at.replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet("导出说明")
    for at, (label, value) in enumerate((("导出人", mark.who), ("时间", full_time(mark.at)), ("编号", mark.number))):
        sheet.write_string(at, 0, label)
        sheet.write_string(at, 1, value)
    sheet.write_string(3, 0, "本表含有工作信息和个人信息，仅限申请的用途使用，不得转发；用后按规定销毁。")


def _lay_out(sheet, title: str, columns: list[Heading], last: int, mark: Watermark | None = None) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header("&C&14" + title.replace("&", "&&"))
    signed = f"&R&8{mark.text.replace('&', '&&')}" if mark else ""
    sheet.set_footer(f"&C第 &P 页，共 &N 页{signed}")


def _read_sheet(sheet) -> Sheet:
    sheet.reset_dimensions()  # the declared size may be wrong in either direction
    rows = _texts(sheet)
    header: tuple[str, ...] = ()
    for _, cells in rows:
        if any(cells):
            header = _trimmed(cells)
            break
    if not header:
        _no_header()
    kept = []
    for number, cells in rows:
        if any(cells):
            filled = (cells + ("",) * len(header))[: len(header)]
            kept.append(Row(number, filled))
            if len(kept) > MAX_ROWS:
                raise Refused(f"表格超过 {MAX_ROWS} 行，请分成几个文件导入。", field=FIELD)
    return Sheet(sheet.title, header, tuple(kept))


def _texts(sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
            if number > MAX_ROWS * 2:
                raise Refused(f"表格超过 {MAX_ROWS} 行（含空行），请删去空行或分成几个文件导入。", field=FIELD)
            yield number, tuple(cell_text(value) for value in cells)
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError) as error:
        raise Refused("工作簿已损坏，读不完整。请用 Excel 或 WPS 重新另存为 .xlsx。", field=FIELD) from error


def cell_text(value) -> str:
    """One cell as text: outer blanks, tabs and line breaks gone, inner line breaks kept as \\n."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.min.time() else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = clean(str(value).replace("_x000D_", ""))
    text = text.strip(" \t\n\u3000\xa0\ufeff")
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Header words without inner blanks; empty columns at the right end fall away."""
    last = max(at for at, cell in enumerate(cells) if cell)
    return tuple("".join(cell.split()) for cell in cells[: last + 1])


def _no_header():
    raise Refused("表格是空的：第一行应是列名。", field=FIELD)
