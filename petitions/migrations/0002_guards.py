"""Cases are never passed to who they complain of; the log of urgent information refuses every change (条例第四十六条第四项)."""

from django.db import migrations

from petitions.guards import GUARDS
from records.guards import install, remove
from township.triggers import protect, release

LOG = "petitions_urgententry"


def forwards(apps, schema_editor):
    install(schema_editor, GUARDS)
    protect(schema_editor, LOG)


def backwards(apps, schema_editor):
    release(schema_editor, LOG)
    remove(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("petitions", "0001_initial"), ("records", "0002_guards")]
    operations = [migrations.RunPython(forwards, backwards)]
