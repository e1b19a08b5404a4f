"""The data key's traces in the database: its fingerprint, and the root of hashes and seals under it."""

from django.db import models

from township.fields import EncryptedTextField


class KeyMark(models.Model):
    """One row: which key the sealed columns and files were written with. Not the key, and nothing of it."""

    fingerprint = models.CharField(max_length=32)
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = "数据密钥标记"


class KeyRing(models.Model):
    """At most one row, made by the first change of the key: the root of search hashes and journal seals, sealed."""

    root = EncryptedTextField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "密钥环"


class Waste(models.Model):
    """A file whose rows were erased: it leaves the store as soon as nobody names it (records.keeping.actions.erasing)."""

    blob = models.CharField(max_length=64, unique=True)
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = "待清除的文件"
