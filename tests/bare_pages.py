"""A frame without its contents, for tests that ask every address of the project thousands of times."""

import pytest
from django.http import HttpResponse

from township.frame import context_processors, middleware


@pytest.fixture
def bare_frame(monkeypatch):
    """The frame without navigation and numbers: they stand on every page and are tested with the frame itself."""
    monkeypatch.setattr(context_processors, "build_frame", _bare)


def _bare(request) -> context_processors.Frame:
    return context_processors.Frame(actor=request.actor if request.user.is_authenticated else None)


@pytest.fixture
def bare_refusals(monkeypatch):
    """A refusal is its status and its sentence: the page around it is tested with the frame."""
    monkeypatch.setattr(middleware, "render", _said)


def _said(request, template, context=None, status=200) -> HttpResponse:
    return HttpResponse((context or {}).get("sentence", ""), status=status)
