"""Cells as somebody once typed them: text with a mark for what the spreadsheet made of it, days in many spellings, whole numbers."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from township.dates import LAST_DAY
from township.directory.rules.identity import INVISIBLE, half_width
from township.text import clean
from township.words import whole_number

# The first sign of a cell that is not simply text; controls never survive in text itself.
NUMBER, ERROR, BLANK_FORMULA, FILLED = "\x01", "\x02", "\x03", "\x04"
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
END_TEXT = re.compile(r"(\d{4})[年./-](?:(\d{1,2})月?)?(?:底|末)?(?:之?以?前)?")
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
# A day without its year: 3月5日, 3.5, 03/05, 三月五日; read only where the person or the table itself has named the year.
YEARLESS = re.compile(rf"(\d{{1,2}})\s*[-–—/.,。月、]\s*(\d{{1,2}})\s*[日号.]?{_TAIL}", re.ASCII)
HAN_YEARLESS = re.compile(r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,3})[日号]?")
MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
DAY_MONTH_WORD = re.compile(r"(\d{1,2})[-/ ]([A-Za-z]{3})[a-z]*\.?[-/ ,]+(\d{2}|\d{4})", re.ASCII)
MONTH_WORD_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.?[-/ ]+(\d{1,2}),?[-/ ]+(\d{4})", re.ASCII)
_YEAR_IN_WORDS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=\s*年|\s*[-./_—至]\s*(?:0?[1-9]|1[0-2])(?!\d)|度|(?![\d:]))", re.ASCII
)
_HAN_YEAR = re.compile(r"[二一][〇零○一二三四五六七八九]{3}(?=年)")
_WRITTEN_WHEN = re.compile(r"(?:填报|填表|制表|打印|导出|报送|上报|截至|截止)")


def is_error(text: str) -> bool:
    """Whether a cell holds what a spreadsheet writes where it could not calculate."""
    if len(text) > 40:
        return False  # the words of a matter, not of a spreadsheet
    text = half_width(text).strip()
    return text in ERROR_WORDS or ERROR_TEXT.fullmatch(text) is not None


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


def one_word(text: str) -> str:
    """A word of a fixed list as it is typed: 来 访 is 来访."""
    return "".join(clean_text(text).split())


def plain(cell: str) -> str:
    """The text of a cell without its marks."""
    return cell.lstrip("\x01\x02\x03\x04")


def marks_of(cell: str) -> str:
    """The marks of a cell: "" for plain text, else NUMBER, ERROR, BLANK_FORMULA and FILLED as they apply."""
    return cell[: len(cell) - len(plain(cell))]


def read_date(text: str, *, year: int | None = None) -> date | None:
    """The day a cell means, in any usual spelling; None when it is no day of the calendar or no day of a ledger (before 1949, after 2199).

    2019/4/25 9:32:09, 2019-4-25, 2019.4.25, 2019年4月25日（星期四）, 二〇一九年四月二十五日, 20190425, 20190425093209, 19.4.25 (this
    century), 25-Apr-2019, or a spreadsheet's own day number. 5/3/2019 is none: nobody can know which was meant. year: of days
    that are written without one (3月5日); without it they are none.
    """
    plain_text = half_width(text).strip()
    serial = SERIAL_DAY.fullmatch(plain_text)
    if serial:
        day = SERIAL_ZERO + timedelta(days=int(serial[1]))
        return day if day.year >= 1980 else None
    for pattern in (DATE_TEXT, DATE_DIGITS, DATE_BLANKS, DATE_SHORT):
        found = pattern.fullmatch(plain_text)
        if found:
            year_text, month, day_text = found.groups()[:3]
            return _day(_year(year_text), int(month), int(day_text))
    found = HAN_DATE.match("".join(plain_text.split()))
    if found:
        return _day(int("".join(HAN_DIGITS.get(sign, sign) for sign in found[1])), _han(found[2]), _han(found[3]))
    return _english(plain_text) or (_within(plain_text, year) if year else None)


def read_end(text: str) -> date | None:
    """The last day of the month or year at whose end something is to be done: 2026年12月底前, 2026.12月末, 2026年底; else None."""
    found = END_TEXT.fullmatch("".join(half_width(text).split()))
    if found is None:
        return None
    first = _day(int(found[1]), int(found[2] or 12), 1)
    return first.replace(day=monthrange(first.year, first.month)[1]) if first else None


def lacks_year(text: str) -> bool:
    """Whether the cell tells month and day and no year."""
    return read_date(text) is None and read_date(text, year=2000) is not None


def year_in_words(texts: Iterable[str]) -> int | None:
    """The one year that titles, the name of a sheet or of a file speak of: 2026年信访台账, 2026-3, 二〇二六年; None for none or
    several. When a table was filled in or printed tells nothing of its rows.
    """
    found: set[int] = set()
    for text in texts:
        if not _WRITTEN_WHEN.search(text):
            words = half_width(text)
            found |= {int(year) for year in _YEAR_IN_WORDS.findall(words)}
            found |= {int("".join(HAN_DIGITS[sign] for sign in year)) for year in _HAN_YEAR.findall(words)}
    return found.pop() if len(found) == 1 else None


def read_whole(text: str) -> int | None:
    """A whole number such as 3, ３ or 3人; None for anything else."""
    found = WHOLE.fullmatch(half_width(text).strip())
    return int(found[1]) if found else None


def _english(text: str) -> date | None:
    """25-Apr-2019 and Apr 25, 2019, as some programs export."""
    if found := DAY_MONTH_WORD.fullmatch(text):
        day, word, year = found.groups()
    elif found := MONTH_WORD_DAY.fullmatch(text):
        word, day, year = found.groups()
    else:
        return None
    month = MONTHS.get(word.lower())
    return _day(_year(year), month, int(day)) if month else None


def _within(text: str, year: int) -> date | None:
    """A day without its year, in this one."""
    if found := YEARLESS.fullmatch(text):
        return _day(year, int(found[1]), int(found[2]))
    found = HAN_YEARLESS.match("".join(text.split()))
    return _day(year, _han(found[1]), _han(found[2])) if found else None


def _year(text: str) -> int:
    """Of two digits in this century; 0001-01-01, which a program writes for no day at all, is not 2001."""
    return int(text) + 2000 if len(text) == 2 else int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR and found <= LAST_DAY else None


def _han(text: str) -> int:
    """十 10, 十二 12, 二十五 25, 廿五 25, 三十一 31."""
    if (number := whole_number(text)) is not None:
        return number
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (int(HAN_DIGITS[tens]) * 10 if tens in HAN_DIGITS else 10 * len(ten)) + int(HAN_DIGITS.get(ones, 0))
