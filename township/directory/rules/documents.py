"""Identity documents that people bring to the counter: kinds, checks, one spelling, masks, and how a number is known in a text.

The one place for the kinds: registration, search, ledgers, imports and free text all ask here. Sentences of refusal never
repeat what was typed: they may end in a journal or a log. Sources: GB 11643-1999 (resident ID, 港澳台居民居住证); the number of
外国人永久居留身份证 as cards of 2004 and 2017 have it (ICAO 9303 check digit) and as those of 2023 do (国家移民管理局: first sign 9,
MOD 11-2); 港澳居民来往内地通行证 and 台湾居民来往大陆通行证 as issued since 1999 and 2015; ICAO 9303 for passports.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from township.directory.rules.identity import STAR, normalise
from township.directory.rules.numerals import APART, LISTED, LISTED_ONE_BY_ONE
from township.refusals import Refused

RESIDENT_ID, RESIDENCE, HOME_PERMIT, TAIWAN_PERMIT = "111", "residence", "home", "taiwan"
FOREIGN_RESIDENCE, PASSPORT, OTHER = "foreigner", "passport", "other"  # 111: the code deployed systems use

PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")  # GB/T 2260, first two digits
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999, 2^(17-i) mod 11
CHECK_SIGNS = "10X98765432"  # sign for remainder 0, 1, …, 10
EARLIEST_BIRTH = date(1900, 1, 1)
OUTSIDE_AREAS = ("810000", "820000", "830000")  # 香港, 澳门, 台湾 as 港澳台居民居住证 has them
MRZ_WEIGHTS = (7, 3, 1)  # ICAO 9303-3, 4.9

_HOME = r"[HM](?:\d{8}|\d{10}|[A-Z]\d{7})"  # the tenth and eleventh signs count the times of issue
_TAIWAN = r"\d{8}|\d{10}(?:\([A-Z0-9]\)|[A-Z])?|[TL]\d{7,8}"
_OLD_RESIDENCE = r"[A-Z]{3}\d{12}"
_PASSPORT = r"(?=(?:.*\d){4})[A-Z0-9]{6,12}"
# Of passports only those of China and its two regions are known by their form alone: E12345678, EA1234567, G…, K…, MA….
_CHINESE_PASSPORT = r"[EGK]\d{8}|E[A-HJ-NP-Z]\d{7}|KJ\d{7}|M[AB]\d{7}"


@dataclass(frozen=True)
class Document:
    """One kind. label: as papers print it; check(number, today): the number in one spelling or Refused; is_told: whether its
    form alone tells it from every other number, so that a search may take it for one."""

    label: str
    check: Callable[[str, date], str]
    is_told: bool = True


def check_document(kind: str, text: str, *, today: date) -> str:
    """The number of a document of this kind (key of DOCUMENTS) in one spelling. Refused beside `id_number`."""
    return DOCUMENTS[kind].check(text, today)


def documents_of(text: str, *, today: date) -> list[str]:
    """Kinds this number can be, the surest first; [] for what is no document's number."""
    return [key for key, kind in DOCUMENTS.items() if key != OTHER and _passes(kind, text, today)]


def is_document(text: str, *, today: date) -> bool:
    """Whether the form alone tells that this is the number of a document: what looks like a telephone or a running number is none."""
    return any(DOCUMENTS[key].is_told for key in documents_of(text, today=today))


def document_kind(text: str) -> str:
    """The kind whose form this number has (key of DOCUMENTS), for a number that came without one; "" where the form tells none."""
    number = normalise(text)
    return next((kind for kind, form in _FORMS if form.fullmatch(number)), "")


def plain_number(text: str) -> str:
    """The spelling in which numbers are kept: half-width capitals without blanks, dashes and brackets."""
    return re.sub(r"[()]", "", normalise(text))


def document_key(text: str) -> str:
    """The spelling under which numbers are compared: as kept, and a 回乡证 without its count of issues."""
    number = plain_number(text)
    return number[:9] if re.fullmatch(r"[HM]\d{10}", number, re.ASCII) else number


def mask_id(text: str) -> str:
    """First 6 and last 2 of an 18-sign number; of any other document only the first and the last sign."""
    number = normalise(text)
    if len(number) == 18:
        return number[:6] + STAR * 10 + number[-2:]
    if len(number) >= 6:
        return number[0] + STAR * 4 + number[-1]
    return STAR * 4 if number else ""


def check_id_number(text: str, *, today: date) -> str:
    """The normalised 18-sign resident ID number; Refused beside `id_number` when it cannot be one (GB 11643-1999)."""
    number = normalise(text)
    if re.fullmatch(r"\d{15}", number, re.ASCII):
        raise _bad("这是 15 位的旧身份证号，已停止使用；请按现在的证件填写 18 位号码，或者留空。")
    if len(number) != 18:
        raise _bad(f"身份证号应是 18 位，现在是 {len(number)} 位，请对照证件核对。")
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        raise _bad("身份证号前 17 位应是数字，最后一位是数字或 X，请对照证件核对。")
    if not PROVINCE.match(number):
        raise _bad("身份证号开头两位不是省级代码，请对照证件核对。")
    return _eighteen(number, today, "身份证号")


