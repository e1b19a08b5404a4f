"""What is sealed in columns and files, and with which key."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, ExpressionWrapper, F, Model, QuerySet, Value
from django.db.models.functions import Substr

from records.papers import store
from township.crypto import HEAD, CannotDecrypt, mark
from township.fields import EncryptedTextField


def opens_what_is_sealed() -> bool:
    """False when a sealed value does not open, one of each column, the first that is there; True when there is none yet."""
    return all(_opens(model, field.name) for model, field in sealed_columns())


def sealed_columns() -> Iterator[tuple[type[Model], EncryptedTextField]]:
    """Every encrypted column of a table that exists."""
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        if model._meta.db_table in tables:
            for field in model._meta.local_fields:
                if isinstance(field, EncryptedTextField):
                    yield model, field


def sealed_otherwise(model: type[Model], field: EncryptedTextField) -> QuerySet:
    """(primary key, bytes as they lie there) of the values that the key in use did not seal."""
    raw = ExpressionWrapper(F(field.name), output_field=BinaryField())
    rows = model._base_manager.annotate(_raw=raw, _head=Substr(raw, 1, HEAD, output_field=BinaryField()))
    empty, now = Value(b"", output_field=BinaryField()), Value(mark(), output_field=BinaryField())
    return rows.exclude(_head=empty).exclude(_head=now).values_list("pk", "_raw")


def left_at_old() -> dict[str, int]:
    """table.column (or 文件) -> how many values another key sealed; only where there are any."""
    found = {
        f"{model._meta.db_table}.{field.column}": sealed_otherwise(model, field).count()
        for model, field in sealed_columns()
    }
    found["文件"] = sum(1 for name in store.names() if not store.is_sealed_now(name))
    return {name: count for name, count in found.items() if count}


def _opens(model, name: str) -> bool:
    try:
        model._base_manager.exclude(**{name: ""}).values_list(name, flat=True).first()
    except CannotDecrypt:
        return False
    return True
