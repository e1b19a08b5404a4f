"""To whom a paper goes (主送、抄送), and who has receipted it (签收): one list from the draft to the last receipt."""

from django.db import models
from django.db.models import Q

from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.units import Unit


class Recipient(models.Model):
    """One addressee of a document: a unit of the tree, or an organ by name. While the paper is a draft the row is a line of
    its distribution list; once it is issued the row waits for the receipt."""

    class Part(models.TextChoices):
        MAIN = "main", "主送"
        COPY = "copy", "抄送"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recipients", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("名称", max_length=60, help_text="as the paper prints it")
    part = models.CharField("类别", max_length=4, choices=Part.choices)
    order = models.PositiveSmallIntegerField(default=0)
    sent_on = models.DateField("发出日期", null=True, blank=True)
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("送达方式", max_length=60, blank=True)

    class Meta:
        verbose_name = "收文单位"
        ordering = ["-part", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "unit"], condition=Q(unit__isnull=False), name="recipient_unit_once"
            ),
            models.UniqueConstraint(fields=["document", "name"], name="recipient_name_once"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(sent_on__isnull=False),
                name="recipient_receipts_what_was_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "document"],
                condition=Q(received_at__isnull=True, sent_on__isnull=False),
                name="recipient_unreceipted",
            )
        ]

    @property
    def label(self) -> str:
        """What a list shows: the unit's short name, or the organ's."""
        return self.unit.label if self.unit_id else self.name
