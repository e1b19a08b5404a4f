"""Which fonts print a document, and which characters they lack.

FandolFang is the only open simplified 仿宋 and has little beyond GB 2312, so names such as 堃 or 䶮 come from another
font. A glyph of another font makes its line taller and breaks the 22-line grid; `rare_spans` marks such characters and
the style sheet gives them no height of their own. An office with licensed fonts puts the files into assets/fonts (or a
folder in the setting PAPER_FONT_DIRS) and names them in the setting PAPER_FONTS, for example
{"fang": "FangSong_GB2312", "kai": "KaiTi_GB2312", "title": "FZXiaoBiaoSong-B05S"}.
"""

import os
import re
import shutil
import subprocess
from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# fang 仿宋: body. kai 楷体: second headings. hei 黑体: first headings. song 宋体: page numbers, tables.
# title stands in for 小标宋, of which there is no open font. rare: whatever the others lack.
DEFAULT_FAMILIES = {
    "fang": "FandolFang",
    "kai": "FandolKai",
    "hei": "Noto Sans CJK SC",
    "song": "Noto Serif CJK SC",
    "title": "Noto Serif CJK SC",
    "rare": "Noto Serif CJK SC",
}
# Delivered fonts that print what the family for rare characters lacks, in the order in which they are asked: GB 18030-2022 level 3
# (extensions B to F), more than half of
# extensions G and H, Tibetan, Uyghur and Kazakh, Mongolian, Yi, Tai Le, New Tai Lue, Lisu.
BESIDE_RARE = (
    "Noto Sans CJK SC",
    "HanaMinB",
    "BabelStone Han GH",
    "Noto Serif Tibetan",
    "Noto Naskh Arabic",
    "Noto Sans Mongolian",
    "Noto Sans Yi",
    "Noto Sans Tai Le",
    "Noto Sans NewTaiLue",
    "Noto Sans Lisu",
)
# Characters that print nothing but can reorder or split the text of an official document, and lone surrogates.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ud800-\udfff]"
)


def families() -> dict[str, str]:
    """Family name per use; what the setting PAPER_FONTS leaves out keeps its default."""
    return DEFAULT_FAMILIES | getattr(settings, "PAPER_FONTS", {})


def font_dirs() -> list[Path]:
    """Folders with the project's own fonts, the delivered one first."""
    return [Path(settings.BASE_DIR) / "assets" / "fonts", *map(Path, getattr(settings, "PAPER_FONT_DIRS", []))]


@cache
def covered(family: str, folders: tuple[Path, ...]) -> frozenset[int] | None:
    """Code points of a font in the folders, or None when no file there carries that family name."""
    # fontTools takes a quarter of a second to import, and only processes that print need it.
    from fontTools.ttLib import TTFont  # noqa: PLC0415  slow to import, and only documents need it

    for folder in folders:
        for path in sorted(folder.glob("*.[ot]t[fc]")):
            with TTFont(path, lazy=True, fontNumber=0) as font:
                names = {record.toUnicode() for record in font["name"].names if record.nameID in (1, 4, 16)}
                if family in names:
                    return frozenset(font.getBestCmap())
    return None


def _is_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@cache
def _is_rare(character: str, fang: str, kai: str, folders: tuple[Path, ...]) -> bool:
    """Lacking in the body font or in the heading font. Of a font without a file at hand only GB 2312 is trusted."""
    for family in (fang, kai):
        points = covered(family, folders)
        if not (ord(character) in points if points is not None else _is_gb2312(character)):
            return True
    return False


def rare_spans(text: str) -> SafeString:
    """Escape text for HTML and wrap every run of characters that the body fonts lack in <span class="rare">.

    Invisible control and direction marks are dropped. Anything in text is data, also when it is a SafeString.
    """
    text = _UNPRINTABLE.sub("", str(text))
    if text.isascii():
        return mark_safe(escape(text))  # escaped here
    names, folders = families(), tuple(font_dirs())
    runs = groupby(
        text,
        key=lambda character: not character.isascii() and _is_rare(character, names["fang"], names["kai"], folders),
    )
    pieces = []
    for rare, run in runs:
        escaped = escape("".join(run))
        pieces.append(f'<span class="rare">{escaped}</span>' if rare else escaped)
    return mark_safe("".join(pieces))  # every piece is escaped


