"""Telephone numbers, of this country and others: check, one spelling, mask, and how a number is known in a text.

The one place for the kinds. Numbers of the mainland are kept as digits (手机 11, landline with area code, 400/800), those of
other countries and of Hong Kong, Macao and Taiwan with "+" and the country code (ITU-T E.164: at most 15 digits).
"""

import re

from township.directory.rules.identity import STAR, normalise
from township.directory.rules.numerals import AMOUNT, APART, BROKEN, LISTED, LISTED_ONE_BY_ONE, ONE_BY_ONE
from township.refusals import Refused

KINDS = (
    re.compile(r"1[3-9]\d{9}", re.ASCII),  # mobile
    re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}", re.ASCII),  # landline with area code
    re.compile(r"[48]00\d{7}", re.ASCII),  # service line
)
EXTENSION = re.compile(r"(?:转|分机|ext\.?|#)(\d{1,6})$", re.IGNORECASE)
HOME_CODE = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))")
ABROAD = re.compile(r"(?:\+|00)([1-9]\d{6,14})", re.ASCII)
# Country codes of one and two digits (ITU-T E.164 Annex); all others have three.
_SHORT_CODES = frozenset(
    [
        "1",
        "7",
        "20",
        "27",
        "30",
        "31",
        "32",
        "33",
        "34",
        "36",
        "39",
        "40",
        "41",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "60",
        "61",
        "62",
        "63",
        "64",
        "65",
        "66",
        "81",
        "82",
        "84",
        "86",
        "90",
        "91",
        "92",
        "93",
        "94",
        "95",
        "98",
    ]
)
_UNUSED = ("28", "83", "89")  # no country's code begins so
_LANDLINE = re.compile(r"^(0(?:10|2\d|[3-9]\d{2}))(?=\d)(\d+)")
WRONG = "电话号码不对：手机号是 11 位，固定电话要带区号，如 0477-8591234；境外和港澳台的号码以 + 和国家（地区）代码开头，如 +852 5123 4567。"

# How such a number is known inside a text, however its digits are grouped and the lines broken. Where a list could be written so
# (138、1234、5678件), what it counts tells the list.
_MOBILE = rf"(?<!\d)(?:(?:0086|86|0){APART})?1[3-9]"
MOBILE_IN_TEXT = (
    rf"{_MOBILE}\d{APART}(?:\d{{4}}{APART}\d{{4}}|\d{{3}}{APART}\d{{5}}|\d{{5}}{APART}\d{{3}}|\d{{2}}(?:{APART}\d{{2}}){{3}})(?!\d)"
    rf"|{_MOBILE}(?:\d\d{BROKEN}\d{{3}}{APART}\d{{4}}|\d{{3}}{BROKEN}\d{{6}}|\d{{4}}{BROKEN}\d{{5}}|\d{{6}}{BROKEN}\d{{3}})(?!\d)"
    rf"|{_MOBILE}\d{LISTED}\d{{4}}{LISTED}\d{{4}}(?!\d)(?!{AMOUNT})"
    rf"|(?<!\d)1{ONE_BY_ONE}[3-9](?:{ONE_BY_ONE}\d){{9}}(?!\d)"
    rf"|(?<!\d)1{LISTED_ONE_BY_ONE}[3-9](?:{LISTED_ONE_BY_ONE}\d){{9}}(?!\d)(?!{LISTED_ONE_BY_ONE}\d)(?!{AMOUNT})"
)
# A local number is known by the word beside it alone: 1381234 may be anything, a day and two years too.
_LOCAL = rf"(?!(?:19|20)\d\d{APART}(?:(?:19|20)\d\d|[01]\d[0-3]\d)(?!\d))[2-9]\d{{2,3}}{APART}\d{{4}}(?!\d)"
_CALLED = r"电话|手机|座机|固话|联系方式|联系号码|致电|拨打|(?i:\btel|phone|mobile)"
LANDLINE_IN_TEXT = (
    rf"(?<!\d)0\d{{2,3}}{APART}[2-9]\d{{2,3}}{APART}\d{{4}}(?!\d)"
    rf"|(?P<word_local>(?:{_CALLED})[^\d。；;]{{0,8}}){_LOCAL}(?!{AMOUNT})"
    rf"|(?<!\d){_LOCAL}(?=[（(是为系的他她其家里\s]{{0,4}}(?:电话|手机|座机|固话))"
)
ABROAD_IN_TEXT = r"(?<![\d+])(?:\+|00)[1-9]\d{0,2}(?:[ ()-]{0,2}\d){7,12}(?!\d)"


def check_phone(text: str) -> str:
    """The number in one spelling: of the mainland digits only, an extension after 转; of elsewhere "+" and digits. Else Refused."""
    typed = HOME_CODE.sub("", re.sub(r"[()]", "", normalise(text)))
    extension = EXTENSION.search(typed)
    number = typed[: extension.start()] if extension else typed
    if re.fullmatch(r"[2-9]\d{6,7}", number, re.ASCII):
        raise Refused("固定电话请带上区号，如 0477-8591234。", field="phone")
    if not any(kind.fullmatch(number) for kind in KINDS):
        number = _abroad(number)
    return f"{number}转{extension[1]}" if extension else number


def _abroad(number: str) -> str:
    found = ABROAD.fullmatch(number)
    if not found or found[1].startswith(("86", *_UNUSED)):
        raise Refused(WRONG, field="phone")
    return f"+{found[1]}"


def is_phone(text: str) -> bool:
    """Whether this can be a telephone number."""
    try:
        check_phone(text)
    except Refused:
        return False
    return True


def office_phone(text: str, *, field: str = "phone") -> str:
    """The telephone of an office or of somebody at work, as papers and notices print it: 0477-8591234转801, 13800000000,
    +85251234567; "" for none. Refused beside `field` for what is no telephone.
    """
    if not text.strip():
        return ""
    try:
        number = check_phone(text)
    except Refused as refused:
        raise Refused(refused.message, field=field) from refused
    return _LANDLINE.sub(r"\1-\2", number)


def country_code(number: str) -> str:
    """The digits after "+" that name the country or region: 1, 44, 852."""
    digits = number.lstrip("+")
    return next((digits[:long] for long in (1, 2) if digits[:long] in _SHORT_CODES), digits[:3])


def mask_phone(text: str) -> str:
    """13812341234 -> 138****1234, +85251234567 -> +852****67; shorter numbers keep only the last two; an extension is dropped."""
    plain = EXTENSION.sub("", normalise(text))
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("+") and len(digits) >= 7:
        return f"+{country_code(digits)}{STAR * 4}{digits[-2:]}"
    if len(digits) >= 11:
        return digits[:3] + STAR * 4 + digits[-4:]
    if len(digits) >= 7:
        return STAR * 4 + digits[-2:]
    return STAR * 4 if text.strip() else ""
