"""Nothing stands in the application for the tests alone: what no page, action, task or script uses goes, and its test with it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from tests.config.test_form_of_files import APPS, ROOT
from township.profiles.rules.settings import REGISTRY

# Names that Django, Celery or a migration looks up by itself.
FOUND_BY_NAME = {
    *("AREA", "urlpatterns", "app_name", "Command", "GUARDS", "INDEXES"),
    *("config.commands.run", "config.celery._refuse_wrong_key", "config.beat.CatchUpScheduler"),
    *("records.guards.install", "records.guards.remove", "records.search_index.install", "records.search_index.remove"),
    *("township.triggers.protect", "township.triggers.release", "township.tables.CreateTables"),
}
# What only tests and scripts ask for, and why it stands in the application nevertheless.
FOR_TESTS = {
    "township.calendar.queries.days.forget_calendars": "empties a store of the process that lives as long as the process",
    "township.crypto.forget_root": "the same",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the application with its dotted name, migrations left out."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def words_outside() -> frozenset[str]:
    """Every word of a template, a script or a style sheet of paper."""
    found = set()
    for path in (*(ROOT / "templates").rglob("*"), *(ROOT / "script").iterdir(), *(ROOT / "deploy").iterdir()):
        if path.is_file():
            found |= set(re.findall(r"\w+", path.read_text()))
    return frozenset(found)


def names_of(node: ast.stmt) -> list[str]:
    """The names that a statement of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.AnnAssign):
        return [node.target.id] if isinstance(node.target, ast.Name) else []
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def used_in(name: str, tree: ast.Module, known: set[str]) -> Iterator[str]:
    """The dotted names of the application that a module uses: its own, imported ones, those of an imported module."""
    here = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for entry in node.names:
                whole = f"{node.module}.{entry.name}"
                here[entry.asname or entry.name] = whole
                if whole not in known:
                    yield whole
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"[a-z_]+(?:\.\w+)+", node.value)
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in here:
                yield f"{here[node.value.id]}.{node.attr}"
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in names_of(statement):
                yield f"{name}.{node.id}"


def test_every_name_of_a_module_is_used():
    trees = dict(modules())
    used = {whole for name, tree in trees.items() for whole in used_in(name, tree, set(trees))}
    unused = [
        f"{module}.{name}"
        for module, tree in trees.items()
        for node in tree.body
        for name in names_of(node)
        if f"{module}.{name}" not in used and not is_exempt(module, name)
    ]
    assert unused == []


def is_exempt(module: str, name: str) -> bool:
    """Settings and apps.py are tables that Django reads."""
    if name.startswith("__") or module.startswith("config.settings") or module.endswith(".apps"):
        return True
    whole = f"{module}.{name}"
    return bool({name, whole} & (FOUND_BY_NAME | FOR_TESTS.keys())) or name in words_outside()


def test_every_method_and_attribute_of_our_classes_is_used():
    """By its name alone. Not those that a class of a library knows, which calls them, nor the clean_… of forms."""
    read = set()
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                read.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                read |= set(re.findall(r"\w+", node.value))
                read |= {part for word in re.findall(r"\w+__\w+", node.value) for part in word.split("__")}
    unused = [
        f"{module}.{node.name}.{member.name}"
        for module, tree in modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for member in node.body
        if isinstance(member, ast.FunctionDef) and not member.name.startswith(("__", "clean_"))
        if member.name not in read and member.name not in words_outside()
        if not of_a_library(module, node.name, member.name)
    ]
    assert unused == []


HOOKS = {"to_url", "process_view", "process_exception", "parse_cell"}  # called by name; no class of a library has them


def of_a_library(module: str, name: str, member: str) -> bool:
    bases = getattr(import_module(module), name).__mro__[1:]
    return member in HOOKS or any(member in vars(base) and not base.__module__.startswith(APPS) for base in bases)


def test_every_setting_of_the_office_does_something():
    """A figure that an office may set and that nothing reads would be a promise nobody keeps."""
    read = {
        node.value
        for module, tree in modules()
        if module != "township.profiles.rules.settings"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [setting.key for setting in REGISTRY if setting.key not in read] == []
