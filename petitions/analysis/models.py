"""The analysis report of one period (形势分析报告, B12)."""

from django.db import models
from django.db.models import Q

from petitions.analysis.rules import analyses as rules
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township


class Analysis(models.Model):
    """One report a period. The figures lie in the facts of its document, as they were when they were taken last."""

    TABLE = rules.ANALYSES
    READ_WITH = ("township",)
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="analysis")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="analyses", db_index=False)
    period = models.CharField(max_length=12)
    label = models.CharField("周期", max_length=30)
    first = models.DateField()
    last = models.DateField()
    taken_at = models.DateTimeField("取数时间")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1, help_text="counts every change; a stale form is refused")
    issued_on = models.DateField("印发日期", null=True, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "形势分析"
        ordering = ["-last", "-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "period"], name="analysis_once_a_period"),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(issued_on__isnull=False, approved_by__isnull=False),
                name="analysis_issued_by_somebody",
            ),
        ]
