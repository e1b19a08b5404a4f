"""The fingerprint of the data key: with another key nothing is opened and nothing is written."""

from django.db import models


class KeyMark(models.Model):
    """One row: which key the sealed columns and files were written with. Not the key, and nothing of it."""

    fingerprint = models.CharField(max_length=32)
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = "数据密钥标记"
