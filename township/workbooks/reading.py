"""Workbooks opened row by row: text with marks, merged areas, hidden sheets and rows; and what is no workbook, told apart.

Nothing is kept of a row that has been read, so that a ledger of a hundred thousand rows needs no more memory than a small one
(apart from the workbook's own table of shared words).
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from township.refusals import Refused
from township.workbooks.rules.cells import BLANK_FORMULA, ERROR, NUMBER, cell_text, is_error
from township.workbooks.rules.finding import Row
from township.workbooks.rules.merges import Merge

FIELD = "file"
MAX_ROWS = 200_000  # of all sheets read together
MAX_COLUMNS = 200
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 200
MAX_MEMBERS = 5000
RISKY = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
)  # what our own sheets write behind an apostrophe (records.ledgers.sheets)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_ARCHIVES = (b"rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")  # in small letters, as the start is looked at
_STRICT = b"http://purl.oclc.org/ooxml/"
_TEXT = f"{{{SHEET_MAIN_NS}}}t"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
_AGAIN = "请用 Excel 或 WPS 打开，“另存为”选“Excel 工作簿（.xlsx）”，再上传。"
_BROKEN = "工作簿已损坏，打不开。请用 Excel 或 WPS 重新另存为 .xlsx。"
_FAULTS = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, IndexError, TypeError)


class Book:
    """An open workbook; to be closed after use (a context manager)."""

    def __init__(self, data: bytes):
        check_workbook(data)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reader = _Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
                reader.read()
                self._book = reader.wb
        except _FAULTS as error:
            self._archive.close()
            raise Refused(_BROKEN, field=FIELD) from error

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *error) -> None:
        self._book.close()
        self._archive.close()

    def sheets(self) -> list["SheetSource"]:
        """The sheets in their order, charts left out."""
        return [SheetSource(self, sheet) for sheet in self._book.worksheets]


@dataclass(frozen=True)
class SheetSource:
    """One sheet of an open book."""

    book: Book
    _sheet: object

    @property
    def title(self) -> str:
        return self._sheet.title

    @property
    def is_hidden(self) -> bool:
        return self._sheet.sheet_state != "visible"

    def rows(self, hidden: set[int] | None = None, *, last: int | None = None) -> Iterator[Row]:
        """(row number, marked texts) of every row that holds something. hidden: gets the numbers of hidden rows; last: no row after this
        one is read, though a million empty ones may follow."""
        book = self.book._book
        try:
            with self._sheet._get_source() as source, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                parser = _Parser(
                    source,
                    self._sheet._shared_strings,
                    data_only=True,
                    epoch=book.epoch,
                    date_formats=book._date_formats,
                    timedelta_formats=book._timedelta_formats,
                )
                for number, cells in parser.parse():
                    if last is not None and number > last:
                        return
                    texts = _texts(cells)
                    if hidden is not None and parser.row_dimensions.pop(str(number), {}).get("hidden") in ("1", "true"):
                        hidden.add(number)
                    if texts:
                        yield number, texts
        except _FAULTS as error:
            raise Refused("工作簿已损坏，读不完整。请用 Excel 或 WPS 重新另存为 .xlsx。", field=FIELD) from error

    def survey(self) -> tuple[list[Merge], int]:
        """The merged areas, which stand behind the rows in the file, and how many rows there are: without reading the rows."""
        merges: dict[bytes, None] = {}
        rows, rest = 0, b""
        with self.book._archive.open(self._sheet._worksheet_path) as part:
            while block := part.read(1 << 20):
                text = rest + block
                cut = max(text.rfind(b"<"), 0)
                text, rest = text[:cut], text[cut:]
                rows += len(_ROW.findall(text))
                merges |= dict.fromkeys(_MERGE.findall(text))
        merges |= dict.fromkeys(_MERGE.findall(rest))
        areas = (range_boundaries(area.decode()) for area in merges)
        found = [Merge(top, left, bottom, min(right, MAX_COLUMNS)) for left, top, right, bottom in areas]
        return [merge for merge in found if merge.left <= MAX_COLUMNS], rows


class _Reader(ExcelReader):
    """Opens the sheets without asking how large they are: where the writer of the file has not said so, that reads the whole of it."""

    def read_worksheets(self):
        for sheet, rel in self.parser.find_sheets():
            if "chartsheet" in rel.Type and rel.target in self.valid_files:
                self.read_chartsheet(sheet, rel)
            elif rel.target in self.valid_files:
                opened = _Sheet(self.wb, sheet.name, rel.target, self.shared_strings)
                opened.sheet_state = sheet.state
                self.wb._sheets.append(opened)


class _Sheet(ReadOnlyWorksheet):
    """A sheet whose size nobody asks: its rows are read as they come."""

    def _get_size(self):
        pass


class _Parser(WorkSheetParser):
    """Tells a formula whose value was never stored from an empty cell. Takes a text that stands plainly in its cell, as exports of
    other systems have every one, as it is: openpyxl makes a rich text of it first, half of what the cell costs."""

    def parse_cell(self, element):
        inline = element.find(INLINE_STRING)
        if inline is not None and len(inline) == 1 and inline[0].tag == _TEXT:
            element.remove(inline)
            return super().parse_cell(element) | {"value": inline[0].text, "data_type": "s"}
        cell = super().parse_cell(element)
        if cell["value"] is None and any(child.tag.endswith("}f") for child in element):
            cell["data_type"] = "f"
        return cell


def _texts(cells: list[dict]) -> list[str]:
    texts: list[str] = []
    for cell in cells:
        column = cell["column"]
        if column > MAX_COLUMNS:
            break
        text = _text(cell)
        if text:
            texts += [""] * (column - 1 - len(texts))
            texts.append(text)
    return texts


def _text(cell: dict) -> str:
    value, kind = cell["value"], cell["data_type"]
    if kind == "f":
        return BLANK_FORMULA
    if value is None:
        return ""
    if kind == "e" or isinstance(value, str) and is_error(value):
        return f"{ERROR}{value}"
    text = cell_text(value)
    if isinstance(value, str):
        return text[1:] if text.startswith("'") and (text[1:2].isdigit() or text[1:].startswith(RISKY)) else text
    return f"{NUMBER}{text}" if isinstance(value, (int, float)) and not isinstance(value, bool) else text


def check_workbook(data: bytes) -> None:
    """Refused beside `file`, with what to do, for anything that is not an xlsx that can be read."""
    start = _start(data).lstrip().lower()
    if not data:
        raise Refused("这个文件是空的，请重新选择。", field=FIELD)
    if data.startswith(b"PK\x03\x04"):
        _check_archive(data)
    elif data.startswith(_OLE):
        raise Refused(_old_sentence(data), field=FIELD)
    elif (
        start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")) or b"<table" in start
    ):
        raise Refused(f"这个文件名为 Excel，内容其实是网页（HTML），是一些系统导出的格式。{_AGAIN}", field=FIELD)
    elif b"schemas-microsoft-com:office:spreadsheet" in start or b'progid="excel.sheet"' in start:
        raise Refused(f"这是“XML 电子表格 2003”，不是工作簿。{_AGAIN}", field=FIELD)
    elif start.startswith(b"<"):
        raise Refused(f"这不是 Excel 工作簿，内容是网页或 XML 文本。{_AGAIN}", field=FIELD)
    elif start.startswith(b"mime-version") or b"content-location:" in start:
        raise Refused(f"这是“单个文件网页”（MHT），不是工作簿。{_AGAIN}", field=FIELD)
    elif start.startswith(b"%pdf-"):
        raise Refused("这不是 Excel 工作簿（.xlsx），内容是 PDF。请上传原来的表格文件。", field=FIELD)
    elif start.startswith(_ARCHIVES):
        raise Refused("这不是 Excel 工作簿（.xlsx），是压缩包。请解压后上传其中的表格。", field=FIELD)
    elif data.startswith(_BIFF):
        raise Refused(f"这不是 Excel 工作簿（.xlsx），是 2003 以前的旧格式（.xls 或 .et）。{_AGAIN}", field=FIELD)
    elif b"\x00" not in start:
        raise Refused(f"这不是 Excel 工作簿（.xlsx），内容是文本或 CSV。{_AGAIN}", field=FIELD)
    else:
        raise Refused("这不是 Excel 工作簿（.xlsx），不能上传这种文件。请选择台账的表格文件。", field=FIELD)


def _start(data: bytes) -> bytes:
    """The first bytes, of a text in UTF-16 (what Excel calls Unicode text) as UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[:4096].decode("utf-16", errors="ignore").encode()
    return data[:4096].removeprefix(b"\xef\xbb\xbf")


