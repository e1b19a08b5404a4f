"""The index behind Chinese search: GIN over pairs of characters on PostgreSQL, FTS5 on SQLite."""

from django.db import migrations

from records.search_index import install, remove


def forwards(apps, schema_editor):
    install(schema_editor)


def backwards(apps, schema_editor):
    remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_guards")]
    operations = [migrations.RunPython(forwards, backwards)]
