"""See script/remake_migrations: one initial migration for each app, everything about a model in its CreateModel."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django

django.setup()

from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.utils.translation import override

from township.tables import CreateTables

OWN = ["township", "records", "petitions", "meetings", "supervision", "assessment"]


def initial_changes() -> dict[str, list[Migration]]:
    """What the autodetector would write for the app's own models if none of their migrations existed."""
    settings.MIGRATION_MODULES = dict.fromkeys(OWN)
    loader = MigrationLoader(None)
    before, after = ProjectState.from_apps(apps), ProjectState.from_apps(apps)
    for key in [key for key in before.models if key[0] in OWN]:
        del before.models[key]
    return MigrationAutodetector(before, after)._detect_changes(graph=loader.graph)


def folded(operations: list[Operation], app: str) -> list[Operation]:
    """The same schema with each model made in one operation, the models in the order of their foreign keys."""
    models = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    late: list[AddField] = []
    for one in operations:
        if isinstance(one, AddField):
            models[one.model_name_lower].fields.append((one.name, one.field))
    order, done = [], set()

    def make(name: str, above: tuple[str, ...] = ()) -> None:
        if name in done:
            return
        for field_name, field in list(models[name].fields):
            target = targets(field, app)
            if target in above:
                models[name].fields.remove((field_name, field))
                late.append(AddField(name, field_name, field))
            elif target and target != name and target in models:
                make(target, (*above, name))
        done.add(name)
        order.append(models[name])

    for name in models:
        make(name)
    postponed = {(one.model_name_lower, one.name) for one in late}
    rest: list[Operation] = [*late]
    for one in operations:
        if not isinstance(one, AddIndex | AddConstraint):
            continue
        model, row = models[one.model_name.lower()], getattr(one, "index", None) or one.constraint
        if any(model_name == model.name_lower for model_name, _ in postponed):
            rest.append(one)
        else:
            key = "indexes" if isinstance(one, AddIndex) else "constraints"
            model.options.setdefault(key, []).append(row)
    return [CreateTables(order), *rest]


def targets(field, app: str) -> str | None:
    """Name of the model of the same app that the field points at."""
    to = getattr(field, "remote_field", None) and field.remote_field.model
    label, _, name = str(to if isinstance(to, str) else getattr(to, "_meta", None) or "").lower().partition(".")
    return name if label == app else None


def main() -> None:
    changes = initial_changes()
    root = Path(settings.BASE_DIR)
    for app in OWN:
        pieces = changes.get(app)
        if not pieces:
            continue
        operations = [one for piece in pieces for one in piece.operations]
        other = {dep for piece in pieces for dep in piece.dependencies if dep[0] not in (app, *OWN)}
        needed = {
            name for name in OWN[: OWN.index(app)] if any(dep[0] == name for p in pieces for dep in p.dependencies)
        }
        migration = type("Migration", (Migration,), {"initial": True})("0001_initial", app)
        migration.operations = folded(operations, app)
        migration.dependencies = sorted(other) + [(name, "0001_initial") for name in sorted(needed)]
        folder = root / app / "migrations"
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
        # The first line of a generated file names the day; ours is the same whenever it is written.
        text = MigrationWriter(migration, include_header=False).as_string()
        (folder / "0001_initial.py").write_text(
            f'"""The tables of this app, written by script/remake_migrations."""\n\n{text}'
        )


with override(None):  # as makemigrations does: Django's own words stay untranslated
    main()
