"""Papers of an inspection: feedback, report, circular, letter that hands a finding over."""

from django.db import models
from django.db.models import Q

from records.acts.rules.states import StateTable
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.rules import papers as rules
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class InspectionPaper(models.Model):
    """unit: to whom a feedback or a 移送函 goes; finding: that is handed over. A 移送函 is restricted."""

    TABLES = (rules.PAPERS, rules.TRANSFERS)
    READ_WITH = ("unit", "township", "inspection")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="inspection_paper")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="papers", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    genre = models.CharField("文种", max_length=8, choices=rules.GENRE_CHOICES)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    number = models.CharField("编号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    answer = EncryptedTextField("答复")
    answer_number = models.CharField("答复文号", max_length=60, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "督查文书"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "unit"],
                condition=Q(genre=rules.FEEDBACK) & ~Q(state=rules.DROPPED),
                name="feedback_once_for_a_unit",
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(genre=rules.REPORT) & ~Q(state=rules.DROPPED),
                name="inspection_report_once",
            ),
            models.UniqueConstraint(
                fields=["finding"],
                condition=Q(genre=rules.TRANSFER) & ~Q(state=rules.DROPPED),
                name="finding_handed_over_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.UNISSUED), number="", issued_on__isnull=True)
                | ~Q(state__in=sorted(rules.UNISSUED)) & ~Q(number="") & Q(issued_on__isnull=False),
                name="inspection_paper_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(genre=rules.TRANSFER) | Q(finding__isnull=False, unit__isnull=False),
                name="inspection_transfer_of_a_finding",
            ),
        ]
        indexes = [models.Index(fields=["inspection", "genre", "state"], name="inspection_paper_by_genre")]

    @property
    def TABLE(self) -> StateTable:  # noqa: N802 - what the turn asks for
        """A 移送函 goes on until it is answered."""
        return rules.table_for(self.genre)
