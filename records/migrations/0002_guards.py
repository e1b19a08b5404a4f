"""Refusals in the database itself: implicated holders, readers and handlers, indexed accusations, issued papers."""

from django.db import migrations

from records.guards import install, remove


def forwards(apps, schema_editor):
    install(schema_editor)


def backwards(apps, schema_editor):
    remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("township", "0002_guards")]
    operations = [migrations.RunPython(forwards, backwards)]
