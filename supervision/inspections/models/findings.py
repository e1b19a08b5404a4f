"""Findings: each a handled thing of its own with its evidence, what the unit said, what is mended, and the later look."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from records.papers.models.attachments import Attachment
from supervision.inspections.models.checklists import Entry
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.rules import findings as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Finding(models.Model):
    """One problem or good practice in one unit. `origin` (成因) and `measures` (措施) are two fields: why is not how."""

    TABLE = rules.FINDINGS
    READ_WITH = ("unit", "township", "inspection")

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="finding")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="findings", db_index=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="findings", verbose_name="单位", db_index=False
    )
    seq = models.PositiveSmallIntegerField("序号")
    nature = models.CharField("性质", max_length=8, choices=rules.NATURE_CHOICES)
    text = EncryptedTextField("问题")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField("提出日期")

    statement_due_on = models.DateField("说明期限", null=True, blank=True)
    statement = EncryptedTextField("单位说明")
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stated_on = models.DateField("说明日期", null=True, blank=True)
    is_silent = models.BooleanField("期限内没有说明", default=False)
    answer = EncryptedTextField("认定意见")
    upheld_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    upheld_on = models.DateField("认定日期", null=True, blank=True)

    disposal = models.CharField("处理", max_length=8, choices=rules.DISPOSAL_CHOICES, blank=True)
    demand = EncryptedTextField("整改要求")
    disposed_on = models.DateField("处理日期", null=True, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    extended_on = models.DateField("延期日期", null=True, blank=True)

    origin = EncryptedTextField("问题成因")
    measures = EncryptedTextField("整改措施")
    in_charge = EncryptedTextField("责任人")
    planned_on = models.DateField("措施日期", null=True, blank=True)
    progress = EncryptedTextField("进展")
    progress_on = models.DateField("进展日期", null=True, blank=True)
    result = EncryptedTextField("整改结果")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_on = models.DateField("报告日期", null=True, blank=True)
    way = models.CharField("核实方式", max_length=10, choices=rules.WAY_CHOICES, blank=True)
    verdict = EncryptedTextField("核实意见")
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField("销号日期", null=True, blank=True)
    returns = models.PositiveSmallIntegerField("退回次数", default=0)
    look_back_on = models.DateField("回头看日期", null=True, blank=True)
    looked_on = models.DateField("实际回头看日期", null=True, blank=True)
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    look_words = EncryptedTextField("回头看情况")
    reopened = models.PositiveSmallIntegerField("重新整改次数", default=0)
    supervised = models.CharField(
        max_length=40, blank=True, help_text="the failure for which a candidate was raised last"
    )
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "督查发现"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "seq"], name="finding_number_once"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("reported_by")),
                name="finding_not_verified_by_reporter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(rules.UPHELD)) | Q(stated_on__isnull=False) | Q(is_silent=True),
                name="finding_stands_after_hearing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(rules.ON_LIST)) | Q(due_on__isnull=False), name="finding_mended_by_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[rules.CLEARED, rules.DONE])
                | Q(verified_by__isnull=False, look_back_on__isnull=False) & ~Q(way=""),
                name="finding_cleared_by_a_way",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.DONE) | Q(looked_on__isnull=False), name="finding_done_after_the_look"
            ),
        ]
        indexes = [
            models.Index(fields=["township", "state", "due_on"], name="finding_by_state"),
            models.Index(fields=["inspection", "unit", "state"], name="finding_by_unit"),
            models.Index(fields=["unit", "state", "due_on"], name="finding_of_unit"),
        ]

    @property
    def label(self) -> str:
        return f"第{self.seq}号"


class FindingEvidence(models.Model):
    """What a finding rests on: words of what was seen and where, or a photo of the entry."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence", db_index=False)
    text = EncryptedTextField("依据")
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "file"], name="finding_file_once"),
        ]


class Proof(models.Model):
    """A file that proves a correction, or what the later look saw."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="proofs")
    file = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
