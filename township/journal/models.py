"""The journal: who did, read, exported or printed what, when. Append-only and hash-chained per township."""

from django.db import models

from township.directory.models.townships import Township


class JournalHead(models.Model):
    """The end of one township's chain; locked while an entry is written, so that the chain cannot fork."""

    township = models.OneToOneField(Township, on_delete=models.PROTECT, primary_key=True, related_name="journal_head")
    last_seq = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)


class JournalEntry(models.Model):
    """One line. `detail` holds field names, numbers and codes, never words of a petition or identity data.

    A trigger on both databases refuses UPDATE and DELETE (township/triggers.py).
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="journal", db_index=False)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField("时间")
    action = models.CharField("行为", max_length=60)
    actor_name = models.CharField("操作人", max_length=100)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField("对象", max_length=60, blank=True)
    is_success = models.BooleanField("成功", default=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    ip = models.CharField(max_length=45, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "流转与查阅记录"
        ordering = ["-seq"]
        constraints = [models.UniqueConstraint(fields=["township", "seq"], name="journal_seq_once")]
        indexes = [
            models.Index(fields=["township", "subject_kind", "subject_id", "-seq"]),
            models.Index(fields=["township", "action", "-seq"]),
            models.Index(fields=["township", "person_id", "-seq"]),
        ]
