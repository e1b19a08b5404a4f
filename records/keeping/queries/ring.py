"""The root of hashes and seals, once the key was changed for the first time."""

from django.db import connection

from records.keeping.models import KeyRing


def root_in_database() -> str | None:
    """None while the key was never changed, and in a database that has no tables yet."""
    if KeyRing._meta.db_table not in connection.introspection.table_names():
        return None
    row = KeyRing.objects.first()
    return row.root if row else None
