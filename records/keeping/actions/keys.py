"""The data key against the database: a wrong or lost key stops the program before anything is written with it."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from records.keeping.models import KeyMark
from records.keeping.queries.sealed import opens_what_is_sealed
from township.crypto import fingerprint


class WrongKey(Exception):
    """The data key is not the one this database was written with."""


SENTENCE = (
    "数据密钥（DATA_KEY）与数据库不符：数据库是用另一把密钥写的（标记 {known}），现在这把是 {now}。"
    "请放回原来的密钥（嵌入方式是 var/keys/data_key）再启动；没有原密钥，身份信息和文书都打不开。"
)


def check_key(at: datetime | None = None) -> None:
    """Note the key at the first start; raise WrongKey at any later one with another. A database without tables passes; one
    that holds sealed words but no mark is asked to open one of them first."""
    if KeyMark._meta.db_table not in connection.introspection.table_names():
        return
    mark = KeyMark.objects.order_by("pk").first()
    if mark is None:
        if not opens_what_is_sealed():
            raise WrongKey(SENTENCE.format(known="未知", now=fingerprint()[:8]))
        KeyMark.objects.create(fingerprint=fingerprint(settings.DATA_KEY_OLD), noted_at=at or timezone.localtime())
    elif mark.fingerprint not in known_keys():
        raise WrongKey(SENTENCE.format(known=mark.fingerprint[:8], now=fingerprint()[:8]))


def known_keys() -> set[str]:
    """Fingerprints of the keys at hand: the one in use, and the one before while it is being changed."""
    old = settings.DATA_KEY_OLD
    return {fingerprint()} | ({fingerprint(old)} if old else set())


def refuse_wrong_key() -> None:
    """The same for a process that starts: it ends with the sentence."""
    try:
        check_key()
    except WrongKey as wrong:
        raise SystemExit(f"✗ {wrong}") from None


def key_after_migrate(**_) -> None:
    """`manage.py migrate`, with which every start begins, refuses as well."""
    refuse_wrong_key()
