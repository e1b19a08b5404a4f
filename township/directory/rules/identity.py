"""Identity data of petitioners: one spelling for search, checks at the counter, and masks for every list.

Sentences of refusal never repeat what was typed: they may end in a journal or a log. Masks: 个人信息保护法 6, 51;
default form 张*, 138****1234, ID number first 6 and last 2, address down to the village.
"""

import re
import unicodedata
from datetime import date

from township.refusals import Refused

# Full-width signs FF01–FF5E and the ideographic space to their half-width twins. Not NFKC: it would respell rare names.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
DASHES = "-‐‑‒–—―−﹣"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
STRIPPED = str.maketrans("", "", DASHES + INVISIBLE)

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
    """One spelling of a person's or body's name: half-width, canonical composition, no spaces inside Chinese names."""
    words = unicodedata.normalize("NFC", half_width(text)).translate(str.maketrans("", "", INVISIBLE)).split()
    joiner = " " if all(word.isascii() for word in words) else ""
    return joiner.join(words)


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
