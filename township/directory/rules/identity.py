"""Identity data of petitioners: one spelling for search, checks at the counter, and masks for every list.

Sentences of refusal never repeat what was typed: they may end in a journal or a log. Masks: 个人信息保护法 6, 51;
default form 张*, 138****1234, ID number first 6 and last 2, address down to the village.
"""

import re
import unicodedata
from datetime import date
from functools import cache

from township.refusals import Refused
from township.text import clean

# Full-width signs FF01–FF5E and the ideographic space to their half-width twins. Not NFKC: it would respell rare names.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
DASHES = "-‐‑‒–—―−﹣"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
STRIPPED = str.maketrans("", "", DASHES + INVISIBLE)

DOT = "·"
DOTS = re.compile("[·•‧∙⋅․・･᛫\u0387]")
UNSEEN = {ord(sign): None for sign in INVISIBLE} | dict.fromkeys((*range(65024, 65040), *range(917760, 918000)))
_POINT = re.compile(r"(?<=[\u3400-\u9fff])\s*\.\s*(?=[\u3400-\u9fff])")  # 买买提.艾力
_BETWEEN = re.compile(r"[、,;/，；\n]+|(?<=[\u3400-\u9fff]{2})[和与及](?=[\u3400-\u9fff]{2,3}$)")
_AND_OTHERS = re.compile(r"\s*等\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})?\s*[人名户]?(?:群众|村民|居民)?$")
# What GB 18030-2005 and -2022 gave to those private-use signs of GBK that Python's table of the year 2000 still leaves private.
_LATER = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip

PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")  # GB/T 2260, first two digits
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999, 2^(17-i) mod 11
CHECK_SIGNS = "10X98765432"  # sign for remainder 0, 1, …, 10
EARLIEST_BIRTH = date(1900, 1, 1)

PHONE_KINDS = (
    re.compile(r"1[3-9]\d{9}", re.ASCII),  # mobile
    re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}", re.ASCII),  # landline with area code
    re.compile(r"[48]00\d{7}", re.ASCII),  # service line
)
EXTENSION = re.compile(r"(?:转|分机|ext\.?|#)(\d{1,6})$", re.IGNORECASE)
COUNTRY_CODE = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))")

