"""A new data key: everything is sealed anew while people work; an interruption is taken up where it stopped.

Every value says which key sealed it, so there is no list of what was done: what still bears the old mark is what is left.
A value somebody changed meanwhile was sealed with the new key by that; it is compared before it is written, never overwritten.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from records.keeping.models import KeyMark, KeyRing
from records.keeping.queries.sealed import left_at_old, sealed_columns, sealed_otherwise
from records.papers import store
from township.crypto import CannotDecrypt, decrypt, encrypt, fingerprint, root
from township.fields import EncryptedTextField
from township.refusals import Refused
from township.triggers import suspended

BATCH = 500  # rows of one transaction: short enough that nobody waits for it


def rotate(*, at: datetime, say: Callable[[str], None] = lambda line: None) -> int:
    """Seal with DATA_KEY what DATA_KEY_OLD sealed; returns how many values and files. Refused without both keys, or when the
    database was written with neither. Called again it goes on, or finds nothing to do."""
    _check_keys()
    _keep_root(at)
    done = 0
    for model, field in sealed_columns():
        count = _column(model, field)
        if count:
            say(f"{model._meta.db_table}.{field.column}：{count}")
        done += count
    files = sum(store.seal_anew(name) for name in list(store.names()))
    say(f"文件：{files}")
    left = left_at_old()
    if left:
        words = "，".join(f"{name} {count}" for name, count in left.items())
        raise Refused(f"还有用原密钥加密的：{words}。请再运行一次；仍有的，是用第三把密钥写的。")
    KeyMark.objects.update_or_create(defaults={"fingerprint": fingerprint(), "noted_at": at})
    return done + files


def _check_keys() -> None:
    if not settings.DATA_KEY_OLD or settings.DATA_KEY_OLD == settings.DATA_KEY:
        raise Refused("请把新密钥放在 DATA_KEY，原密钥放在 DATA_KEY_OLD，两者不同，再运行。")
    known = KeyMark.objects.order_by("pk").first()
    if known and known.fingerprint not in (fingerprint(), fingerprint(settings.DATA_KEY_OLD)):
        raise Refused(f"数据库是用另一把密钥写的（标记 {known.fingerprint[:8]}），DATA_KEY_OLD 不是原密钥。")


def _keep_root(at: datetime) -> None:
    """From the first change on the root lies in the database, sealed; it stays the same for ever."""
    with transaction.atomic():
        if not KeyRing.objects.select_for_update().exists():
            KeyRing.objects.create(root=root(), made_at=at)


def _column(model: type[Model], field: EncryptedTextField) -> int:
    """Once over the table in the order of its keys, so that what cannot be opened (a third key) keeps nothing else from it."""
    done, waiting = 0, sealed_otherwise(model, field).order_by("pk")
    rows = list(waiting[:BATCH])
    while rows:
        with transaction.atomic(), suspended(model._meta.db_table):
            done += sum(_value(model, field, pk, bytes(raw)) for pk, raw in rows)
        rows = list(waiting.filter(pk__gt=rows[-1][0])[:BATCH])
    return done


def _value(model: type[Model], field: EncryptedTextField, pk, raw: bytes) -> int:
    """1 when sealed anew: only where it still is what was read, and opens with one of the two keys."""
    table, column, key = (
        connection.ops.quote_name(name) for name in (model._meta.db_table, field.column, model._meta.pk.column)
    )
    try:
        sealed = encrypt(decrypt(raw, context=field.context), context=field.context)
    except CannotDecrypt:
        return 0
    binary = connection.Database.Binary
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s",  # noqa: S608 - names of our own tables
            [binary(sealed), pk, binary(raw)],
        )
        return cursor.rowcount
