"""Responsibility letters of a year and who signed (A6)."""

from django.db import models
from django.db.models import F, Q

from meetings.documents.rules import letters as rules
from meetings.documents.rules.letters import LETTERS
from records.matters.models.matters import Matter
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class LetterRound(models.Model):
    """The letters of one year: one text with places, approved once, one row for each unit."""

    TABLE = LETTERS
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="letter_round")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="letter_rounds", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=60)
    sign_by = models.DateField("签订期限")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("批准日期", null=True, blank=True)

    class Meta:
        verbose_name = "责任书"
        ordering = ["-year", "-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "year", "title"], name="letters_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state__in=["signing", "done"]) | Q(approved_by__isnull=False), name="letters_approved"
            ),
        ]


class LetterSignature(models.Model):
    """One unit's letter: signed by whom for both parties and on which day, noted by the office."""

    letters = models.ForeignKey(LetterRound, on_delete=models.PROTECT, related_name="rows", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField("签订日期", null=True, blank=True)
    party_a = models.CharField("甲方签字人", max_length=40, blank=True)
    party_b = models.CharField("乙方签字人", max_length=40, blank=True)
    scan = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "责任书签订"
        ordering = ["unit__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["letters", "unit"], name="letter_once_per_unit"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, party_a="", party_b="")
                | Q(signed_on__isnull=False) & ~Q(party_a="") & ~Q(party_b="") & ~Q(party_a=F("party_b")),
                name="letter_signed_by_both",
            ),
        ]
