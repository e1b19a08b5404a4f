"""Urgent information (重大紧急信访信息, B11) and its log, whose rows are never changed (条例第四十六条第四项)."""

from django.db import models
from django.db.models import F, Q

from petitions.urgent import rules as rules
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class UrgentReport(models.Model):
    """One report. What was said first lies in the log's first row too; a correction is a further row, never a change."""

    TABLE = rules.URGENT_REPORTS
    READ_WITH = ("township",)
    READ_ANEW = ("document",)

    class Via(models.TextChoices):
        SCREEN = "screen", "系统填报"
        PHONE = "phone", "电话接报"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="urgent")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="urgent_reports", db_index=False)
    submission_key = models.CharField(max_length=32, blank=True, help_text="a double click makes one report")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.REPORTED)
    revision = models.PositiveIntegerField(default=1, help_text="counts every change; a stale form is refused")
    via = models.CharField("报告方式", max_length=6, choices=Via.choices, default=Via.SCREEN)
    happened_at = models.DateTimeField("发生时间")
    place = models.CharField("地点", max_length=60)
    headcount = models.PositiveIntegerField("大约人数")
    demand = EncryptedTextField("主要诉求")
    story = EncryptedTextField("情况经过")
    done = EncryptedTextField("已采取的措施")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="报告单位")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="报告人")
    told_by = models.CharField("来电单位和人员", max_length=60, blank=True, help_text="of a report by telephone")
    reported_at = models.DateTimeField("接报时间", help_text="of a telephone report: when the call came")
    entered_at = models.DateTimeField("填报时间")
    level = models.CharField("级别", max_length=10, choices=list(rules.LEVELS.items()), blank=True)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField("研判时间", null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "紧急信息"
        ordering = ["-reported_at", "-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "submission_key"], condition=~Q(submission_key=""), name="urgent_submission_once"
            ),
            models.CheckConstraint(
                condition=Q(reported_at__gte=F("happened_at")) & Q(entered_at__gte=F("reported_at")),
                name="urgent_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="reported", judged_at__isnull=True, level="")
                | (~Q(state="reported") & Q(judged_at__isnull=False) & ~Q(level="")),
                name="urgent_judged_with_level",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "-reported_at", "-matter"], name="urgent_latest"),
            models.Index(fields=["township", "reported_at"], condition=Q(state="reported"), name="urgent_unjudged"),
        ]


class UrgentEntry(models.Model):
    """One line of the log, with the moment it was written. A trigger refuses every change and removal."""

    report = models.ForeignKey(UrgentReport, on_delete=models.PROTECT, related_name="entries", db_index=False)
    kind = models.CharField(max_length=10, choices=rules.ENTRY_CHOICES)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=10, choices=list(rules.LEVELS.items()), blank=True)
    to_whom = models.CharField("对象", max_length=200, blank=True)
    text = EncryptedTextField()

    class Meta:
        verbose_name = "紧急信息记录"
        ordering = ["id"]
        indexes = [models.Index(fields=["report", "kind"])]
