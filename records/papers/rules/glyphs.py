"""Characters that no font has, and what the office prints for them by its own decision: 〔王+兴〕 for U+32000, with a note on the paper.

The text of the paper keeps the character; only the printed page shows the stand-in, and says so on every page.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from records.papers.rules.chinese import chinese_date
from township.refusals import Refused

WORDS_MOST, REASON_MOST = 12, 120
_CODE = re.compile(r"(?:U\+?|0x|&#x)?([0-9A-F]{4,6});?", re.IGNORECASE)


@dataclass(frozen=True)
class Decided:
    """What is printed for a character, since when, and by which office."""

    words: str
    on: date
    office: str


def check_sign(text: str) -> str:
    """The one character that is meant, typed itself or as its code (U+32000). Refused beside `sign` for anything else."""
    typed = text.strip()
    if len(typed) > 1 and (code := _CODE.fullmatch(typed)) and int(code[1], 16) < 0x110000:
        typed = chr(int(code[1], 16))
    if len(typed) != 1 or typed.isascii() or unicodedata.category(typed) in ("Cc", "Cs", "Zs"):
        raise Refused("请填一个字，或者它的编码，如 U+32000（报错的那句话里有）。", field="sign")
    return typed


def check_words(text: str, sign: str) -> str:
    """What stands for the character. Refused beside `words` when it is empty, long, or holds the character itself."""
    typed = text.strip().strip("〔〕")
    if not 1 <= len(typed) <= WORDS_MOST or any(mark in typed for mark in "〔〕<>&\n"):
        raise Refused(f"代用的写法是 1 到 {WORDS_MOST} 个字，如“王+兴”或“⿰王兴”，不带括号。", field="words")
    if sign in typed:
        raise Refused("代用的写法里不能有原字：字库没有它。", field="words")
    return typed


def with_stand_ins(html: str, decided: Mapping[str, Decided]) -> str:
    """The page with every such character replaced, and the note at the foot of each of its pages."""
    pattern = re.compile("[" + re.escape("".join(decided)) + "]")
    page = pattern.sub(lambda found: f"〔{escape(decided[found[0]].words)}〕", html)
    said = "；".join(
        f"〔{escape(one.words)}〕代字库没有的字 U+{ord(sign):04X}，{escape(one.office)}{chinese_date(one.on)}决定"
        for sign, one in sorted(decided.items())
    )
    foot = f'<div style="position:fixed;bottom:-6mm;left:0;right:0;font-size:7pt;color:#333">注：{said}。</div>'
    return re.sub(r"(<body[^>]*>)", lambda found: found[1] + foot, page, count=1)