def _old_sentence(data: bytes) -> str:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return "这个工作簿加了密码，打不开。请在 Excel 或 WPS 里取消密码，保存后再上传。"
    if holds("WordDocument"):
        return "这不是 Excel 工作簿，内容是 Word 文档（.doc）。请把表格复制到 Excel 里，存为 .xlsx 再上传。"
    return f"这不是 Excel 工作簿（.xlsx），是 2003 以前的旧格式（.xls 或 .et）。{_AGAIN}"


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 0x1 for member in members):
                raise Refused("文件加了密码，打不开。请去掉密码后再上传。", field=FIELD)
            unpacked = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members)
            if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > 1024 * 1024 + MAX_RATIO * packed:
                raise Refused("文件展开后过大，疑似压缩炸弹，不能上传。", field=FIELD)
            names = {member.filename for member in members}
            _check_parts(archive, names)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused(_BROKEN, field=FIELD) from error


def _check_parts(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(f"这个工作簿带有宏，不能上传。{_AGAIN}", field=FIELD)
    if "xl/workbook.bin" in names:
        raise Refused(f"这是“Excel 二进制工作簿”（.xlsb）。{_AGAIN}", field=FIELD)
    if "content.xml" in names and "mimetype" in names:
        raise Refused(f"这是“OpenDocument 电子表格”（.ods）。{_AGAIN}", field=FIELD)
    if "word/document.xml" in names:
        raise Refused(
            "这不是 Excel 工作簿，内容是 Word 文档（.docx）。请把表格复制到 Excel 里，存为 .xlsx 再上传。", field=FIELD
        )
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise Refused("这不是 Excel 工作簿（.xlsx），是压缩包。请解压后上传其中的表格。", field=FIELD)
    if _STRICT in archive.read("xl/workbook.xml")[:4096]:
        raise Refused(
            f"这是“Strict Open XML 电子表格”，与普通工作簿同样以 .xlsx 结尾，但不能直接读取。{_AGAIN}", field=FIELD
        )
