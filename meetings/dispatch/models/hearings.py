"""The quarterly hearing of petition work, and the work report to the party committee and government (C9)."""

from django.db import models
from django.db.models import F, Q

from meetings.dispatch.rules import hearings as rules
from meetings.dispatch.rules.hearings import HEARINGS, REPORTS
from meetings.sessions.models.sessions import Session
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class WorkReport(models.Model):
    """A report of one period. Text, versions, drafter, approver and the frozen bytes are those of its document."""

    TABLE = REPORTS
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="work_report")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="work_reports", db_index=False)
    period = models.CharField("周期", max_length=12)
    period_label = models.CharField(max_length=30)
    first = models.DateField()
    last = models.DateField()
    addressee = models.CharField("主送", max_length=60)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.REPORT_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    number = models.CharField("文号", max_length=40, blank=True)
    issued_on = models.DateField("报送日期", null=True, blank=True)

    class Meta:
        verbose_name = "工作报告"
        ordering = ["-first", "-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "period"], name="work_report_once_a_period"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="work_report_period_forward"),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(issued_on__isnull=False, document__isnull=False) & ~Q(number=""),
                name="work_report_numbered_when_issued",
            ),
        ]


class Hearing(models.Model):
    """One for each township and quarter: who heard it when, under whose chair, what was said and decided."""

    TABLE = HEARINGS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="hearing")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="hearings", db_index=False)
    period = models.CharField("季度", max_length=12)
    period_label = models.CharField(max_length=30)
    first = models.DateField()
    last = models.DateField()
    report = models.ForeignKey(WorkReport, on_delete=models.PROTECT, null=True, blank=True, related_name="hearings")
    session = models.OneToOneField(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="hearing")
    state = models.CharField("状态", max_length=10, choices=rules.HEARING_CHOICES, default=rules.OPENED)
    revision = models.PositiveIntegerField(default=1)
    organ = models.CharField("听取的会议", max_length=60, blank=True)
    held_on = models.DateField("会议日期", null=True, blank=True)
    chair_name = models.CharField("主持人", max_length=40, blank=True)
    opinions = EncryptedTextField("会议意见")
    decisions = EncryptedTextField("会议决定")

    class Meta:
        verbose_name = "听取汇报"
        ordering = ["-first", "-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "period"], name="hearing_once_a_quarter"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="hearing_period_forward"),
            models.CheckConstraint(
                condition=~Q(state="recorded") | Q(held_on__isnull=False) & ~Q(organ=""), name="hearing_recorded_whole"
            ),
        ]