def family_sheet() -> str:
    """Style rules that name the font families; they come before the sheets in assets/paper."""
    names = {use: name.replace("\\", "").replace('"', "").replace("<", "") for use, name in families().items()}
    beside = "".join(f',"{name}"' for name in BESIDE_RARE)
    rules = "".join(f'--{use}:"{name}"{beside if use == "rare" else ""};' for use, name in names.items())
    # Margin boxes inherit no variables from :root, so the page number is told its font here.
    margin = f'font-family:"{names["song"]}"'
    return f":root{{{rules}}}@page{{@bottom-right{{{margin}}}@bottom-left{{{margin}}}@bottom-center{{{margin}}}}}"


# What the delivered fonts leave to the system: common characters, extension A and five of the newest of GB 18030-2022.
PACKAGES = (("fonts-noto-cjk", "汉字", (0x4E00, 0x3400, 0x4DB5, 0x9FEB)),)
# What they print themselves; a font that was taken out of the folder is missed at the start.
DELIVERED = (
    (
        "HanaMinB.ttf",
        "GB 18030-2022 级别 3 的生僻字（扩展 B 至 F）",
        (0x20000, 0x2A6D6, 0x2A700, 0x2B740, 0x2B820, 0x2CEB0),
    ),
    ("BabelStoneHan-GH.ttf", "扩展 G、H 的一部分生僻字", (0x30000, 0x31350)),
    ("NotoSerifTibetan-Regular.ttf", "藏文", (0x0F40,)),
    ("NotoNaskhArabic-Regular.ttf", "维吾尔文、哈萨克文", (0x0628, 0x06C6)),
    ("NotoSansMongolian-Regular.ttf", "蒙古文", (0x1820,)),
    ("NotoSansYi-Regular.ttf", "彝文", (0xA000,)),
)


def package_for(character: str) -> str:
    """What to install for a character that no font here can print."""
    code = ord(character)
    if 0x2E80 <= code < 0xA000 or 0xF900 <= code < 0xFB00:
        return "fonts-noto-cjk"
    for name, _, codes in DELIVERED:
        if code in codes or any(_is_same_block(code, one) for one in codes):
            return f"assets/fonts/{name}"
    return "收有该字的字库，放入 assets/fonts"


_BLOCKS = (
    (0x0590, 0x08FF),
    (0x0F00, 0x0FFF),
    (0x1800, 0x18AF),
    (0xA000, 0xA4CF),
    (0x20000, 0x2EBE0),
)  # Arabic, Tibetan, Mongolian, Yi, extensions B to F; of G and H the delivered font has a part only


def _is_same_block(code: int, other: int) -> bool:
    return any(first <= code <= last and first <= other <= last for first, last in _BLOCKS)


def missing_fonts() -> list[tuple[str, str]]:
    """(package or file, what it prints) of those whose characters no font of this machine has; [] where it cannot be asked."""
    asked = shutil.which("fc-list")
    if not asked:
        return []
    wanted = (*PACKAGES, *((f"assets/fonts/{name}", what, codes) for name, what, codes in DELIVERED))
    return [(name, what) for name, what, codes in wanted if not all(_has_font(asked, code) for code in codes)]


def fontconfig_file() -> Path:
    """The delivered fonts.conf, or one in var/ that also names the folders of the setting PAPER_FONT_DIRS."""
    delivered, *extra = font_dirs()
    if not extra:
        return delivered / "fonts.conf"
    path = settings.VAR_DIR / "fonts.conf"
    rows = "".join(f"<dir>{folder}</dir>" for folder in extra)
    path.write_text(f"<fontconfig><include>{delivered / 'fonts.conf'}</include>{rows}</fontconfig>", encoding="utf-8")
    return path


def _has_font(asked: str, code: int) -> bool:
    found = subprocess.run(
        [asked, f":charset={code:x}", "family"],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
        env={**os.environ, "FONTCONFIG_FILE": str(fontconfig_file())},
    )
    return bool(found.stdout.strip())