def check_sign(first17: str) -> str:
    """The check sign (0–9 or X) that belongs to the first 17 digits: ISO 7064 MOD 11-2."""
    return CHECK_SIGNS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first17, strict=True)) % 11]


def mrz_digit(signs: str) -> str:
    """The check digit of letters and digits after ICAO 9303: A is 10, …, Z is 35, weights 7, 3, 1."""
    return str(sum(int(sign, 36) * MRZ_WEIGHTS[place % 3] for place, sign in enumerate(signs)) % 10)


SHORTENED = "Excel 把这个号码缩短了，请把这一列设为文本后重新输入（对照证件，不要从这张表复制）。"
_DIGITS_KEPT = 15  # a spreadsheet's number keeps so many digits and writes noughts for the rest
_FLOAT = re.compile(r"\d{16,}\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+")


def was_shortened(text: str, *, is_number: bool) -> bool:
    """Whether a spreadsheet has taken digits away from this document number, whatever its check sign says.

    is_number: the cell holds a number, not text. Text tells it too: 1.50602E+17, or eighteen digits ending in 000.
    """
    number = normalise(text)
    if _SCIENTIFIC.fullmatch(number):
        return True
    if _FLOAT.fullmatch(
        number
    ):  # the text of a number with its point: digits after the fifteenth are not what was typed
        return True
    digits = number.isascii() and number.isdigit()
    return digits and (is_number and len(number) > _DIGITS_KEPT or len(number) == 18 and number.endswith("000"))


def _eighteen(number: str, today: date, name: str) -> str:
    """Birth and check sign of a number built after GB 11643; name: what the sentence calls it."""
    _check_birth(number[6:14], today, f"{name}里的出生日期（第 7 至 14 位）")
    if check_sign(number[:17]) != number[17]:
        raise _bad(f"{name}最后一位与前 17 位对不上，请对照证件逐位核对。")
    return number


def _check_birth(digits: str, today: date, name: str) -> None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _bad(f"{name}不存在，请对照证件核对。") from None
    if born > today:
        raise _bad(f"{name}晚于今天，请对照证件核对。")
    if born < EARLIEST_BIRTH:
        raise _bad(f"{name}早于 1900 年，请对照证件核对。")


def _resident(text: str, today: date) -> str:
    return check_id_number(text, today=today)


def _residence(text: str, today: date) -> str:
    number = normalise(text)
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII) or number[:6] not in OUTSIDE_AREAS:
        raise _bad("港澳台居民居住证号码是 18 位，以 810000、820000 或 830000 开头，请对照证件核对。")
    return _eighteen(number, today, "居住证号码")


def _foreign_residence(text: str, today: date) -> str:
    """15 signs (three letters of the country, place, birth, order, check digit) or, since 1 December 2023, 18 that begin with 9."""
    number = normalise(text)
    if re.fullmatch(r"9\d{16}[\dX]", number, re.ASCII):
        if not PROVINCE.match(number[1:3]):
            raise _bad("永久居留身份证号码第 2、3 位不是省级代码，请对照证件核对。")
        return _eighteen(number, today, "永久居留身份证号码")
    if not re.fullmatch(_OLD_RESIDENCE, number, re.ASCII):
        raise _bad(
            "永久居留身份证号码：2023 年起的新证是 18 位，以 9 开头；旧证是 3 个字母加 12 位数字。请对照证件核对。"
        )
    century = 20 if int(number[7:9]) <= today.year % 100 else 19
    _check_birth(f"{century}{number[7:13]}", today, "永久居留身份证号码里的出生日期（第 8 至 13 位）")
    if mrz_digit(number[:14]) != number[14]:
        raise _bad("永久居留身份证号码最后一位与前 14 位对不上，请对照证件逐位核对。")
    return number


def _by_form(form: str, sentence: str) -> Callable[[str, date], str]:
    """A check of a kind without a check sign: its form alone, brackets left out."""
    pattern = re.compile(form, re.ASCII)

    def check(text: str, today: date) -> str:
        number = normalise(text)
        if not pattern.fullmatch(number):
            raise _bad(sentence)
        return plain_number(number)

    return check


def _other(text: str, today: date) -> str:
    return normalise(text)


