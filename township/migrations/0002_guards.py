"""The journal refuses UPDATE and DELETE in the database itself."""

from django.db import migrations

from township.triggers import protect, release

TABLE = "township_journalentry"


def forwards(apps, schema_editor):
    protect(schema_editor, TABLE)


def backwards(apps, schema_editor):
    release(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("township", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
