"""Excel tables, written for printing and for other hands; how they are read stands in township.workbooks."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from django.conf import settings

from township.watermark import Watermark, sheet_footer, sign_book

MAX_CELL = 32_767  # characters Excel can hold in one cell
# What a spreadsheet program may take for a formula when the file is turned into CSV later on, full-width signs included.
RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


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
class Quantity:
    """A number as a report words it ("12件", "90.0%"), for a cell that can be reckoned with. form: Excel's number format."""

    value: float
    form: str


_QUANTITY = re.compile(
    r"(-?(?:0|[1-9]\d{0,10}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,4}))?)([%\u4e00-\u9fff]{0,3})", re.ASCII
)
_NO_UNITS = ("年", "月", "日", "号", "季", "期")  # what follows an ordinal or a day, not a quantity


def quantity(text: str) -> Quantity | str:
    """12, 1,380件 and 90.0% as numbers that look the same; every other text as it is (—, days, numbers of things, 007)."""
    found = _QUANTITY.fullmatch(text.strip())
    if not found or found[3].startswith(_NO_UNITS) or ("%" in found[3] and found[3] != "%"):
        return text
    digits = "." + "0" * len(found[2]) if found[2] else ""
    value = float(found[1].replace(",", "")) if digits else int(found[1].replace(",", ""))
    if found[3] == "%":
        return Quantity(round(value / 100, 8), f"0{digits}%")
    grouped = "#,##0" if "," in found[1] else "0"
    return Quantity(value, grouped + digits + (f'"{found[3]}"' if found[3] else ""))


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
            sign_book(book, mark)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "", title)[:31] or "台账"


class _Formats(dict):
    """Formats of the kinds; one for a number format is made when it is first asked for."""

    def __init__(self, book, plain: dict, **known):
        super().__init__(known)
        self.book, self.plain = book, plain

    def __missing__(self, form: str):
        self[form] = self.book.add_format(self.plain | {"num_format": form, "align": "right"})
        return self[form]


def _formats(book) -> _Formats:
    plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#999999", "font_size": 10}
    return _Formats(
        book,
        plain,
        header=book.add_format(plain | {"bold": True, "bg_color": "#E8EFF6", "valign": "vcenter", "align": "center"}),
        text=book.add_format(plain),
        number=book.add_format(plain),
        date=book.add_format(plain | {"num_format": "yyyy-mm-dd", "align": "center"}),
        datetime=book.add_format(plain | {"num_format": "yyyy-mm-dd hh:mm", "align": "center"}),
    )


def _write_rows(sheet, columns: list[Heading], rows: Iterable[Sequence], formats: dict) -> int:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.label, formats["header"])
    number = 0
    for number, row in enumerate(rows, start=1):
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            kind = value.form if isinstance(value, Quantity) else column.kind
            _write_cell(sheet, number, at, value, formats[kind], column.kind)
    return number


def _write_cell(sheet, row: int, at: int, value, style, kind: str) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, style)
    elif isinstance(value, Quantity):
        sheet.write_number(row, at, value.value, style)
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


def _lay_out(sheet, title: str, columns: list[Heading], last: int, mark: Watermark | None = None) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header("&C&14" + title.replace("&", "&&"))
    sheet.set_footer(sheet_footer(mark))
