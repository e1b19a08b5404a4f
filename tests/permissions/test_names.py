"""Two institutions that call a right by the same name in one file would silently share the later one."""

import ast
import inspect
import re
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


def test_whoever_sees_what_is_sealed_or_masked_proves_again_who_it_is():
    """Views that show identities in clear or the words of an accusation ask for the second factor again."""
    shows = re.compile(r"\b(?:reveal_\w+|read_words)\(")
    asked, bare = [], []
    for name, entry in ROUTES.items():
        source = inspect.getsource(inspect.unwrap(entry.callback))
        if shows.search(source):
            (asked if getattr(entry.callback, "asks_proof", "") else bare).append(name)
    assert bare == []
    assert len(asked) >= 5
