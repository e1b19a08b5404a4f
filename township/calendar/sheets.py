"""An uploaded table of days off becomes text: CSV, or a workbook in which the table is found like any other."""

import csv
import io
from itertools import count

from township.calendar.rules.holiday_csv import COLUMNS
from township.refusals import Refused
from township.workbooks.reading import Book
from township.workbooks.rules.cells import ERROR, plain, read_date
from township.workbooks.rules.columns import Column, propose
from township.workbooks.tables import find_table

ZIP_SIGN = b"PK\x03\x04"
MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xd0\xcf\x11\xe0", b"%PDF")
_WORDS = {"date": "日期", "kind": "类型", "name": "名称", "source": "文号"}
_MORE = {
    "date": ("放假日期", "时间", "日子"),
    "kind": ("放假或补班", "安排"),
    "name": ("节日", "节假日", "节日名称", "假期"),
    "source": ("通知文号", "发文字号"),
}
TABLE = tuple(
    Column(
        key, word, (*(alias for alias, known in COLUMNS.items() if known == key), *_MORE[key]), is_needed=key == "date"
    )
    for key, word in _WORDS.items()
)


def table_text(data: bytes) -> str:
    """The text (CSV) of an uploaded CSV or xlsx file, told apart by content; Refused beside `file` when it is neither.

    Rows of a workbook keep their numbers, so that a sentence about line 7 means row 7 of the sheet.
    """
    if data.startswith((ZIP_SIGN, *MARKUP)) or not data:
        return _workbook_text(data)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("这个文件读不出文字，请上传 CSV 或 xlsx 文件。", field="file")


def _workbook_text(data: bytes) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    with Book(data) as book:
        table = find_table(book, TABLE)
        headings = {key: heading for heading, key in propose(table.headings, TABLE).items() if key}
        head = table.parts[0].head.row
        writer.writerows([[]] * (head - 1) if len(table.parts) == 1 else [])
        writer.writerow(headings)
        lines = count(head + 1)
        for _, row in table.rows():
            while len(table.parts) == 1 and next(lines) < row.number:
                writer.writerow([])
            writer.writerow(_cell(key, row.cells.get(heading, "")) for key, heading in headings.items())
    return out.getvalue()


def _cell(key: str, cell: str) -> str:
    if cell.startswith(ERROR):
        return ""
    text = plain(cell)
    day = read_date(text) if key == "date" else None
    return day.isoformat() if day else text
