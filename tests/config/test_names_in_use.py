"""Nothing stands in the application for the tests alone: what no page, action, task or script uses goes, and its test with it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db.models import BooleanField, DateField, DateTimeField, Field

from tests.config.test_form_of_files import APPS, ROOT
from township.profiles.rules.settings import REGISTRY

# Names that Django, Celery or a migration looks up by itself.
FOUND_BY_NAME = {
    *("AREA", "urlpatterns", "app_name", "Command", "GUARDS", "INDEXES"),
    *("config.commands.run", "config.celery._before_work"),
    *("config.beat.CatchUpScheduler", "config.beat.lose_patience"),
    *("records.guards.install", "records.guards.remove", "records.search_index.install", "records.search_index.remove"),
    *("township.triggers.protect", "township.triggers.release", "township.tables.CreateTables"),
}
SETTINGS = "township.profiles.rules.settings"
# What only tests and scripts ask for, and why it stands in the application nevertheless.
FOR_TESTS = {
    "township.calendar.queries.days.forget_calendars": "empties a store of the process that lives as long as the process",
    "township.crypto.forget_root": "the same",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the application by its dotted name, migrations left out."""
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                parts = path.relative_to(ROOT).with_suffix("").parts
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text())
    return found


@dataclass
class Read:
    """What the application uses. names: dotted ones of modules; attributes: after a dot, whatever stands before it; strings."""

    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    strings: set[str] = field(default_factory=set)


@cache
def in_use() -> Read:
    """Gathered in one walk through every module but the table of settings, which names each of its own."""
    read = Read()
    for module, tree in modules().items():
        here = imported(tree, read)
        for statement in tree.body:
            own = names_of(statement)
            for node in ast.walk(statement):
                if isinstance(node, ast.Attribute):
                    read.attributes.add(node.attr)
                    if isinstance(node.value, ast.Name) and node.value.id in here:
                        read.names.add(f"{here[node.value.id]}.{node.attr}")
                elif isinstance(node, ast.Name):
                    if node.id not in own and isinstance(node.ctx, ast.Load):
                        read.names.add(f"{module}.{node.id}")
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and module != SETTINGS:
                    read.strings.add(node.value)
    for text in read.strings:
        if "." in text:
            read.names |= set(re.findall(r"[a-z_]+(?:\.\w+)+", text))
    return read


def imported(tree: ast.Module, read: Read) -> dict[str, str]:
    """Name here -> dotted name; what is imported out of a module is used."""
    here = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for entry in node.names:
                whole = f"{node.module}.{entry.name}"
                here[entry.asname or entry.name] = whole
                if whole not in modules():
                    read.names.add(whole)
    return here


@cache
def words_outside() -> frozenset[str]:
    """Every word of a template, a script or a file of the deployment."""
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


def test_every_name_of_a_module_is_used():
    unused = [
        f"{module}.{name}"
        for module, tree in modules().items()
        for node in tree.body
        for name in names_of(node)
        if f"{module}.{name}" not in in_use().names and not is_exempt(module, name)
    ]
    assert unused == []


def is_exempt(module: str, name: str) -> bool:
    """Settings and apps.py are tables that Django reads."""
    if name.startswith("__") or module.startswith("config.settings") or module.endswith(".apps"):
        return True
    whole = f"{module}.{name}"
    return bool({name, whole} & (FOUND_BY_NAME | FOR_TESTS.keys())) or name in words_outside()


def methods() -> Iterator[tuple[str, str, str]]:
    """(module, class, method) of ours."""
    for module, tree in modules().items():
        for node in tree.body:
            for member in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(member, ast.FunctionDef) and not member.name.startswith(("__", "clean_")):
                    yield module, node.name, member.name


def test_every_method_of_our_classes_is_used():
    """By its name alone. Not those that a class of a library knows, which calls them, nor the clean_… of forms."""
    words = {word for text in in_use().strings for word in re.findall(r"\w+", text)}
    words |= {part for word in words if "__" in word for part in word.split("__")}
    known = in_use().attributes | words | words_outside()
    unused = [
        f"{module}.{name}.{member}"
        for module, name, member in methods()
        if member not in known and not of_a_library(module, name, member)
    ]
    assert unused == []


HOOKS = {"to_url", "process_view", "process_exception", "parse_cell"}  # called by name; no class of a library has them


def of_a_library(module: str, name: str, member: str) -> bool:
    bases = getattr(import_module(module), name).__mro__[1:]
    return member in HOOKS or any(member in vars(base) and not base.__module__.startswith(APPS) for base in bases)


def test_every_setting_of_the_office_does_something():
    """A figure that an office may set and that nothing reads would be a promise nobody keeps."""
    assert [setting.key for setting in REGISTRY if setting.key not in in_use().strings] == []


def own_columns(kind: type[Field]) -> list[tuple[str, Field]]:
    """(Model.column, column) of every column of this kind in the project's own models."""
    return [
        (f"{model.__name__}.{column.name}", column)
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in APPS
        for column in model._meta.local_fields
        if isinstance(column, kind)
    ]


def test_what_is_true_or_false_of_a_row_reads_as_a_question():
    """Booleans of the models are called is_, has_, may_ or must_."""
    booleans = ("is_", "has_", "may_", "must_")
    assert [name for name, column in own_columns(BooleanField) if not column.name.startswith(booleans)] == []


def test_a_day_is_told_from_a_moment_by_its_name():
    """docs/decisions.md, 131: days _on, moments _at; a period has a first and a last, a validity a from and a to."""
    bounds = ("_from", "_to", "_until", "_since", "_by")
    day_words = {"on", "day", "date", "month", "monday", "first", "last", "since", "until", "as_of"}
    moment_words = {"at", "last_login"}  # the second is Django's
    wrong = []
    for name, column in own_columns(DateField):
        is_moment = isinstance(column, DateTimeField)
        words, ends = (moment_words, ("_at", "_after", "_since")) if is_moment else (day_words, ("_on", *bounds))
        if column.name not in words and not column.name.endswith(ends):
            wrong.append(name)
    assert wrong == ["Authenticator.throttling_failure_timestamp"]  # the library's
