"""Edits that the director proposes to the minutes while they are a draft (permission table: DIR "R, P edits")."""

from django.db import models
from django.db.models import Q

from meetings.sessions.models.minutes import MinutesItem
from meetings.sessions.rules import edits as rules
from township.directory.models.people import Person
from township.fields import EncryptedTextField


class ProposedEdit(models.Model):
    """Other words for one part of one item, with the reason. What became of it stays on record."""

    item = models.ForeignKey(MinutesItem, on_delete=models.PROTECT, related_name="edits")
    part = models.CharField("部分", max_length=8, choices=rules.PART_CHOICES)
    before = EncryptedTextField("原文")
    wording = EncryptedTextField("建议写法")
    reason = EncryptedTextField("理由")
    state = models.CharField("处理", max_length=9, choices=rules.STATE_CHOICES, default=rules.OPEN)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "修改建议"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "part"], condition=Q(state="open"), name="one_open_edit_per_part"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | ~Q(state="open") & Q(decided_at__isnull=False),
                name="edit_decided_with_time",
            ),
        ]
