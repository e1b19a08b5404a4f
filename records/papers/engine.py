"""The layout engine itself: WeasyPrint, closed to files and network, telling which characters no font had.

Knows neither Django nor the database, because it runs in a process of its own (records/papers/press.py).
"""

import gc
import logging
from functools import cache


class _MissingGlyphWatch(logging.Handler):
    """Collects the characters that WeasyPrint reports as drawn with .notdef."""

    def __init__(self):
        super().__init__()
        self.found: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef") and len(record.args or ()) == 2:
            self.found.add(chr(record.args[1]))


_watch = _MissingGlyphWatch()


@cache
def weasyprint():
    """WeasyPrint, imported once. It loads system libraries at import: OSError when they are not installed."""
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # else eight lines a document
    import weasyprint as engine  # noqa: PLC0415 - 1.3 s and system libraries

    logging.getLogger("weasyprint").addHandler(_watch)
    return engine


@cache
def _closed_fetcher():
    """Lets in images that are part of the document (data:) and nothing else: no network, no files."""
    return weasyprint().urls.URLFetcher(allowed_protocols=["data"], allow_redirects=False)


@cache
def _fonts():
    """The fonts, looked up once for all documents of this process: a tenth of the time of a short one."""
    return weasyprint().text.fonts.FontConfiguration()


def render(html: str, title: str) -> tuple[bytes, set[str]]:
    """The PDF of one document and the characters that no font has."""
    _watch.found = set()
    # The layout tree is full of reference cycles; left to itself the collector lets hundreds of megabytes pile up. Held
    # off while rendering, everything new is young, and one look at the young objects frees it.
    gc.disable()
    try:
        return _render(html, title), _watch.found
    finally:
        gc.collect(0)
        gc.enable()


def _render(html: str, title: str) -> bytes:
    # A frame of its own: when the collector looks, nothing holds the layout tree any more.
    document = weasyprint().HTML(string=html, url_fetcher=_closed_fetcher())
    document = document.render(font_config=_fonts())
    document.metadata.title = title
    return document.write_pdf()
