"""Digits in every writing, and what people put between the digits of a number: how a number is known that was written to be read past.

Every table maps one sign to one sign, so that what is found in the rewritten text stands at the same place in the text itself.
Source: Unicode numeric type Digit (full-width, circled, superscript, of other scripts), GB/T 15835-2011 for the Chinese ones.
"""

import re
import unicodedata
from collections.abc import Iterator

_CODES = range(128, 0x20000)  # the planes above hold no digits
_DIGITS = {ord(sign): str(unicodedata.digit(sign)) for sign in filter(str.isdigit, map(chr, _CODES))}
# A roman ten as the last sign of an ID number, full-width letters beside full-width digits.
_LETTERS = {0x2169: "X", 0x2179: "x"} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalpha()
}
_CHINESE = "〇零○一二三四五六七八九幺壹贰貳两叁參肆伍陆陸柒捌玖"
_AS_ARABIC = "000123456789112223345667" + "89"
ARABIC = _DIGITS | _LETTERS
CHINESE = ARABIC | {ord(sign): digit for sign, digit in zip(_CHINESE, _AS_ARABIC, strict=True)}

# Between groups of digits: blanks of any width, ends of lines, dashes, dots, strokes, brackets; at most two of them, or an indented line.
_BLANKS = r" \t\r\n\u00a0\u2002-\u200a\u3000"
_SIGNS = rf"{_BLANKS}\-\u2010-\u2015\u2212－_~～·•・.．/／*＊()（）"
_LISTING = "、，,；;：:。"  # between the items of a list as well, so that only what reads like no list counts
APART = f"(?:[{_SIGNS}]{{0,2}}|[{_BLANKS}]{{3,8}})"
LISTED = f"[{_SIGNS}{_LISTING}]{{0,2}}"
BROKEN = rf"[{_BLANKS}\-\u2010-\u2015－]{{1,3}}"  # where nobody writes a decimal point
ONE_BY_ONE = f"[{_SIGNS}]"  # between every two digits
LISTED_ONE_BY_ONE = f"[{_SIGNS}{_LISTING}]"
# What a number counts when one of these follows: an amount is nobody's number.
AMOUNT = r"\s?(?:[万亿千百]|元|件|户|人|名|个|份|批|起|次|吨|家|头|只|亩|公顷|平方|米|公里|棵|株|套|笔|宗|台|[%％‰㎡])"


# Rewriting costs more than looking whether there is anything to rewrite: an import asks for every row.
_ODD = frozenset(map(chr, ARABIC))
_RUN = re.compile(f"[0-9{_CHINESE}](?:{LISTED}[0-9{_CHINESE}]){{6}}")  # no number is shorter
_AROUND = re.compile(f"(?<=[0-9])(?:{LISTED}[{_CHINESE}])+(?={LISTED}[0-9])")
_ALIKE = str.maketrans("OoQIlij两洞拐勾", "00011112079")  # letters drawn like digits, and digits as they are called out
_ALIKE_RUN = re.compile(
    f"(?<![A-Za-z])[0-9{_CHINESE}OoQIlij两洞拐勾](?:{LISTED}[0-9{_CHINESE}OoQIlij两洞拐勾]){{6,}}(?=[Xx]?(?![A-Za-z]))"
)
_REAL = 5  # so many digits among them, or it is a word


def arabic(text: str) -> str:
    """Every digit of any script as an Arabic one; Chinese numerals stay."""
    return text if _ODD.isdisjoint(text) else text.translate(ARABIC)


def wholly_arabic(text: str) -> str:
    """Chinese numerals as digits too, where so many stand together that they may be a number."""
    plain = arabic(text)
    return plain.translate(CHINESE) if _RUN.search(plain) else plain


def inwardly_arabic(text: str) -> str:
    """Chinese numerals as digits where they stand between Arabic ones: in 张一138一二三四5678 the first belongs to the name."""
    return _AROUND.sub(lambda found: found[0].translate(CHINESE), arabic(text))


def drawn_arabic(text: str) -> str:
    """Letters that are drawn like a digit, and digits as they are called out, as digits where they stand among digits: l38OO138OOO."""
    return _ALIKE_RUN.sub(_as_digits, arabic(text))


SPELLINGS = (arabic, wholly_arabic, inwardly_arabic, drawn_arabic)


def spellings(text: str) -> Iterator[str]:
    """All of them, each once. Several, because 张一138… is a name before a number and not a number of twelve digits."""
    seen = set()
    for spell in SPELLINGS:
        spelling = spell(text)
        if spelling not in seen:
            seen.add(spelling)
            yield spelling


def _as_digits(found: re.Match) -> str:
    run = found[0].translate(CHINESE)
    return run.translate(_ALIKE) if sum(sign.isdigit() for sign in run) >= _REAL else found[0]
