"""What holds for the layout of every paper."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

LAYOUTS = sorted((Path(settings.BASE_DIR) / "templates" / "papers").glob("*.html"))
# A blank beside a paragraph in a cell prints as a line of its own: the imprint of every issued paper had one too many.
BLANK_LINE = re.compile(r"</p>\s+</td>|<td[^>]*>\s+<p[ >]|class=\"imprint\">\s+<p[ >]")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.stem)
def test_no_cell_prints_a_blank_line(layout):
    assert BLANK_LINE.findall(layout.read_text()) == []


def test_names_in_an_imprint_are_data_and_stand_in_one_line():
    paper = {"units": ["民政办", "<b>甲&乙</b>"], "copies": ["县联席办"], "office": "联席办"}
    shown = render_to_string("papers/minutes.html", {"paper": paper, "parts": [], "title_lines": []})
    assert "发：民政办，&lt;b&gt;甲&amp;乙&lt;/b&gt;。</p></td>" in shown and "抄送：县联席办。" in shown
