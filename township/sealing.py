"""Migration operations that turn columns of plain text into encrypted ones and keep what is in them."""

from django.db import migrations
from django.db.migrations.operations.base import Operation

from township.fields import EncryptedTextField


def seal_columns(app: str, *columns: tuple[str, str, EncryptedTextField]) -> list[Operation]:
    """Operations for columns given as (model, name, field): the values are encrypted row by row, the plain ones dropped.

    SQLite makes a changed table anew, which drops its triggers and fails while those of other tables speak of it: all of
    them are set aside for the time being. There is no way back: what was sealed is not written out in plain again.
    """
    triggers: list[str] = []

    def set_aside(apps, schema_editor):
        if schema_editor.connection.vendor != "sqlite":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, statement in cursor.fetchall():
                triggers.append(statement)
                cursor.execute(f'DROP TRIGGER "{name}"')

    def put_back(apps, schema_editor):
        while triggers:
            schema_editor.execute(triggers.pop(), params=None)

    sealed = [operation for column in columns for operation in _seal(app, *column)]
    return [migrations.RunPython(set_aside), *sealed, migrations.RunPython(put_back)]


def _seal(app: str, model: str, name: str, field: EncryptedTextField) -> list[Operation]:
    plain = f"plain_{name}"

    def encrypt(apps, schema_editor):
        rows = apps.get_model(app, model).objects
        for pk, text in rows.exclude(**{plain: ""}).values_list("pk", plain):
            rows.filter(pk=pk).update(**{name: text})

    return [
        migrations.RenameField(model, name, plain),
        migrations.AddField(model, name, field),
        migrations.RunPython(encrypt),
        migrations.RemoveField(model, plain),
    ]
