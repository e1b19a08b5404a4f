"""Digits in every writing, and what people put between the digits of a number: how a number is known that was written to be read past.

Every table maps one sign to one sign, so that what is found in the rewritten text stands at the same place in the text itself.
Source: Unicode numeric type Digit (full-width, circled, superscript, of other scripts), GB/T 15835-2011 for the Chinese ones.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator

_DIGITS = {
    code: str(unicodedata.digit(chr(code)))
    for code in range(128, sys.maxunicode)
    if unicodedata.digit(chr(code), None) is not None
}
# A roman ten as the last sign of an ID number, full-width letters beside full-width digits.
_LETTERS = {0x2169: "X", 0x2179: "x"} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalpha()
}
_CHINESE = "〇零○一二三四五六七八九幺壹贰貳两叁參肆伍陆陸柒捌玖"
_AS_ARABIC = "000123456789112223345667" + "89"
ARABIC = _DIGITS | _LETTERS
CHINESE = ARABIC | {ord(sign): digit for sign, digit in zip(_CHINESE, _AS_ARABIC, strict=True)}

# Between groups of digits: blanks of any width, dashes, dots, strokes, brackets; at most two of them.
_SIGNS = r" \t\u00a0\u2002-\u200a\u3000\-\u2010-\u2015\u2212－_·•・.．/／*＊()（）"
APART = f"[{_SIGNS}]{{0,2}}"
ONE_BY_ONE = f"[{_SIGNS}]"  # between every two digits


# Rewriting costs more than looking whether there is anything to rewrite: an import asks for every row.
_ODD = frozenset(map(chr, ARABIC))
_RUN = re.compile(f"[0-9{_CHINESE}](?:{APART}[0-9{_CHINESE}]){{6}}")  # no number is shorter


def arabic(text: str) -> str:
    """Every digit of any script as an Arabic one; Chinese numerals stay."""
    return text if _ODD.isdisjoint(text) else text.translate(ARABIC)


def wholly_arabic(text: str) -> str:
    """Chinese numerals as digits too, where so many stand together that they may be a number."""
    plain = arabic(text)
    return plain.translate(CHINESE) if _RUN.search(plain) else plain


def spellings(text: str) -> Iterator[str]:
    """Both, the second where it differs. Two, because 张一138… is a name before a number and not a number of twelve digits."""
    plain = arabic(text)
    yield plain
    wholly = wholly_arabic(plain)
    if wholly != plain:
        yield wholly
