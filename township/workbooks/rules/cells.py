"""Cells as somebody once typed them: text with a mark for what the spreadsheet made of it, days in many spellings, whole numbers."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from township.directory.rules.identity import INVISIBLE, half_width
from township.text import clean
from township.words import whole_number

# The first sign of a cell that is not simply text; controls never survive in text itself.
NUMBER, ERROR, BLANK_FORMULA, FILLED = "\x01", "\x02", "\x03", "\x04"
MARKS = (NUMBER, ERROR, BLANK_FORMULA, FILLED)
ERROR_WORDS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!"}
)  # fmt: skip
# What WPS and LibreOffice write for the same, and what is left of it where a table was pasted as text.
ERROR_TEXT = re.compile(
    r"#(?:N/?A|REF|VALUE|DIV/0|NAME|NULL|NUM|名称|空值|数字|值|引用|除数为0)[!?]?|Err:\d{3}", re.IGNORECASE
)

_TAIL = r"[\sT]*(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?[\sT]*(?:[上下中]午|凌晨|晚上)?\s*(?:\d{1,2}[:时点].*)?"
DATE_TEXT = re.compile(
    rf"(\d{{4}})\s*[-–—/.,。年\\、]\s*(\d{{1,2}})\s*[-–—/.,。月\\、]\s*(\d{{1,2}})\s*[日号.]?(?:[+-]\d\d:?\d\d)?{_TAIL}",
    re.ASCII,
)
DATE_BLANKS = re.compile(rf"(\d{{4}})\s+(\d{{1,2}})\s+(\d{{1,2}}){_TAIL}", re.ASCII)
DATE_SHORT = re.compile(rf"(\d{{2}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_TAIL}", re.ASCII)
DATE_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6}|\d{4})?(?:\.0)?", re.ASCII)
SERIAL_DAY = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
SERIAL_ZERO = date(1899, 12, 30)  # spreadsheets count days from here
WHOLE = re.compile(r"(\d{1,6})(?:\.0+)?\s*[人名户]?", re.ASCII)
STRAYS = re.compile(rf"[{INVISIBLE}\x00-\x08\x0b-\x1f\x7f]")
HAN_DIGITS = {
    sign: str(n)
    for n, signs in enumerate(("〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}
HAN_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4}|\d{4})年([一二三四五六七八九十]{1,3}|\d{1,2})月([一二三四五六七八九十廿卅]{1,3}|\d{1,2})[日号]",
    re.ASCII,
)
FIRST_YEAR = 1949


def cell_text(value: object) -> str:
    """A cell as text to be kept: days as 2019-04-25 (with the time where it has one), 3.0 as 3, empty as "".

    Whole numbers are written out digit by digit, never as 1.5E+17.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S") if value.time() != time.min else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(value, ".0f") if value.is_integer() else str(value)
    return clean_text(str(value))


@lru_cache(maxsize=1024)  # a cell is asked for three times while its row is read
def clean_text(text: str) -> str:
    """Lines without the blanks around them, tabs, hard blanks and empty lines; signs that no page can show are dropped."""
    if text.isalnum() and text.isascii():
        return text
    text = STRAYS.sub("", clean(text.replace("_x000D_", "")))
    if "\n" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The same in one line: what a title, a name or a number is."""
    return " ".join(clean_text(text).split())


def plain(cell: str) -> str:
    """The text of a cell without its marks."""
    return cell.lstrip("\x01\x02\x03\x04")


def marks_of(cell: str) -> str:
    """The marks of a cell: "" for plain text, else NUMBER, ERROR, BLANK_FORMULA and FILLED as they apply."""
    return cell[: len(cell) - len(plain(cell))]


def read_date(text: str) -> date | None:
    """The day a cell means, in any usual spelling; None when it is no day of the calendar or no day of a ledger (before 1949).

    2019/4/25 9:32:09, 2019-4-25, 2019.4.25, 2019年4月25日（星期四）, 二〇一九年四月二十五日, 20190425, 20190425093209, 19.4.25 (this
    century), or a spreadsheet's own day number. A day without its year and 5/3/2019 are none: nobody can know which was meant.
    """
    plain_text = half_width(text).strip()
    serial = SERIAL_DAY.fullmatch(plain_text)
    if serial:
        day = SERIAL_ZERO + timedelta(days=int(serial[1]))
        return day if day.year >= 1980 else None
    for pattern in (DATE_TEXT, DATE_DIGITS, DATE_BLANKS, DATE_SHORT):
        found = pattern.fullmatch(plain_text)
        if found:
            return _day(*(int(part) for part in found.groups()[:3]))
    found = HAN_DATE.match("".join(plain_text.split()))
    return (
        _day(int("".join(HAN_DIGITS.get(sign, sign) for sign in found[1])), _han(found[2]), _han(found[3]))
        if found
        else None
    )


def read_whole(text: str) -> int | None:
    """A whole number such as 3, ３ or 3人; None for anything else."""
    found = WHOLE.fullmatch(half_width(text).strip())
    return int(found[1]) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None


def _han(text: str) -> int:
    """十 10, 十二 12, 二十五 25, 廿五 25, 三十一 31."""
    if (number := whole_number(text)) is not None:
        return number
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (int(HAN_DIGITS[tens]) * 10 if tens in HAN_DIGITS else 10 * len(ten)) + int(HAN_DIGITS.get(ones, 0))
