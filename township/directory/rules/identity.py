"""Names and addresses of petitioners: one spelling for search, masks for every list (个人信息保护法 6, 51).

Default form of a mask: 张*, the address down to the village. Documents and telephones stand beside this file.
"""

import re
import unicodedata
from functools import cache, lru_cache

from township.text import clean

# Full-width signs FF01–FF5E and the ideographic space to their half-width twins. Not NFKC: it would respell rare names.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
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
    return text.translate(HALF_WIDTH) if _WIDE.search(text) else text


def normalise(text: str) -> str:
    """One spelling for comparing and hashing: half-width, no spaces, no dashes, capital letters."""
    return "".join(half_width(text).split()).translate(STRIPPED).upper()


@lru_cache(maxsize=4096)  # one row of an import asks for the same name a dozen times
def normalise_name(text: str) -> str:
    """One spelling of a person's or body's name, to be kept and printed: half-width, canonical composition, no spaces inside
    Chinese names, one middle dot, real characters in place of radicals and of the private-use signs of old GBK machines.
    """
    words = unicodedata.normalize("NFC", real_characters(half_width(text))).translate(UNSEEN).split()
    joiner = " " if all(word.isascii() for word in words) else ""
    name = DOTS.sub(DOT, joiner.join(words))
    return _POINT.sub(DOT, name).strip(DOT)


@lru_cache(maxsize=4096)
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


def mask_name(text: str) -> str:
    """张三 -> 张*, however long the rest is; a name of one sign becomes *."""
    name = normalise_name(text)
    if not name:
        return ""
    return name[0] + STAR if len(name) > 1 else STAR


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
