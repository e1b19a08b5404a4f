"""Tables of the ground floor: a small uploaded table becomes text, journal lines become an xlsx."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime

import xlsxwriter
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from township.journal.models import JournalEntry
from township.refusals import Refused
from township.text import clean

MAX_ROWS, MAX_COLUMNS = 400, 12
UNPACKED_LIMIT = 20 * 1024 * 1024  # bytes: a small file that unpacks to more is refused unread
XLSX_SIGN, OLD_EXCEL_SIGN = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def table_text(data: bytes) -> str:
    """The text (CSV) of an uploaded CSV or xlsx file, told apart by content; Refused when it is neither."""
    if data.startswith(XLSX_SIGN):
        return _xlsx_text(data)
    if data.startswith(OLD_EXCEL_SIGN):
        raise Refused("这是旧格式的 xls 文件，请在 Excel 或 WPS 里另存为 xlsx 再上传。", field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return clean(text)
    raise Refused("这个文件读不出文字，请上传 CSV 或 xlsx 文件。", field="file")


def _xlsx_text(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_LIMIT:
                raise Refused("这个文件展开后太大，请核对是不是选错了文件。", field="file")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise Refused("这个 xlsx 文件打不开，请在 Excel 或 WPS 里重新保存后再上传。", field="file") from None
    out = io.StringIO()
    writer = csv.writer(out)
    for row in book.worksheets[0].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True):
        writer.writerow([_cell_text(cell) for cell in row])
    book.close()
    return out.getvalue()


def _cell_text(cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else clean(str(cell))


JOURNAL_COLUMNS = (
    ("序号", 8),
    ("时间", 18),
    ("操作人", 12),
    ("行为", 20),
    ("对象", 26),
    ("成功", 6),
    ("理由", 36),
    ("来源地址", 16),
)


def journal_xlsx(lines: Iterable[JournalEntry], word: Callable[[str], str]) -> bytes:
    """An xlsx of journal lines; `word` names an action. Cells are text, so that nothing is taken for a formula."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("流转与查阅记录")
        head = book.add_format({"bold": True, "bottom": 1})
        for column, (title, width) in enumerate(JOURNAL_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 0)
        for number, line in enumerate(lines, start=1):
            sheet.write_number(number, 0, line.seq)
            for column, text in enumerate(_journal_cells(line, word), start=1):
                sheet.write_string(number, column, text)
    return out.getvalue()


def _journal_cells(line: JournalEntry, word: Callable[[str], str]) -> tuple[str, ...]:
    return (
        f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}",
        line.actor_name,
        word(line.action),
        line.subject_label,
        "是" if line.success else "否",
        line.reason,
        line.ip,
    )
