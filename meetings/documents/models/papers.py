"""Outgoing documents, bulletins and circulars (A7, G6). Whom they go to, and the receipts, stand with their document."""

from django.db import models
from django.db.models import Q

from meetings.documents.rules import papers as rules
from meetings.documents.rules.papers import PAPERS
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township


class OfficePaper(models.Model):
    """One paper of the office. The text is in the document; what it is called before issue, only the office sees."""

    TABLE = PAPERS
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="office_paper")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="office_papers", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("文种", max_length=24, choices=rules.KIND_CHOICES)
    title = models.CharField("标题", max_length=80)
    clause = models.CharField(max_length=40, blank=True, help_text="duty of the rule profile that issuing fulfils")
    period = models.CharField(max_length=12, blank=True)
    first = models.DateField("数据自", null=True, blank=True)
    last = models.DateField("数据至", null=True, blank=True)
    look_on = models.DateField(null=True, blank=True, help_text="when the system looks at its untouched draft again")
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
            models.Index(fields=["township", "-issued_on", "-matter"], name="paper_latest"),
            models.Index(fields=["township", "kind", "-issued_on"], name="paper_by_kind"),
            models.Index(fields=["look_on", "township"], condition=Q(look_on__isnull=False), name="paper_to_look_at"),
        ]

    @property
    def kind_rule(self) -> rules.PaperKind:
        return rules.KINDS[self.kind]
