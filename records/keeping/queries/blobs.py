"""Every file that a row names, against the store."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps

from records.keeping.models import Waste
from records.papers import store
from township.crypto import CannotDecrypt


@dataclass(frozen=True)
class BlobFault:
    """name: sha256; table: the first that names it; what: in Chinese."""

    name: str
    table: str
    what: str


def named_blobs() -> dict[str, str]:
    """sha256 -> table of a row that names it, over every model that has a column `blob`; what is on its way out is not named."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        if model is not Waste and any(field.name == "blob" for field in model._meta.fields):
            for name in model._base_manager.exclude(blob="").values_list("blob", flat=True).distinct().iterator():
                found.setdefault(name, model._meta.db_table)
    return found


def stored_blobs() -> set[str]:
    """Names of the files in the store."""
    return set(store.names())


def blob_faults(named: dict[str, str]) -> Iterator[BlobFault]:
    """What of `named_blobs()` is missing, damaged or locked to another key, read one by one."""
    for name, table in named.items():
        try:
            store.get(name)
        except store.BlobMissing:
            yield BlobFault(name, table, "文件不在")
        except store.BlobDamaged:
            yield BlobFault(name, table, "内容与摘要不符")
        except CannotDecrypt:
            yield BlobFault(name, table, "打不开（损坏，或者密钥不对）")
