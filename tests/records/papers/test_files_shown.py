"""A file is shown by one component, so that 未查毒 and 已销毁 stand beside its name wherever files are listed."""

import re
from datetime import date
from pathlib import Path

from django.template import Context, Template

from records.papers.models.attachments import Attachment

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PLACES = re.compile(r"url '(?:records:attachment|petitions:file|meetings:material)' [^%]*%\}(?!\s*\{% file_link)")


def shown(**values) -> str:
    words = values.pop("words", "")
    file = Attachment(pk=7, name="信.pdf", **values)
    return Template("{% load records_tags %}{% file_link file words=words %}").render(
        Context({"file": file, "words": words})
    )


def test_every_list_uses_the_component():
    pages = {page: page.read_text() for page in TEMPLATES.rglob("*.html") if page.name != "_file.html"}
    assert [str(page) for page, text in pages.items() if PLACES.search(text) or ".scan_words" in text] == []
    assert sum("file_link" in text for text in pages.values()) >= 16


def test_what_stands_beside_the_name():
    assert "信.pdf</a>（未查毒）" in shown(is_scanned=False)
    assert "信.pdf</a>" in shown(is_scanned=True) and "未查毒" not in shown(is_scanned=True)
    assert "扫描件</a>（未查毒）" in shown(words="扫描件")
    gone = shown(erased_on=date(2026, 9, 22))
    assert "已销毁 2026-09-22" in gone and "href" not in gone
