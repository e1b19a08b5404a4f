"""Approvals: one person proposes, another decides, bound to the text that was read."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class Approval(models.Model):
    """A proposal waiting for a decision. Maker ≠ checker is a constraint of the table."""

    class State(models.TextChoices):
        PENDING = "pending", "待审批"
        APPROVED = "approved", "同意"
        RETURNED = "returned", "退回"
        WITHDRAWN = "withdrawn", "撤回"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="approvals")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="approvals")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals")
    kind = models.CharField(max_length=30)
    capability = models.CharField(max_length=60, help_text="code of the capability that decides it")
    summary = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    text_sha256 = models.CharField(max_length=64, blank=True)
    document_version = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = EncryptedTextField("意见", help_text="may speak of what an accusation says")

    class Meta:
        verbose_name = "审批"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(state="withdrawn") | ~Q(decided_by=F("proposed_by")),
                name="approval_proposer_not_decider",
            ),
            models.UniqueConstraint(
                fields=["matter", "kind"], condition=Q(state="pending"), name="one_pending_approval_per_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["township", "capability", "id"], condition=Q(state="pending"), name="approval_pending")
        ]
