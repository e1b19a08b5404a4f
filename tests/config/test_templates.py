"""Every template of the house can be read: a filter that was not loaded is found here and not by who opens the page."""

import dataclasses
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from township.frame.context_processors import Frame

HOUSE = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(str(path.relative_to(HOUSE)) for path in HOUSE.rglob("*.html"))


def test_there_are_templates():
    assert len(NAMES) > 300


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_read(name):
    assert get_template(name).template.name == name


def test_what_a_template_asks_of_the_frame_is_there():
    """A name that the frame does not know is nothing to a template: a part of the page would be empty and nobody would hear of it."""
    known = {one.name for one in dataclasses.fields(Frame)}
    asked = {
        (name, word)
        for name in NAMES
        for tag in re.findall(r"{[{%].*?[%}]}", (HOUSE / name).read_text(), re.S)
        for word in re.findall(r"(?<![/\w])frame\.(\w+)", tag)
    }
    assert len(asked) > 10
    assert {(name, word) for name, word in asked if word not in known} == set()
