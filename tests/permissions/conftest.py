"""A frame without its counters, for tests that ask every address of the project thousands of times."""

from dataclasses import replace

import pytest

from township.frame import navigation


@pytest.fixture
def bare_frame(monkeypatch):
    """The navigation without its numbers: they stand on every page and are tested with the frame itself."""
    for name, item in navigation.ITEMS.items():
        monkeypatch.setitem(navigation.ITEMS, name, replace(item, counter=None))
    monkeypatch.setattr(navigation, "_inbox", [])
