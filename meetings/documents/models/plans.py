"""Annual work points and their progress (A7)."""

from django.db import models
from django.db.models import Q

from meetings.documents.models.papers import OfficePaper
from meetings.documents.rules import plans as rules
from meetings.documents.rules.plans import PLANS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class WorkPlan(models.Model):
    """The work points of one year. They are approved and issued as an outgoing document (paper)."""

    TABLE = PLANS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="work_plan")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="work_plans", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    preface = models.TextField("总体要求", blank=True)
    paper = models.OneToOneField(OfficePaper, on_delete=models.PROTECT, null=True, blank=True, related_name="work_plan")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "年度工作要点"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["township", "year"], name="plan_once_a_year"),
            models.CheckConstraint(condition=Q(state="draft") | Q(paper__isnull=False), name="plan_with_paper"),
        ]


class WorkPoint(models.Model):
    """One point: what, which unit, until when, and what counts as done."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="points", db_index=False)
    seq = models.PositiveSmallIntegerField()
    text = models.CharField("要点", max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位")
    due_on = models.DateField("完成时限")
    done_when = models.CharField("完成标准", max_length=200)
    percent = models.PositiveSmallIntegerField("进度", default=0)
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "工作要点"
        ordering = ["seq", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "seq"], name="point_seq_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="point_percent_at_most_100"),
            models.CheckConstraint(
                condition=Q(percent=100, done_on__isnull=False) | Q(percent__lt=100, done_on__isnull=True),
                name="point_done_with_day",
            ),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], condition=Q(percent__lt=100), name="point_open")]


class PointProgress(models.Model):
    """A report on one point."""

    point = models.ForeignKey(WorkPoint, on_delete=models.PROTECT, related_name="progress")
    at = models.DateTimeField("时间")
    percent = models.PositiveSmallIntegerField("进度")
    text = models.CharField("情况", max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "要点进展"
        ordering = ["-id"]
