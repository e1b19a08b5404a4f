"""Orders never go to who is complained of; measures are restricted and stay so (supervision/guards.py)."""

from django.db import migrations

from records.guards import install, remove
from supervision.guards import GUARDS


def forwards(apps, schema_editor):
    install(schema_editor, GUARDS)


def backwards(apps, schema_editor):
    remove(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial"), ("records", "0002_guards")]
    operations = [migrations.RunPython(forwards, backwards)]
