"""Every template of the house can be read: a filter that was not loaded is found here and not by who opens the page."""

from pathlib import Path

import pytest
from django.template.loader import get_template

HOUSE = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(str(path.relative_to(HOUSE)) for path in HOUSE.rglob("*.html"))


def test_there_are_templates():
    assert len(NAMES) > 300


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_read(name):
    assert get_template(name).template.name == name
