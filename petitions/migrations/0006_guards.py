"""Cases are neither assigned nor passed on to who they complain of, whatever the program does."""

from django.db import migrations

from petitions.guards import GUARDS
from records.guards import install, remove


def forwards(apps, schema_editor):
    install(schema_editor, GUARDS)


def backwards(apps, schema_editor):
    remove(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("petitions", "0005_sealed_delivery"), ("records", "0004_guards")]
    operations = [migrations.RunPython(forwards, backwards)]
