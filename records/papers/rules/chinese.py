"""Small pieces of Chinese official style: dates, numerals, citations (GB/T 9704-2012, 7.3.5.4). Numbers: records.papers.rules.numbers."""

import re
from datetime import date

from township.dates import full_date

_DIGITS = "零一二三四五六七八九"
_CITATION = re.compile(r"(?P<article>\d+)(?:¶(?P<paragraph>\d+))?(?:\((?P<item>\d+)\))?")
REGULATION = "《信访工作条例》"


def chinese_date(day: date | None) -> str:
    """2026年3月5日: arabic figures, no zero padding. None gives an empty string."""
    return full_date(day) if day else ""


def chinese_numeral(number: int) -> str:
    """一 … 九十九, for headings and articles.

    Raises ValueError outside 1-99.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"chinese_numeral covers 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def second_level(number: int, text: str) -> str:
    """（一）text: a point right under a heading 一、; 1. and （1） are the third and fourth level (GB/T 9704 7.3.3)."""
    return f"（{chinese_numeral(number)}）{text}"


def cite(reference: str) -> str:
    """An article as documents name it.

    reference: a short form of this project ("23", "23¶3", "31(6)", with or without 条例 in front) or wording
    that is already complete, which comes back with the title of the regulation in its marks.
    """
    name = REGULATION.strip("《》")
    if reference.startswith(name):
        return REGULATION + reference.removeprefix(name)
    match = _CITATION.fullmatch(reference.removeprefix("条例").strip())
    if not match:
        return reference
    text = f"{REGULATION}第{chinese_numeral(int(match['article']))}条"
    if match["paragraph"]:
        text += f"第{chinese_numeral(int(match['paragraph']))}款"
    if match["item"]:
        text += f"第（{chinese_numeral(int(match['item']))}）项"
    return text


def cite_all(references: list[str] | tuple[str, ...]) -> str:
    """Several citations joined by 、; the regulation is named once when they follow each other."""
    cited, previous = [], ""
    for reference in references:
        text = cite(reference)
        law = text.partition("》")[0] + "》" if text.startswith("《") else ""
        cited.append(text.removeprefix(law) if law and law == previous else text)
        previous = law
    return "、".join(cited)


def sign_margin(organ: str, issued_on: date | None) -> float:
    """Right margin of the date in characters: four, or more when the organ over it would leave the block (7.3.5.2)."""
    width = sum(0.5 if character.isascii() else 1 for character in chinese_date(issued_on)) or 7
    return max(4.0, (len(organ) - width) / 2)
