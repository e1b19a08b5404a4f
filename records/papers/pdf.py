"""HTML to PDF with WeasyPrint: offline, with the project's fonts, and never with blank boxes for characters.

The style sheets travel inside the HTML (template tag `paper_css`), so a document needs nothing from outside but its fonts.
"""

import atexit
import os
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from html import escape

from django.conf import settings

from records.papers import press
from records.papers.rules.glyphs import Decided, with_stand_ins
from records.papers.typeface import fontconfig_file, package_for, rare_spans
from township.refusals import Refused
from township.watermark import Watermark

__all__ = ["MissingGlyphs", "PaperTooLarge", "PdfUnavailable", "rare_spans", "render_pdf"]

AT_ONCE = 2  # documents laid out at the same time for one process of the house
DOCUMENTS = 300  # then a press has earned its rest: what the libraries leave behind goes with it
PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPYCACHEPREFIX",
    "PYTHONDONTWRITEBYTECODE",
)


class PdfUnavailable(Refused):
    """The system libraries WeasyPrint needs are not installed."""


class PaperTooLarge(Refused):
    """A document that takes more time or memory than printing may."""

    def __init__(self):
        super().__init__(
            "这份文书内容过多或过于复杂，没有生成。请减少附表行数、插图或层层嵌套的内容，或者分成几份；"
            "确需这样印的，请管理员放宽 PRINT_SECONDS（秒）或 PRINT_MEMORY_MB（兆）。"
        )


class MissingGlyphs(Refused):
    """A document holds characters of names or words that no installed font can print."""

    def __init__(self, characters: set[str]):
        listed = "、".join(f"{character}（U+{ord(character):04X}）" for character in sorted(characters))
        packages = " ".join(dict.fromkeys(package_for(character) for character in sorted(characters)))
        super().__init__(
            f"字库里没有这些字，文书没有生成：{listed}。请管理员安装字体（{packages}）并重新启动；"
            "急需印发的，由本办决定用什么代替（如部件描述“王+兴”、汉字译写）：在“设置 → 生僻字代用”里决定后再生成，文书上会注明。"
        )
        self.characters = characters


class _Press:
    """One press at work. Nothing secret is in its environment, and it holds no connection of this process."""

    def __init__(self):
        surroundings = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.printed = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "records.papers.press", str(settings.PRINT_MEMORY_MB)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            # fontconfig reads this at its first use; the file lies beside the fonts and names them relatively.
            env=surroundings | {"FONTCONFIG_FILE": str(fontconfig_file())},
        )

    def draw(self, html: str, title: str) -> tuple[dict, bytes] | None:
        """The answer; None when the press broke over it."""
        alarm = threading.Timer(settings.PRINT_SECONDS, self.process.kill)
        alarm.start()
        try:
            press.send(self.process.stdin, {"title": title}, html.encode())
            return press.receive(self.process.stdout)
        except BrokenPipeError:
            return None
        finally:
            alarm.cancel()
            self.printed += 1

    def close(self) -> None:
        with suppress(OSError):
            self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


_idle: list[_Press] = []
_places = threading.BoundedSemaphore(AT_ONCE)


def _forget_presses() -> None:
    """In a forked process: the presses are the parent's, whose answers must not be read here."""
    global _places
    _idle.clear()
    _places = threading.BoundedSemaphore(AT_ONCE)


def close_presses() -> None:
    """End the presses that wait for work."""
    while _idle:
        _idle.pop().close()


os.register_at_fork(after_in_child=_forget_presses)
atexit.register(close_presses)


def _take_a_press() -> _Press:
    """One that waits, unless it died meanwhile; else a new one."""
    while _idle:
        with suppress(IndexError):
            at_work = _idle.pop()
            if at_work.process.poll() is None:
                return at_work
            at_work.close()
    return _Press()


def _ask_a_press(html: str, title: str) -> tuple[dict, bytes] | None:
    with _places:
        at_work = _take_a_press()
        answer = at_work.draw(html, title)
        if answer and at_work.printed < DOCUMENTS:
            _idle.append(at_work)
        else:
            at_work.close()
        return answer


def draw(html: str, title: str) -> tuple[bytes, set[str]]:
    """The PDF and the characters no font has. The one place where the layout engine is asked: tests put a quick one here."""
    answer = _ask_a_press(html, title)
    if answer is None or answer[0].get("failed") == "limits":
        raise PaperTooLarge
    head, pdf = answer
    if head.get("failed") == "libraries":
        raise PdfUnavailable(
            "不能生成 PDF：缺少系统库。请管理员执行："
            "apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
        )
    if "failed" in head:
        raise RuntimeError(f"the layout engine failed: {head['why']}")
    return pdf, set(head["missing"])


def is_symbol(character: str) -> bool:
    """Whether a character is a sign and no part of a name: emoji, arrows, joiners of emoji. Unassigned and private ones are not."""
    return unicodedata.category(character) in ("So", "Sk", "Sm", "Cf", "Mn", "Me") and not unicodedata.name(
        character, ""
    ).startswith(("TIBETAN", "MONGOLIAN", "ARABIC", "CJK"))


def render_pdf(
    html: str,
    *,
    title: str,
    mark: Watermark | None = None,
    stand_ins: Callable[[Iterable[str]], Mapping[str, Decided]] | None = None,
) -> bytes:
    """Render one document, or refuse with a sentence for the page that asked for it.

    html: a whole page with its styles inside; title: for the PDF's document properties; mark: who takes it out, on every page and in
    the properties; stand_ins: characters -> what the office decided to print for them (records.papers.queries.glyphs).
    Characters no font has: letters of any script raise MissingGlyphs, since a name must not change silently, unless the office has
    decided what stands for them, which each page then says; symbols (emoji in
    a message) print as their code in brackets, 〔U+1F600〕, so that the paper itself says what stood there. Raises PdfUnavailable
    when the system libraries are missing, PaperTooLarge when it takes longer than PRINT_SECONDS or more memory than
    PRINT_MEMORY_MB. All are Refused. The work is done in another process (records/papers/press.py).
    """
    html = _signed(html, mark) if mark else html
    pdf, missing = draw(html, title)
    if not missing:
        return pdf
    if letters := {character for character in missing if not is_symbol(character)}:
        decided = stand_ins(letters) if stand_ins else {}
        if without := letters - decided.keys():
            raise MissingGlyphs(without)
        html = with_stand_ins(html, decided)
        pdf, missing = draw(html, title)
        if not missing:
            return pdf
    marked = re.sub("[" + re.escape("".join(missing)) + "]", lambda found: f"〔U+{ord(found[0]):04X}〕", html)
    pdf, missing = draw(marked, title)
    if missing:
        raise MissingGlyphs(missing)
    return pdf


def _signed(html: str, mark: Watermark) -> str:
    """Who, when and number at the foot of every page, whatever the layout, and in the properties of the file."""
    words = escape(mark.text)
    said = f'<meta name="author" content="{escape(mark.who)}"><meta name="description" content="导出：{words}">'
    foot = f'<div style="position:fixed;bottom:-9mm;left:0;right:0;text-align:right;font-size:7pt;color:#555">{words}</div>'
    return re.sub(r"(<body[^>]*>)", rf"\g<1>{foot}", html.replace("</head>", f"{said}</head>", 1), count=1)
