"""One switch for the layout engine: tests of a chain print a stand-in at once, tests of a page print for real."""

from unittest import mock

from records.papers import pdf

QUICK_PDF = b"%PDF-1.7 quick"
_draw = pdf.draw


def quick_printer():
    """A context in which every PDF of the house is QUICK_PDF."""
    return mock.patch("records.papers.pdf.draw", lambda html, title: (QUICK_PDF, set()))


def real_printer():
    """A context in which the layout engine works, inside of quick_printer too."""
    return mock.patch("records.papers.pdf.draw", _draw)
