"""Screening rounds and the returns of the units (E1, E2)."""

from django.db import models
from django.db.models import F, Q

from petitions.screening.rules import rounds as rules
from petitions.screening.rules.rounds import ROUNDS
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Round(models.Model):
    """One screening: every owing unit hands in one return by the due day. period: key of the duty period, "" by hand."""

    TABLE = ROUNDS
    READ_WITH = ("township",)
    READ_ANEW = ("circular",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="screening")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="screenings", db_index=False)
    clause = models.CharField("排查种类", max_length=30, choices=rules.CLAUSE_CHOICES)
    period = models.CharField(max_length=12, blank=True)
    title = models.CharField("名称", max_length=80)
    reason = models.CharField("排查原因", max_length=60, blank=True)
    first = models.DateField("开始日期")
    last = models.DateField("结束日期")
    due_on = models.DateField("报送期限")
    state = models.CharField("状态", max_length=8, choices=rules.STATE_CHOICES, default=rules.OPEN)
    revision = models.PositiveIntegerField(default=1)
    closed_on = models.DateField("汇总日期", null=True, blank=True)
    circular = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    urged_on = models.DateField("最近催报", null=True, blank=True)

    class Meta:
        verbose_name = "排查轮次"
        ordering = ["-first", "-matter_id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="round_forward"),
            models.UniqueConstraint(
                fields=["township", "clause", "period"], condition=~Q(period=""), name="round_once_per_period"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(circular__isnull=False), name="round_issued_has_circular"
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-first"], name="round_by_state")]


class ScreeningReturn(models.Model):
    """What one unit says about one round. returned_at: the first time, which decides on lateness; corrected_at: the last."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returns", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="screening_returns", db_index=False)
    state = models.CharField("报送", max_length=8, choices=rules.RETURN_CHOICES, default=rules.MISSING)
    returned_at = models.DateTimeField("报送时间", null=True, blank=True)
    returned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    corrected_at = models.DateTimeField("更正时间", null=True, blank=True)
    is_late = models.BooleanField("迟报", default=False)
    note = models.CharField("说明", max_length=200, blank=True)
    new_count = models.PositiveSmallIntegerField("新排查", default=0)
    carried_count = models.PositiveSmallIntegerField("结转", default=0)
    urged = models.PositiveSmallIntegerField("催报次数", default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "排查报表"
        ordering = ["unit__order", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="return_once_per_unit"),
            models.CheckConstraint(
                condition=Q(state="missing", returned_at__isnull=True)
                | ~Q(state="missing") & Q(returned_at__isnull=False),
                name="return_has_its_moment",
            ),
            models.CheckConstraint(condition=~Q(state="nil") | Q(new_count=0), name="nil_return_has_nothing_new"),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="return_of_unit")]
