"""Reading one row of a table: every fault beside its cell, none of them the end of the others."""

import re
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
from township.directory.rules.identity import half_width, normalise, normalise_name
from township.directory.rules.telephones import (
    ABROAD_IN_TEXT,
    LANDLINE_IN_TEXT,
    MOBILE_IN_TEXT,
    check_phone,
    is_phone,
    office_phone,
)
from township.refusals import Refused
from township.workbooks.rules.cells import (
    BLANK_FORMULA,
    ERROR,
    FILLED,
    NUMBER,
    clean_text,
    lacks_year,
    marks_of,
    one_line,
    plain,
    read_date,
    read_end,
    read_whole,
)

PLACE, WHAT = "原行号", "问题"  # the columns that come before the rows that could not come in
YEAR = "\x05year"  # beside the cells of a row: the year of days that are written without one


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell. column: the heading as the file has it; blocking: the row cannot come in like this."""

    column: str
    message: str
    blocking: bool


NO_NUMBER = frozenset({"无", "不详", "未知", "未留", "没有", "暂无", "/", "-", "--", "—", "——", "空", "0"})
_BETWEEN_PHONES = re.compile(r"[/、,;；，()]|(?<=\d)\s+(?=1[3-9]\d{9})|\n")
_PHONE = re.compile("|".join((ABROAD_IN_TEXT, MOBILE_IN_TEXT, LANDLINE_IN_TEXT)), re.ASCII)
_TOWNSHIP = re.compile(r"^[\u4e00-\u9fff]{2,14}?(?:镇|乡|街道(?:办事处)?|苏木)(?=[\u4e00-\u9fff]{2})")
_BODIES = (
    ("村民委员会", "村"),
    ("居民委员会", "社区"),
    ("村委会", "村"),
    ("居委会", "社区"),
    ("村委", "村"),
    ("居委", "社区"),
    ("村两委", "村"),
    ("办公室", "办"),
)


def spellings(name: str) -> list[str]:
    """What a unit or village may be called that a ledger calls by this name, the nearest first."""
    found = [name, _TOWNSHIP.sub("", name)]
    for body, word in _BODIES:
        bodies = [one.removesuffix(body) for one in found if one.endswith(body)]
        found += [bare + (word if not bare.endswith(("村", "社区")) else "") for bare in bodies]
    bare = [one for one in found if one and one[-1] not in "村区组格办所站"]
    found += [one + word for one in bare for word in ("村", "社区")]
    for one in list(found):
        if one.endswith("村"):
            found += [one.removesuffix("村") + "社区"]
        elif one.endswith("社区"):
            found += [one.removesuffix("社区") + "村"]
    return [one for one in dict.fromkeys(found) if one]


class RowReader:
    """Reads the cells of one row and collects what is wrong with them.

    cells: key -> marked text, of the columns the file has; labels: key -> heading to name in a fault; today: Shanghai date.
    """

    def __init__(self, cells: Mapping[str, str], labels: Mapping[str, str], today: date):
        self.labels, self.today = labels, today
        self.problems: list[Problem] = []
        self.broken: set[str] = set()  # cells that hold an error instead of a value: nothing more is said of them
        self.kept: dict[str, str] = {}  # heading → what the cell said, where only a part of it was taken over
        self.year = read_whole(cells.get(YEAR, ""))
        self.texts = {key: self._plain(key, cell) for key, cell in cells.items() if key != YEAR}
        self.numbers = {key for key, cell in cells.items() if NUMBER in marks_of(cell)}

    @property
    def is_blocked(self) -> bool:
        return any(problem.blocking for problem in self.problems)

    def _plain(self, key: str, cell: str) -> str:
        marks = marks_of(cell)
        if not marks:
            return cell
        broken = ""
        if ERROR in marks:
            broken = f"这一格是错误值 {plain(cell)}，请改成正确的内容，或者清空。"
        elif BLANK_FORMULA in marks:
            broken = "这一格是公式，文件里没有存下结果。请在 Excel 里打开、保存一次，或者“粘贴为数值”后再上传。"
        if broken:
            self.block(key, broken)
            self.broken.add(key)
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
        if key not in self.broken:
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
        found = self.read_day(key, text)
        if found is None:
            self.block(key, self.why_no_day(key, text))
        elif found > self.today and not may_be_ahead:
            self.block(key, f"晚于今天（{full_date(self.today)}），请核对年份。")
        return found

    def limit(self, key: str) -> date | None:
        """A day up to which something is to be done: also the end of a month. Words that tell no day (长期) are no limit."""
        text = self.text(key)
        end = read_end(text) if read_date(text) is None else None
        if end:
            self.warn(key, f"按{full_date(end)}导入。")
            return end
        if text and read_date(text) is None and not any(sign.isdecimal() for sign in text):
            self.warn(key, "看不出是哪一天，按没有期限导入，原文留下。")
            self.kept[self.labels.get(key, key)] = text
            return None
        return self.day(key, may_be_ahead=True)

    def read_day(self, key: str, text: str) -> date | None:
        """The day a cell means, None for none; one without its year in the year of the table, with a word about it."""
        found = read_date(text)
        if found is None and self.year and key not in self.numbers and (found := read_date(text, year=self.year)):
            self.warn(key, f"没有写年份，按 {self.year} 年读。")
        return found

    def why_no_day(self, key: str, text: str) -> str:
        """What is wrong with a cell that tells no day, and what to do."""
        if not lacks_year(text):
            return "看不出是哪一天，请写成 2024-03-05 的样子。"
        if key in self.numbers:
            return f"Excel 把这个日期当成了数字（{text} 可能是 {text.replace('.', ' 月 ')} 日，也可能少了末尾的 0），请写成 2024-03-05 的样子。"
        return "没有写年份，表的标题和表名里也看不出年份。请写成 2024-03-05 的样子，或者在表头上面写明“2024年……台账”再上传。"

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
        text = self.line(key, 60)
        if not text or text in NO_NUMBER:
            return ""
        if was_shortened(text, is_number=False):
            self.warn(key, "Excel 把这个号码缩短了，没有导入，请在事项里补上。")
            return ""
        pieces = [text, *(piece for piece in _BETWEEN_PHONES.split(half_width(text)) if piece.strip())]
        pieces += [found[0] for found in _PHONE.finditer(half_width(text))]
        found = next((piece for piece in pieces if is_phone(piece)), "")
        if not found:
            self.warn(key, "不像完整的电话号码，照原样导入。")
            return normalise(text)
        if found is not text:
            self.warn(key, "除号码外还有别的内容，取第一个号码，原文记入经过。")
            self.kept[self.labels.get(key, "电话")] = text
        return check_phone(found)

    def work_phone(self, key: str) -> str:
        """The telephone of a unit or of somebody at work; what is none is left out, with a word."""
        found = self.phone(key)
        if found and not is_phone(found):
            self.problems.pop()
            self.warn(key, "不是完整的电话号码（固定电话要带区号），没有导入，请在目录里补上。")
            return ""
        return office_phone(found)

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

    def place_of(self, key: str, name: str, known: Mapping[str, int]) -> int | None:
        """The id of the unit or village a cell names, also written as ledgers write it: with the township before it, as 村委会 or
        居委会, or without its last word; the reader is told which one was taken."""
        for spelled in spellings(name) if name else ():
            if spelled in known:
                if spelled != name:
                    self.warn(key, f"按“{spelled}”导入。")
                return known[spelled]
        return None

    def words(self, key: str) -> str:
        return clean_text(self.text(key))
