"""Checks of typed words that every action shares: how long they are, and that what many read names nobody.

A title, a report to a meeting, minutes or a circular are read by people who have nothing to do with the petitioner
(个人信息保护法 6, 51; 信访工作条例第三十条第三款): they say what it is about, never who asked and how to reach them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from township.directory.rules import contacts, documents, telephones
from township.directory.rules.identity import HALF_WIDTH, name_key, normalise_name
from township.directory.rules.numerals import SPELLINGS, spellings
from township.refusals import Refused

_PERSONS = (
    *documents.IN_TEXT,
    telephones.MOBILE_IN_TEXT,
    telephones.ABROAD_IN_TEXT,
    *contacts.CHAT_IN_TEXT,
    *contacts.CARD_IN_TEXT,
)
# By what a person is known, reached or paid, standing in a text; an office's number is a landline, which only NUMBER finds.
PERSONAL = re.compile("|".join(_PERSONS), re.ASCII)
NUMBER = re.compile("|".join((*_PERSONS, telephones.LANDLINE_IN_TEXT)), re.ASCII)
# No number of a person and no chat name has fewer of these signs; most titles have not so many, and to look for all forms costs more.
_ENOUGH = re.compile(r"(?:[0-9A-Za-z_-][^0-9A-Za-z_-]*){5}")
LETTERS = {  # full-width letters and digits; full-width signs stay as they are
    wide: plain for wide, plain in HALF_WIDTH.items() if chr(plain).isalnum()
}
_WIDE_LETTERS = re.compile(f"[{''.join(map(chr, LETTERS))}]")
LONGEST_SHORT = 4  # a longer name may be a body's, and a body may stand in a title; what is told from its last word
_BODY = re.compile(
    r"(?:公司|企业|集团|工厂|厂|店|商行|超市|饭店|酒店|合作社|联社|委员会|村委|居委|两委|协会|商会|学会|联合会|局|办公室|办事处|服务中心|中心|"
    r"学校|中学|小学|幼儿园|大学|学院|医院|卫生院|银行|信用社|农场|牧场|林场|煤矿|矿业|项目部|经营部|工作站|派出所|村民小组|业主|全体村民)$"
)
_GAP = r"[\s·•‧∙⋅․・･᛫.\-‐-―－_*＊/／\\|~～'\"‘’“”()（）]*"  # what may stand between the signs of a name: blanks, dots, dashes, strokes, quotes
NOT_NUMBERS = (
    "{label}里不写个人电话、证件号码，也不写个人的 QQ、微信号和银行账号，请删去。办理需要的，写在事项里本来的栏目。"
)
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


def whole_number(text: str, digits: int = 18) -> int | None:
    """The whole number that this is, as a page writes one: plain digits, at most so many; None for anything else. Python refuses
    to read 4,301 digits, a database to compare what is beyond 64 bits, and ² is a digit but no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def check_names_nobody(label: str, text: str, *, field: str, names: Iterable[str] = ()) -> str:
    """The text as it is. Refused beside `field` when it holds a telephone or ID number, or one of these people's names."""
    plain = plain_letters(text)
    if any(found for spelling in spellings(text) for found in _numbers(NUMBER, spelling)):
        raise Refused(NOT_NUMBERS.format(label=label), ARTICLE, field)
    if any(pattern.search(plain) for _, pattern in name_patterns(plain, names)):
        raise Refused(NOT_NAMES.format(label=label), ARTICLE, field)
    return text


def check_title(label: str, text: str, *, least: int, most: int, field: str = "title") -> str:
    """A title, or words that as many read: checked for their length, no number of a person in them."""
    return check_names_nobody(label, check_words(label, text, field=field, least=least, most=most), field=field)


def has_personal_number(text: str) -> bool:
    """Whether the text holds a mobile number, one from abroad, or a document number; landlines may be an office's."""
    return any(found for spelling in spellings(text) for found in _numbers(PERSONAL, spelling))


def without_numbers(text: str) -> str:
    """The text with every telephone and document number, account and chat name as ****."""
    seen = set()  # most texts read the same in every spelling: looked through once, and not four times
    for spell in SPELLINGS:
        spelling = spell(text)
        if spelling not in seen:
            text = _masked(text, spelling)
            seen.add(spelling)
    return text


def _masked(text: str, spelling: str) -> str:
    """The text with **** where its spelling, which is as long, has a number; from the back, so that places stay where they are."""
    for found in reversed(list(_numbers(NUMBER, spelling))):
        words = [found.end(name) for name, word in found.groupdict().items() if word and name.startswith("word")]
        start = max(words, default=found.start())
        text = f"{text[:start]}****{text[found.end() :]}"
    return text


def _numbers(pattern: re.Pattern, spelling: str) -> Iterator[re.Match]:
    """What the pattern finds, without what has the form of a bank card and not its check digit."""
    if not _ENOUGH.search(spelling):
        return iter(())
    return (found for found in pattern.finditer(spelling) if not found["card"] or contacts.is_card(found["card"]))


def says_who(text: str, names: Iterable[str] = ()) -> bool:
    """Whether the text holds the name of one of these people, a telephone number or a document number."""
    try:
        check_names_nobody("", text, field="", names=names)
    except Refused:
        return True
    return False


def persons(names: Iterable[str]) -> list[str]:
    """Those of the names, in one spelling, that are a person's and long enough to be told from other words.

    What the matter knows decides, however long the name and whatever its dots: 古丽米热艾比布力 is a person. A body is told by its
    last word and may stand in a title. The parts of a name with a dot count as well: people are called by the first.
    """
    found: dict[str, None] = {}
    for name in map(normalise_name, names):
        if len(name) > LONGEST_SHORT and _BODY.search(name):
            continue
        parts = [part for part in name.split("·") if len(part) > 2] if "·" in name else []
        found |= dict.fromkeys(one for one in (name, *parts) if len(one) >= 2)
    return sorted(found, key=len, reverse=True)


def plain_letters(text: str) -> str:
    """Full-width letters and digits as plain ones."""
    return text.translate(LETTERS) if _WIDE_LETTERS.search(text) else text


def name_patterns(text: str, names: Iterable[str]) -> list[tuple[str, re.Pattern]]:
    """(name, pattern that finds it in any spelling: with another dot, blanks, or none) of those of these people who can stand in
    the text at all: every sign of the name is there. A pattern costs more than the search, and an import asks about thousands."""
    lower, upper = text.lower(), text.upper()
    found = []
    for name in persons(names):
        if all(sign in upper or sign.lower() in lower for sign in name_key(name)):
            found.append((name, _pattern(name)))
    return found


@lru_cache(maxsize=2048)
def _pattern(name: str) -> re.Pattern:
    signs = _GAP.join(re.escape(sign) for sign in name_key(name))
    edges = (r"(?<![A-Za-z])", r"(?![A-Za-z])") if name.isascii() else ("", "")
    return re.compile(f"{edges[0]}{signs}{edges[1]}", re.IGNORECASE)