STAR = "*"
# Village first, then township, then county: the finest level that may be shown. A digit or a blank ends what may be
# shown, and a village has a short name, so that a description ("张三家对面的那个村") is not taken for one.
ADDRESS_LEVELS = tuple(
    re.compile(level)
    for level in (
        r"([^\d\s]*?[^\d\s](?:乡|镇|街道|苏木)[^\W\d_]{1,6}?(?:村|社区|嘎查))",
        r"([^\d\s]*?[^\d\s](?:乡|镇|街道|苏木))",
        r"([^\W\d_]{1,16}?(?:村|社区|嘎查))",
        r"([^\d\s]*?[^\d\s](?:县|区|旗))",
        r"([^\d\s]*?[^\d\s]市)",
    )
)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; everything else as it was."""
    return text.translate(HALF_WIDTH)


def normalise(text: str) -> str:
    """One spelling for comparing and hashing: half-width, no spaces, no dashes, capital letters."""
    return "".join(half_width(text).split()).translate(STRIPPED).upper()


def normalise_name(text: str) -> str:
    """One spelling of a person's or body's name, to be kept and printed: half-width, canonical composition, no spaces inside
    Chinese names, one middle dot, real characters in place of radicals and of the private-use signs of old GBK machines.
    """
    words = unicodedata.normalize("NFC", real_characters(half_width(text))).translate(UNSEEN).split()
    joiner = " " if all(word.isascii() for word in words) else ""
    name = DOTS.sub(DOT, joiner.join(words))
    return _POINT.sub(DOT, name).strip(DOT)


def name_key(text: str) -> str:
    """The spelling under which names are compared: without dots and blanks, so that 古丽米热·艾比布力, 古丽米热艾比布力 and
    古丽米热 艾比布力 are one; Latin letters in capitals.
    """
    return "".join(normalise_name(text).split()).replace(DOT, "").upper()


def real_characters(text: str) -> str:
    """The private-use signs of old GBK machines, and radicals out of copied PDFs, as the characters they stand for."""
    return clean(text.translate(_old_gbk()))


def split_names(text: str) -> list[str]:
    """The people in one cell: 张三、李四等5人 -> 张三, 李四. A blank does not divide: 张 三 is one person."""
    listed = _AND_OTHERS.sub("", half_width(text).strip())
    return [name for name in (normalise_name(part) for part in _BETWEEN.split(listed)) if name]


@cache
def _old_gbk() -> dict[int, int]:
    """Code -> code. GBK keeps U+E815 to U+E864 at FE50 to FEA0 (without FE7F), in this order."""
    found = {}
    trails = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    for code, trail in zip(range(0xE815, 0xE865), trails, strict=True):
        sign = ord(bytes((0xFE, trail)).decode("gb18030"))
        found[code] = _LATER.get(code, sign)
    return {code: sign for code, sign in found.items() if code != sign}


def check_id_number(text: str, *, today: date) -> str:
    """The normalised 18-sign resident ID number; Refused beside `id_number` when it cannot be one (GB 11643-1999)."""
    number = normalise(text)
    if re.fullmatch(r"\d{15}", number, re.ASCII):
        raise _bad_id("这是 15 位的旧身份证号，已停止使用；请按现在的证件填写 18 位号码，或者留空。")
    if len(number) != 18:
        raise _bad_id(f"身份证号应是 18 位，现在是 {len(number)} 位，请对照证件核对。")
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        raise _bad_id("身份证号前 17 位应是数字，最后一位是数字或 X，请对照证件核对。")
    if not PROVINCE.match(number):
        raise _bad_id("身份证号开头两位不是省级代码，请对照证件核对。")
    _check_birth(number, today)
    if check_sign(number[:17]) != number[17]:
        raise _bad_id("身份证号最后一位与前 17 位对不上，请对照证件逐位核对。")
    return number


SHORTENED = "Excel 把这个号码缩短了，请把这一列设为文本后重新输入（对照证件，不要从这张表复制）。"
_DIGITS_KEPT = 15  # a spreadsheet's number keeps so many digits and writes noughts for the rest
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+")


def was_shortened(text: str, *, is_number: bool) -> bool:
    """Whether a spreadsheet has taken digits away from this document number, whatever its check sign says.

    is_number: the cell holds a number, not text. Text tells it too: 1.50602E+17, or eighteen digits ending in 000.
    """
    number = normalise(text)
    if _SCIENTIFIC.fullmatch(number):
        return True
    digits = number.isascii() and number.isdigit()
    return digits and (is_number and len(number) > _DIGITS_KEPT or len(number) == 18 and number.endswith("000"))


def check_sign(first17: str) -> str:
    """The check sign (0–9 or X) that belongs to the first 17 digits: ISO 7064 MOD 11-2."""
    return CHECK_SIGNS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first17, strict=True)) % 11]


def _check_birth(number: str, today: date) -> None:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _bad_id("身份证号里的出生日期（第 7 至 14 位）不存在，请对照证件核对。") from None
    if born > today:
        raise _bad_id("身份证号里的出生日期（第 7 至 14 位）晚于今天，请对照证件核对。")
    if born < EARLIEST_BIRTH:
        raise _bad_id("身份证号里的出生日期（第 7 至 14 位）早于 1900 年，请对照证件核对。")


def _bad_id(sentence: str) -> Refused:
    return Refused(sentence, field="id_number")


def check_phone(text: str) -> str:
    """A mobile, landline (with area code) or 400/800 number, digits only, an extension after 转; else Refused."""
    number = COUNTRY_CODE.sub("", re.sub(r"[()]", "", normalise(text)))
    extension = EXTENSION.search(number)
    digits = number[: extension.start()] if extension else number
    if re.fullmatch(r"[2-9]\d{6,7}", digits, re.ASCII):
        raise Refused("固定电话请带上区号，如 0477-8591234。", field="phone")
    if not any(kind.fullmatch(digits) for kind in PHONE_KINDS):
        raise Refused("电话号码不对：手机号是 11 位，固定电话要带区号，如 0477-8591234。", field="phone")
    return f"{digits}转{extension[1]}" if extension else digits


def mask_name(text: str) -> str:
    """张三 -> 张*, however long the rest is; a name of one sign becomes *."""
    name = normalise_name(text)
    if not name:
        return ""
    return name[0] + STAR if len(name) > 1 else STAR


def mask_phone(text: str) -> str:
    """13812341234 -> 138****1234; shorter numbers keep only the last two; an extension is dropped."""
    digits = re.sub(r"\D", "", EXTENSION.sub("", normalise(text)))
    if len(digits) >= 11:
        return digits[:3] + STAR * 4 + digits[-4:]
    if len(digits) >= 7:
        return STAR * 4 + digits[-2:]
    return STAR * 4 if text.strip() else ""


def mask_id(text: str) -> str:
    """First 6 and last 2 of an 18-sign ID number; of any other document only the first and the last sign."""
    number = normalise(text)
    if len(number) == 18:
        return number[:6] + STAR * 10 + number[-2:]
    if len(number) >= 6:
        return number[0] + STAR * 4 + number[-1]
    return STAR * 4 if number else ""


def mask_address(text: str) -> str:
    """The address down to the village or township; what follows becomes "****"; nothing known: "****"."""
    address = half_width(text).strip()
    if not address:
        return ""
    for level in ADDRESS_LEVELS:
        found = level.match(address)
        if found:
            return found[1] + (STAR * 4 if found.end() < len(address) else "")
    return STAR * 4
