"""Two institutions that call a right by the same name in one file would silently share the later one."""

import ast
import inspect
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.permissions.test_routes import ROUTES

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("*/permissions.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_right_of_an_app_has_a_name_of_its_own(path):
    names = Counter(
        target.id
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    )
    assert names and [name for name, times in names.items() if times > 1] == []


SHOWS = re.compile(r"\b(?:reveal_\w+|read_words|print_registration|prefill|shows_identity)\(")


def room_of(function) -> str:
    """The folder of views that it stands in."""
    return function.__module__.rpartition(".")[0]


def whole_source(view, deep: int = 4) -> str:
    """A view with the functions of its own room that it calls, and those that they call."""
    source = inspect.getsource(view)
    if not deep:
        return source
    module = sys.modules[view.__module__]
    called = {getattr(module, name, None) for name in re.findall(r"\b(\w+)\(", source)} - {view}
    helpers = [one for one in called if inspect.isfunction(one) and room_of(one) == room_of(view)]
    return "\n".join([source, *(whole_source(one, deep - 1) for one in helpers)])


def test_whoever_sees_what_is_sealed_or_masked_proves_again_who_it_is():
    """Views that show identities in clear or the words of an accusation ask for the second factor again."""
    asked, bare = [], []
    for name, entry in ROUTES.items():
        if SHOWS.search(whole_source(inspect.unwrap(entry.callback))):
            (asked if getattr(entry.callback, "asks_proof", "") else bare).append(name)
    assert bare == []
    assert {"petitions:registration_form", "petitions:edit", "petitions:new"} <= {
        name.partition("/")[0] for name in asked
    }
    papers = ("records:document", "records:document_print", "petitions:paper")
    assert all(getattr(ROUTES[name].callback, "asks_proof", "") for name in papers)
