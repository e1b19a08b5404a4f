"""A frame without its counters, for tests that ask every address of the project thousands of times."""

import pytest

from township.frame import navigation


@pytest.fixture
def bare_frame(monkeypatch):
    """The navigation without its numbers: they stand on every page and are tested with the frame itself."""
    monkeypatch.setattr(navigation, "_desk", [])
    monkeypatch.setattr(navigation, "_inbox", [])
