"""How numbers look: 文号 such as 清信〔2026〕121号 and case numbers such as 1506022026112100007.

A series has a pattern with these places, each with an optional zero-padded width for n:
{mark} the township's mark (清信受), {code} its area code, {year} four digits, {date} YYYYMMDD, {n} the running number.
Which running number is next is decided under a lock by the action that issues; here is only the form (GB/T 9704-2012
7.2.5: six-cornered brackets, four-digit year, no 第, no leading zero).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import Formatter

from township.directory.rules.identity import half_width
from township.refusals import Refused
from township.workbooks.rules.cells import HAN_DIGITS

DOCUMENT_NUMBER = "{mark}〔{year}〕{n}号"
NUMBER = re.compile(r"(\D+)(\d{4})年?(?:第|-)?0*(\d{1,7})号?(?:[-第]0*(\d{1,3})项?)?")
_HAN_YEAR = re.compile(r"(?<=〔)[一二][〇零○一二三四五六七八九]{3}(?=年?〔)")
_SHORT_YEAR = re.compile(r"(?<=〔)'?(\d{2})(?=年?〔)")
PLACES = frozenset({"mark", "code", "year", "date", "n"})


_FORMS: dict[str, str] = {}
_PATTERNS: dict[str, str] = {}


def declare_series(series: str, word: str, pattern: str = DOCUMENT_NUMBER, *, own: bool = False) -> str:
    """Enter a series of numbers and the word that follows the township's mark in them; returns the series.

    own: the office's own file numbers, which carry the word alone. One printed form is one series, whatever institutions
    write in it: ValueError when another series prints the same, because two counters would issue 清信报〔2026〕1号 twice.
    """
    form = pattern.replace("{mark}", word if own else f"{{mark}}{word}")
    if _FORMS.setdefault(form, series) != series:
        raise ValueError(f"{series} prints the same numbers as {_FORMS[form]}: {form}")
    _PATTERNS[series] = form
    return series


def pattern_of(series: str) -> str:
    """The pattern of a declared series with its word. KeyError for one that nobody declared."""
    return _PATTERNS[series]


@dataclass(frozen=True)
class NumberParts:
    """What fills the pattern. n: running number from 1, gap-free per series and year; on: date of issue."""

    n: int
    on: date
    mark: str = ""
    code: str = ""


def check_pattern(pattern: str) -> str:
    """The pattern stripped, if it can be used; else Refused beside the field `pattern`."""
    pattern = pattern.strip()
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise Refused("编号格式里的花括号没有成对，请检查。", field="pattern") from error
    names = [name for _, name, _, _ in parts if name is not None]
    unknown = [name for name in names if name not in PLACES]
    if unknown:
        raise Refused("编号格式里只能用 {mark}、{code}、{year}、{date}、{n}。", field="pattern")
    if names.count("n") != 1:
        raise Refused("编号格式里要有且只有一个 {n}（流水号）。", field="pattern")
    if not {"year", "date"} & set(names):
        raise Refused("编号格式里要有 {year} 或 {date}，否则跨年会重号。", field="pattern")
    for _, name, spec, conversion in parts:
        if conversion or (spec and not (name == "n" and _is_width(spec))):
            raise Refused("只有流水号可以指定位数，写成 {n:05d} 的样子。", field="pattern")
    if any(mark in pattern for mark in "[]［］【】()（）") and "mark" in names:
        raise Refused("文号的年份用六角括号〔〕括入。", "GB/T 9704-2012 7.2.5", field="pattern")
    return pattern


def format_number(pattern: str, parts: NumberParts) -> str:
    """The finished number. Refused for a pattern that cannot be used; ValueError for n < 1."""
    if parts.n < 1:
        raise ValueError("running numbers start at 1")
    return check_pattern(pattern).format(
        mark=parts.mark, code=parts.code, year=parts.on.year, date=f"{parts.on:%Y%m%d}", n=parts.n
    )


def _is_width(spec: str) -> bool:
    """05d and the like: a zero, one digit of width, d."""
    return len(spec) == 3 and spec[0] == "0" and spec[1] in "23456789" and spec[2] == "d"


NO_NUMBER = frozenset({"", "无", "无文号", "无字号", "没有", "-", "—"})


def is_same_number(text: str, others: Iterable[str]) -> bool:
    """Whether a number of another organ or system stands among these, whatever its brackets, blanks, noughts and 字 before the year."""
    wanted = _spelled(text)
    return wanted not in NO_NUMBER and any(_spelled(other) == wanted for other in others)


def _is_bracket(sign: str) -> bool:
    return sign in "<>" or unicodedata.category(sign) in ("Ps", "Pe")


def _digits(found: re.Match) -> str:
    return "".join(HAN_DIGITS[sign] for sign in found[0])


def _spelled(text: str) -> str:
    """For comparing: 清访转字〔2026〕208号 is 清访转〔2026〕208号."""
    return number_as_issued(text).replace("字〔", "〔")


def number_as_issued(text: str) -> str:
    """The number as it was printed: 清信[2026] 012号, 清信2026年第12号, 清信〖26〗12號 and 清信(二〇二六)12 all become 清信〔2026〕12号.

    An item of a paper keeps its own number: 清信纪[2026]5号第3项 is 清信纪〔2026〕5号-3. What has another form is only stripped of
    blanks: an office may have set its own form of number.
    """
    plain = "".join(half_width(text).split()).replace("號", "号")
    whole = _SHORT_YEAR.sub(r"20\1", "".join("〔" if _is_bracket(sign) else sign for sign in plain))
    found = NUMBER.fullmatch(_HAN_YEAR.sub(_digits, whole).replace("〔", ""))
    return f"{found[1]}〔{found[2]}〕{found[3]}号" + (f"-{found[4]}" if found[4] else "") if found else plain
