"""HTML to PDF with WeasyPrint: offline, with the project's fonts, and never with blank boxes for characters.

The style sheets travel inside the HTML (template tag `paper_css`), so a document needs nothing from outside but its fonts.
"""

import gc
import logging
import os
import re
import threading
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings

from records.papers.typeface import font_dirs, package_for, rare_spans
from township.refusals import Refused

__all__ = ["MissingGlyphs", "PdfUnavailable", "rare_spans", "render_pdf"]

_missing: ContextVar[set[str] | None] = ContextVar("missing_glyphs", default=None)


class PdfUnavailable(Refused):
    """The system libraries WeasyPrint needs are not installed."""


class MissingGlyphs(Refused):
    """A document holds characters of names or words that no installed font can print."""

    def __init__(self, characters: set[str]):
        listed = "、".join(f"{character}（U+{ord(character):04X}）" for character in sorted(characters))
        packages = " ".join(dict.fromkeys(package_for(character) for character in sorted(characters)))
        super().__init__(
            f"字库里没有这些字，文书没有生成：{listed}。请管理员安装字体（{packages}）并重新启动；"
            "急需印发的，由本办决定用什么代替（如部件描述“王+兴”、汉字译写），改在文中并注明原字，再生成。"
        )
        self.characters = characters


class _MissingGlyphWatch(logging.Handler):
    """Collects the characters that WeasyPrint reports as drawn with .notdef."""

    def emit(self, record: logging.LogRecord) -> None:
        found = _missing.get()
        if found is not None and str(record.msg).startswith(".notdef") and len(record.args or ()) == 2:
            found.add(chr(record.args[1]))


@contextmanager
def _watch_glyphs():
    token = _missing.set(set())
    try:
        yield _missing.get()
    finally:
        _missing.reset(token)


@cache
def _weasyprint():
    """Import WeasyPrint once. It loads system libraries at import, which must not stop every other command."""
    # fontconfig reads this at its first use in the process; the file lies beside the fonts and names them relatively.
    os.environ["FONTCONFIG_FILE"] = str(_fontconfig_file())
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # else eight lines a document
    try:
        import weasyprint  # noqa: PLC0415 - 1.3 s and system libraries
    except OSError as error:
        raise PdfUnavailable(
            "不能生成 PDF：缺少系统库。请管理员执行："
            "apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
        ) from error
    logging.getLogger("weasyprint").addHandler(_MissingGlyphWatch(logging.WARNING))
    return weasyprint


def _fontconfig_file():
    """The delivered fonts.conf, or one in var/ that also names the folders of the setting PAPER_FONT_DIRS."""
    delivered, *extra = font_dirs()
    if not extra:
        return delivered / "fonts.conf"
    path = settings.VAR_DIR / "fonts.conf"
    rows = "".join(f"<dir>{folder}</dir>" for folder in extra)
    path.write_text(f"<fontconfig><include>{delivered / 'fonts.conf'}</include>{rows}</fontconfig>", encoding="utf-8")
    return path


@cache
def _closed_fetcher():
    """Lets in images that are part of the document (data:) and nothing else: no network, no files."""
    return _weasyprint().urls.URLFetcher(allowed_protocols=["data"], allow_redirects=False)


_collector = threading.Lock()
_renderings = 0
_collecting = True


@contextmanager
def _tidy_memory():
    """Free a document's layout tree at once instead of some day.

    The tree is full of reference cycles; left to itself the collector lets hundreds of megabytes pile up. With the
    collector held off while rendering, everything new is young, and one look at the young objects (a few milliseconds)
    frees it. Counted, because several threads may render at a time.
    """
    global _renderings, _collecting
    with _collector:
        if not _renderings:
            _collecting = gc.isenabled()
            gc.disable()
        _renderings += 1
    try:
        yield
    finally:
        with _collector:
            _renderings -= 1
            gc.collect(0)
            if not _renderings and _collecting:
                gc.enable()


def _render(html: str, title: str) -> tuple[bytes, set[str]]:
    weasyprint = _weasyprint()
    with _watch_glyphs() as missing:
        document = weasyprint.HTML(string=html, url_fetcher=_closed_fetcher()).render()
        document.metadata.title = title
        return document.write_pdf(), missing


def draw(html: str, title: str) -> tuple[bytes, set[str]]:
    """The PDF and the characters no font has. The one place where the layout engine runs: tests put a quick one here."""
    # A frame of its own: when the collector looks, nothing holds the layout tree any more.
    with _tidy_memory():
        return _render(html, title)


def is_symbol(character: str) -> bool:
    """Whether a character is a sign and no part of a name: emoji, arrows, joiners of emoji. Unassigned and private ones are not."""
    return unicodedata.category(character) in ("So", "Sk", "Sm", "Cf", "Mn", "Me") and not unicodedata.name(
        character, ""
    ).startswith(("TIBETAN", "MONGOLIAN", "ARABIC", "CJK"))


def render_pdf(html: str, *, title: str) -> bytes:
    """Render one document, or refuse with a sentence for the page that asked for it.

    html: a whole page with its styles inside; title: for the PDF's document properties.
    Characters no font has: letters of any script raise MissingGlyphs, since a name must not change silently; symbols (emoji in
    a message) print as their code in brackets, 〔U+1F600〕, so that the paper itself says what stood there. Raises PdfUnavailable
    when the system libraries are missing. Both are Refused.
    """
    pdf, missing = draw(html, title)
    if not missing:
        return pdf
    if letters := {character for character in missing if not is_symbol(character)}:
        raise MissingGlyphs(letters)
    marked = re.sub("[" + re.escape("".join(missing)) + "]", lambda found: f"〔U+{ord(found[0]):04X}〕", html)
    pdf, missing = draw(marked, title)
    if missing:
        raise MissingGlyphs(missing)
    return pdf
