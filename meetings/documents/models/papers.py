"""Outgoing documents, bulletins and circulars, and their receipts (A7, G6)."""

from django.db import models
from django.db.models import Q

from meetings.documents.rules import papers as rules
from meetings.documents.rules.papers import PAPERS
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class OfficePaper(models.Model):
    """One paper of the office. The text is in the document; what it is called before issue, only the office sees."""

    TABLE = PAPERS
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="office_paper")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="office_papers")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("文种", max_length=14, choices=rules.KIND_CHOICES)
    title = models.CharField("标题", max_length=80)
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="主送")
    copies = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="抄送")
    other_units = models.CharField("主送（其他机关）", max_length=200, blank=True)
    other_copies = models.CharField("抄送（其他机关）", max_length=200, blank=True)
    clause = models.CharField(max_length=40, blank=True, help_text="duty of the rule profile that issuing fulfils")
    period = models.CharField(max_length=12, blank=True)
    first = models.DateField("数据自", null=True, blank=True)
    last = models.DateField("数据至", null=True, blank=True)
    is_untouched = models.BooleanField(default=False, help_text="written by the system, no person has changed it")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1, help_text="counts every move; a stale form is refused")
    number = models.CharField("文号", max_length=60, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)

    class Meta:
        verbose_name = "发文"
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="issued", issued_on__isnull=False) & ~Q(number="")
                | ~Q(state="issued") & Q(number="", issued_on__isnull=True),
                name="paper_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "issued"]) | Q(approved_by__isnull=False),
                name="paper_approved_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["township", "clause", "period"],
                condition=~Q(clause="") & ~Q(state="dropped"),
                name="paper_once_a_period",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "state", "-matter"], name="paper_by_state"),
            models.Index(fields=["township", "kind", "-issued_on"], name="paper_by_kind"),
        ]

    @property
    def kind_rule(self) -> rules.PaperKind:
        return rules.KINDS[self.kind]


class PaperReceipt(models.Model):
    """A unit's receipt of an issued paper (签收)."""

    class Part(models.TextChoices):
        MAIN = "main", "主送"
        COPY = "copy", "抄送"

    paper = models.ForeignKey(OfficePaper, on_delete=models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part = models.CharField("类别", max_length=4, choices=Part.choices)
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("送达方式", max_length=60, blank=True)

    class Meta:
        verbose_name = "文件签收"
        ordering = ["part", "unit__order", "id"]
        constraints = [models.UniqueConstraint(fields=["paper", "unit"], name="paper_receipt_once")]
        indexes = [
            models.Index(fields=["unit", "paper"], condition=Q(received_at__isnull=True), name="paper_unreceipted")
        ]
