"""Receptions: what happened on a leader's turn, who came (masked), what became of each, which units were called in."""

from django.db import models
from django.db.models import F, Q

from meetings.receptions.models.rosters import DutySlot
from meetings.receptions.rules import receptions as rules
from meetings.receptions.rules.receptions import RECEPTIONS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Reception(models.Model):
    """One reception by one leader. The matter taken along (带案下访) hangs on it by a Reference."""

    TABLE = RECEPTIONS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="reception")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="receptions", db_index=False)
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="receptions", verbose_name="接访领导", db_index=False
    )
    slot = models.ForeignKey(DutySlot, on_delete=models.PROTECT, null=True, blank=True, related_name="receptions")
    form = models.CharField("形式", max_length=10, choices=rules.FORM_CHOICES)
    held_on = models.DateField("接访日期")
    place = models.CharField("地点", max_length=120)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所到村（社区）"
    )
    is_joint = models.BooleanField("联合接访", default=False)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.OPEN)
    revision = models.PositiveIntegerField(default=1)
    headcount = models.PositiveIntegerField("来访人数", default=0, help_text="sum over the visitors")
    case_told = EncryptedTextField(
        "所带事项的情况", help_text="of 带案下访: what became of the case that was taken along"
    )
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "接访记录"
        ordering = ["-held_on", "-matter_id"]
        indexes = [
            models.Index(fields=["township", "-held_on"], name="reception_by_day"),
            models.Index(fields=["leader", "-held_on"], name="reception_by_leader"),
        ]


class Visitor(models.Model):
    """One visit (one person or a group with one concern). Name, telephone and words are encrypted, lists show the mask."""

    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="visitors", db_index=False)
    seq = models.PositiveSmallIntegerField()
    name = EncryptedTextField("姓名")
    masked_name = models.CharField(max_length=20, blank=True)
    phone = EncryptedTextField("电话")
    headcount = models.PositiveSmallIntegerField("人数", default=1)
    words = EncryptedTextField("反映情况")
    outcome = models.CharField("结果", max_length=10, choices=rules.OUTCOME_CHOICES, default=rules.PENDING)
    case = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    result = EncryptedTextField("答复或原因")
    promise = EncryptedTextField("承诺事项")
    promise_due_on = models.DateField("承诺期限", null=True, blank=True)
    promise_kept_on = models.DateField("兑现日期", null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "来访"
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["reception", "seq"], name="visitor_seq_once"),
            models.CheckConstraint(condition=Q(headcount__gte=1), name="visitor_at_least_one"),
            models.CheckConstraint(
                condition=Q(outcome="case", case__isnull=False) | ~Q(outcome="case") & Q(case__isnull=True),
                name="visitor_case_when_registered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["promise_due_on"],
                condition=Q(promise_due_on__isnull=False, promise_kept_on__isnull=True),
                name="promise_open",
            )
        ]


class VisitorCorrection(models.Model):
    """What stood in a visit before it was corrected, and why it was: nothing that was recorded is lost."""

    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="corrections")
    what = models.CharField("更正内容", max_length=40)
    before = EncryptedTextField("原来的记录")
    reason = models.CharField("更正理由", max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "接访记录更正"
        ordering = ["id"]

    @property
    def names_people(self) -> bool:
        """Whether a name or a telephone stands in what was recorded before."""
        return "姓名" in self.what or "电话" in self.what


class CalledUnit(models.Model):
    """A unit called to a joint reception (B13): when it was called, who came when, what it said."""

    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="called_units", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField("通知时间")
    came_at = models.DateTimeField("到场时间", null=True, blank=True)
    who = models.CharField("到场人员", max_length=60, blank=True)
    absence = models.CharField("未到原因", max_length=100, blank=True)
    result = EncryptedTextField("处理意见")

    class Meta:
        verbose_name = "联合接访单位"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reception", "unit"], name="called_unit_once"),
            models.CheckConstraint(
                condition=Q(came_at__isnull=True) | Q(came_at__gte=F("called_at")), name="came_after_the_call"
            ),
        ]
