"""Checks of typed words that every action shares: how long they are, and that what many read names nobody.

A title, a report to a meeting, minutes or a circular are read by people who have nothing to do with the petitioner
(个人信息保护法 6, 51; 信访工作条例第三十条第三款): they say what it is about, never who asked and how to reach him.
"""

import re
from collections.abc import Iterable

from township.directory.rules.identity import HALF_WIDTH, normalise_name
from township.refusals import Refused

# A mobile or landline number, or a resident ID number, standing alone, however its digits are grouped.
NUMBER = re.compile(
    r"(?<!\d)(?:1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[ -]?[2-9]\d{6,7}|\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx])(?!\d)", re.ASCII
)
LETTERS = {  # full-width letters and digits; full-width signs stay as they are
    wide: plain for wide, plain in HALF_WIDTH.items() if chr(plain).isalnum()
}
LONGEST_NAME = 4  # what is longer names a body, and a body may stand in a title
NOT_NUMBERS = "{label}里不写个人电话、证件号码，请删去。办理需要的，写在事项里本来的栏目。"
NOT_NAMES = "{label}里有信访人的姓名。看的人多，请只写事情，例如改成“某村民”或写事项编号。"
ARTICLE = "信访工作条例第三十条第三款"


def check_words(label: str, text: str, *, field: str, least: int = 1, most: int = 500) -> str:
    """The text stripped. Refused beside `field` when it is shorter than `least` or longer than `most` characters."""
    typed = text.strip()
    if len(typed) < least:
        raise Refused(f"请填写{label}。" if least == 1 else f"请写明{label}，至少写 {least} 个字。", field=field)
    if len(typed) > most:
        raise Refused(f"{label}不超过 {most} 字，现在 {len(typed)} 字。", field=field)
    return typed


def check_names_nobody(label: str, text: str, *, field: str, names: Iterable[str] = ()) -> str:
    """The text as it is. Refused beside `field` when it holds a telephone or ID number, or one of these people's names."""
    plain = text.translate(LETTERS)
    if NUMBER.search(plain):
        raise Refused(NOT_NUMBERS.format(label=label), ARTICLE, field)
    if any(name in plain for name in persons(names)):
        raise Refused(NOT_NAMES.format(label=label), ARTICLE, field)
    return text


def check_title(label: str, text: str, *, least: int, most: int, field: str = "title") -> str:
    """A title as every list may show it: its words checked, no number of a person in it."""
    return check_names_nobody(label, check_words(label, text, field=field, least=least, most=most), field=field)


def says_who(text: str, names: Iterable[str] = ()) -> bool:
    """Whether the text holds the name of one of these people, a telephone number or a document number."""
    try:
        check_names_nobody("", text, field="", names=names)
    except Refused:
        return True
    return False


def persons(names: Iterable[str]) -> list[str]:
    """Those of the names, in one spelling, that are a person's and long enough to be told from other words."""
    known = (normalise_name(name) for name in names)
    return [name for name in known if 2 <= len(name) <= LONGEST_NAME or "·" in name]
