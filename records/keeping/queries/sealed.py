"""Whether the key in use opens what is sealed in the columns: one value of each, the first that is there."""

from django.apps import apps
from django.db import connection

from township.crypto import CannotDecrypt
from township.fields import EncryptedTextField


def opens_what_is_sealed() -> bool:
    """False when a sealed value does not open; True as well when there is none yet."""
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        if model._meta.db_table not in tables:
            continue
        for field in model._meta.fields:
            if isinstance(field, EncryptedTextField) and not _opens(model, field.name):
                return False
    return True


def _opens(model, name: str) -> bool:
    try:
        model._base_manager.exclude(**{name: ""}).values_list(name, flat=True).first()
    except CannotDecrypt:
        return False
    return True
