"""Reads a PDF back: where lines stand and how many characters they hold."""

import io
import re
import shutil
import subprocess
from html import unescape

import pytest
from pypdf import PdfReader

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
PAGE = re.compile(r"<page .*?</page>", re.S)


def text_of(pdf: bytes) -> str:
    """All text without white space, so that line ends do not matter."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def baselines(pdf: bytes, page: int, *, bottom: float = 95) -> list[float]:
    """Heights of the text lines of a page in pt from its lower edge, the page number below `bottom` left out."""
    heights = set()

    def note(text, cm, tm, font, size):
        if text.strip():
            heights.add(round(tm[4] * cm[1] + tm[5] * cm[3] + cm[5], 1))

    PdfReader(io.BytesIO(pdf)).pages[page].extract_text(visitor_text=note)
    return sorted((y for y in heights if y > bottom), reverse=True)


def lines_by_poppler(pdf: bytes, tmp_path, page: int) -> list[tuple[str, float, float]]:
    """(text, left, right) of each line of a page as poppler sees it, page number left out; skips without poppler."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is missing: apt-get install poppler-utils")
    source, target = tmp_path / "paper.pdf", tmp_path / "paper.html"
    source.write_bytes(pdf)
    subprocess.run(["pdftotext", "-bbox", source, target], check=True)
    rows: dict[int, list[tuple[float, float, str]]] = {}
    for left, top, right, lower, text in WORD.findall(PAGE.findall(target.read_text())[page]):
        # A page has 22 lines of 28.99 pt from 104.9 pt on; the middle of a word tells its line whatever the font.
        line = int(((float(top) + float(lower)) / 2 - 104.9) / 28.99)
        rows.setdefault(line, []).append((float(left), float(right), unescape(text)))
    lines = [sorted(rows[line]) for line in sorted(rows) if 0 <= line < 22]
    return [("".join(word[2] for word in line), line[0][0], line[-1][1]) for line in lines]
