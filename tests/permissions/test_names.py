"""Two institutions that call a right by the same name in one file would silently share the later one."""

import ast
from collections import Counter
from pathlib import Path

import pytest

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
