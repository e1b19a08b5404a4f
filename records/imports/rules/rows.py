"""Reading one row of a table: every fault beside its cell, none of them the end of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from township.dates import full_date
from township.directory.rules.documents import (
    RESIDENT_ID,
    SHORTENED,
    check_document,
    document_kind,
    was_shortened,
)
from township.directory.rules.identity import normalise, normalise_name
from township.directory.rules.telephones import check_phone
from township.refusals import Refused
from township.workbooks.rules.cells import (
    BLANK_FORMULA,
    ERROR,
    FILLED,
    NUMBER,
    clean_text,
    marks_of,
    one_line,
    plain,
    read_date,
    read_whole,
)

PLACE, WHAT = "原行号", "问题"  # the columns that come before the rows that could not come in


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell. column: the heading as the file has it; blocking: the row cannot come in like this."""

    column: str
    message: str
    blocking: bool


class RowReader:
    """Reads the cells of one row and collects what is wrong with them.

    cells: key -> marked text, of the columns the file has; labels: key -> heading to name in a fault; today: Shanghai date.
    """

    def __init__(self, cells: Mapping[str, str], labels: Mapping[str, str], today: date):
        self.labels, self.today = labels, today
        self.problems: list[Problem] = []
        self.texts = {key: self._plain(key, cell) for key, cell in cells.items()}
        self.numbers = {key for key, cell in cells.items() if NUMBER in marks_of(cell)}

    @property
    def is_blocked(self) -> bool:
        return any(problem.blocking for problem in self.problems)

    def _plain(self, key: str, cell: str) -> str:
        marks = marks_of(cell)
        if not marks:
            return cell
        if ERROR in marks:
            self.block(key, f"这一格是错误值 {plain(cell)}，请改成正确的内容，或者清空。")
            return ""
        if BLANK_FORMULA in marks:
            self.block(key, "这一格是公式，文件里没有存下结果。请在 Excel 里打开、保存一次，或者“粘贴为数值”后再上传。")
            return ""
        if FILLED in marks:
            self.warn(key, "单元格上下合并，已按上面一格填入。")
        return plain(cell)

    def text(self, key: str) -> str:
        return self.texts.get(key, "").strip()

    def has(self, key: str) -> bool:
        return key in self.texts

    def block(self, key: str, message: str) -> None:
        self._note(key, message, True)

    def warn(self, key: str, message: str) -> None:
        self._note(key, message, False)

    def _note(self, key: str, message: str, blocking: bool) -> None:
        self.problems.append(Problem(self.labels.get(key, key), message, blocking))

    def line(self, key: str, limit: int) -> str:
        text = one_line(self.text(key))
        if len(text) > limit:
            self.block(key, f"最多 {limit} 个字，现在是 {len(text)} 个，请缩短。")
        return text[:limit]

    def day(self, key: str, *, is_needed: bool = False, may_be_ahead: bool = False) -> date | None:
        text = self.text(key)
        if not text:
            if is_needed:
                self.block(key, "没有日期，请补上，如 2024-03-05。")
            return None
        found = read_date(text)
        if found is None:
            self.block(key, "看不出是哪一天，请写成 2024-03-05 的样子。")
        elif found > self.today and not may_be_ahead:
            self.block(key, f"晚于今天（{full_date(self.today)}），请核对年份。")
        return found

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int | None:
        text = self.text(key)
        number = read_whole(text) if text else default
        if number is None or not least <= number <= most:
            self.block(key, f"应是 {least} 到 {most} 的整数。")
            return None
        return number

    def name(self, key: str, limit: int) -> str:
        return normalise_name(self.line(key, limit))

    def phone(self, key: str = "phone") -> str:
        """An old ledger's local numbers without area code are kept as they are: they still find the person."""
        text = self.line(key, 40)
        try:
            return check_phone(text) if text else ""
        except Refused:
            self.warn(key, "不像完整的电话号码，照原样导入。")
            return normalise(text)

    def id_number(self, key: str = "id_number", *, kind: str = "") -> str:
        """A document number of this kind, or of the kind whose form it has, else a resident ID; one that a spreadsheet has
        shortened is never taken over, valid check sign or not.
        """
        text = self.line(key, 40)
        if not text:
            return ""
        if was_shortened(text, is_number=key in self.numbers):
            self.block(key, SHORTENED)
            return ""
        try:
            return check_document(kind or document_kind(text) or RESIDENT_ID, text, today=self.today)
        except Refused as refused:
            self.block(key, refused.message)
            return ""

    def words(self, key: str) -> str:
        return clean_text(self.text(key))