DOCUMENTS = MappingProxyType(
    {
        RESIDENT_ID: Document("居民身份证", _resident),
        RESIDENCE: Document("港澳台居民居住证", _residence),
        HOME_PERMIT: Document(
            "港澳居民来往内地通行证",
            _by_form(
                _HOME, "港澳居民来往内地通行证号码是 H 或 M 加 8 位数字（旧证再加 2 位换证次数），请对照证件核对。"
            ),
        ),
        TAIWAN_PERMIT: Document(
            "台湾居民来往大陆通行证",
            _by_form(
                _TAIWAN, "台湾居民来往大陆通行证号码是 8 位数字（旧证 10 位，可带括号里的一位），请对照证件核对。"
            ),
            is_told=False,
        ),
        FOREIGN_RESIDENCE: Document("外国人永久居留身份证", _foreign_residence),
        PASSPORT: Document(
            "护照",
            _by_form(_PASSPORT, "护照号码是 6 至 12 位字母和数字，至少 4 位数字，请对照证件核对。"),
            is_told=False,
        ),
        OTHER: Document("其他证件", _other, is_told=False),
    }
)
LABELS = MappingProxyType({key: kind.label for key, kind in DOCUMENTS.items()})

KIND_WORDS = MappingProxyType(
    {
        **{label: key for key, label in LABELS.items()},
        "身份证": RESIDENT_ID, "二代身份证": RESIDENT_ID, "临时身份证": RESIDENT_ID, "临时居民身份证": RESIDENT_ID, "户口簿": RESIDENT_ID,
        "中国护照": PASSPORT, "外国护照": PASSPORT, "普通护照": PASSPORT, "回乡证": HOME_PERMIT, "港澳通行证": HOME_PERMIT,
        "港澳居民通行证": HOME_PERMIT, "台胞证": TAIWAN_PERMIT, "台湾通行证": TAIWAN_PERMIT, "台湾居民通行证": TAIWAN_PERMIT,
        "居住证": RESIDENCE, "港澳居民居住证": RESIDENCE, "台湾居民居住证": RESIDENCE, "外国人永久居留证": FOREIGN_RESIDENCE,
        "永久居留证": FOREIGN_RESIDENCE, "永居证": FOREIGN_RESIDENCE, "外国人居留证": FOREIGN_RESIDENCE, "其他": OTHER,
    }
)  # what ledgers write in a column of kinds  # fmt: skip
_FORMS = tuple(
    (kind, re.compile(form, re.ASCII))
    for kind, form in (
        (RESIDENCE, rf"(?:{'|'.join(OUTSIDE_AREAS)})\d{{11}}[\dX]"),
        (FOREIGN_RESIDENCE, rf"9\d{{16}}[\dX]|{_OLD_RESIDENCE}"),
        (RESIDENT_ID, r"\d{17}[\dX]"),
        (HOME_PERMIT, _HOME),
        (TAIWAN_PERMIT, r"\d{10}(?:\([A-Z0-9]\)|[A-Z])|[TL]\d{7,8}"),
        (PASSPORT, rf"(?=.*[A-Z]){_PASSPORT}"),
    )
)

# How such a number is known inside a text. By its form where the form is like nothing else; else by the word before it.
_WORDS = "证件|身份证|护照|通行证|台胞证|回乡证|居住证|居留证|永居证|军官证|士兵证|户口簿|残疾证|残疾人证|低保证|驾驶证|社保号|医保号|(?i:passport)"
_BORN = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_FORMS_IN_TEXT = (
    rf"\d{{6}}{APART}\d{{4}}{APART}\d{{2}}{APART}\d{{2}}{APART}\d{{3}}[\dXx]",
    rf"\d{{6}}{LISTED}(?:19|20)\d\d{LISTED}(?:0[1-9]|1[0-2]){LISTED}(?:0[1-9]|[12]\d|3[01]){LISTED}\d{{3}}[\dXx]",
    rf"(?:\d{LISTED_ONE_BY_ONE}){{17}}[\dXx]",
    rf"\d{{6}}(?:19|20)\d\d{_BORN}\d{{3}}[\dXx]\d\d",  # 残疾人证: the ID number with kind and degree
    rf"(?:{PROVINCE.pattern})\d{{6}}{_BORN}\d{{3}}",  # the ID number of fifteen signs, until 1999
    _OLD_RESIDENCE,
    _HOME,
    _CHINESE_PASSPORT,
    rf"[EGK]{APART}\d{{4}}{APART}\d{{4}}",
)
IN_TEXT = (
    rf"(?<![\dA-Za-z])(?:{'|'.join(_FORMS_IN_TEXT)})(?![\dA-Za-z])",
    rf"(?P<word>(?:{_WORDS})(?:[号码编：:为是（(\s]|(?i:no\.?)){{0,6}})(?!(?:19|20)\d\d[-. ]?\d{{1,2}}[-. ]?\d{{1,2}}(?!\d))"
    r"(?=[A-Za-z]*[ -]?\d)[A-Za-z0-9](?:[ -]?[A-Za-z0-9]){5,17}(?![\dA-Za-z])",
)


def _passes(kind: Document, text: str, today: date) -> bool:
    try:
        kind.check(text, today)
    except Refused:
        return False
    return True


def _bad(sentence: str) -> Refused:
    return Refused(sentence, field="id_number")
