"""Cells of an old ledger as somebody once typed them: text, dates in many spellings, whole numbers."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from township.directory.rules.identity import INVISIBLE, half_width

DATE_TEXT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[\sT]*\d{1,2}[:时]\d{1,2}.*)?", re.ASCII
)
DATE_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?", re.ASCII)
SERIAL_DAY = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
SERIAL_ZERO = date(1899, 12, 30)  # spreadsheets count days from here
WHOLE = re.compile(r"(\d{1,6})(?:\.0+)?\s*[人名户]?", re.ASCII)
STRAYS = re.compile(rf"[{INVISIBLE}\x00-\x08\x0b-\x1f\x7f]")


def cell_text(value: object) -> str:
    """A cell as text to be kept: days as 2019-04-25 (with the time where it has one), 3.0 as 3, empty as ""."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S") if value.time() != value.min.time() else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean_text(str(value))


def clean_text(text: str) -> str:
    """Lines without the blanks around them, tabs, hard blanks and empty lines; signs that no page can show are dropped."""
    text = STRAYS.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The same in one line: what a title, a name or a number is."""
    return " ".join(clean_text(text).split())


def read_date(text: str) -> date | None:
    """The day a cell means: 2019/4/25 9:32:09, 2019-4-25, 2019年4月25日, 20190425 or a spreadsheet's own day number.

    None when it is no day of the calendar or no day of a ledger (before 1949).
    """
    plain = half_width(text).strip()
    serial = SERIAL_DAY.fullmatch(plain)
    if serial:
        day = SERIAL_ZERO + timedelta(days=int(serial[1]))
        return day if day.year >= 1980 else None
    found = DATE_TEXT.fullmatch(plain) or DATE_DIGITS.fullmatch(plain)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
    return day if day and day.year >= 1949 else None


def read_whole(text: str) -> int | None:
    """A whole number such as 3, ３ or 3人; None for anything else."""
    found = WHOLE.fullmatch(half_width(text).strip())
    return int(found[1]) if found else None
