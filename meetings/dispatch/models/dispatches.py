"""Monthly video dispatch: the round itself, the slot of each unit with its report, and every compiled pack (C7)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from meetings.dispatch.rules import dispatches as rules
from meetings.dispatch.rules.dispatches import DISPATCHES
from meetings.sessions.models.sessions import Session
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Dispatch(models.Model):
    """One for each township and month. Once the units are called it is bound to a session, which then holds day, place and
    chair; the columns here are what was planned before."""

    TABLE = DISPATCHES
    READ_WITH = ("session",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="dispatch")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="dispatches", db_index=False)
    period = models.CharField("月份", max_length=12, help_text='key of the period, "2026-11"')
    period_label = models.CharField(max_length=30)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField("应办日期", help_text="of the duty of the rule profile")
    day = models.DateField("日期")
    starts = models.TimeField("开始时间", null=True, blank=True)
    place = models.CharField("主会场", max_length=60, blank=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    video_link = models.CharField("视频会议链接", max_length=300, blank=True)
    video_note = models.CharField("会议号和说明", max_length=100, blank=True)
    reports_due_on = models.DateField("报告截止日期", null=True, blank=True)
    tasks = models.TextField("下步工作", blank=True)
    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="dispatch", verbose_name="会议"
    )
    pack = models.OneToOneField(
        "DispatchPack", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现行材料"
    )
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.OPENED)
    revision = models.PositiveIntegerField(default=1)
    frozen_at = models.DateTimeField("材料定稿时间", null=True, blank=True)

    class Meta:
        verbose_name = "视频调度"
        ordering = ["-first", "-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "period"], name="dispatch_once_a_month"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="dispatch_period_forward"),
            models.CheckConstraint(
                condition=Q(state__in=["opened", "lapsed"]) | Q(session__isnull=False),
                name="dispatch_called_with_session",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "closed"]) | Q(pack__isnull=False, frozen_at__isnull=False),
                name="dispatch_held_with_frozen_pack",
            ),
        ]
        indexes = [models.Index(fields=["township", "-first"], name="dispatch_latest")]

    @property
    def title(self) -> str:
        return f"{self.period_label}信访工作视频调度"

    @property
    def held_on(self) -> date:
        """The day it takes place: of its session once there is one."""
        return self.session.day if self.session_id else self.day


class DispatchReport(models.Model):
    """The slot of one unit: its place in the order, its minutes, and what it reports. The words may speak of matters, so
    they are kept under seal and nothing counts them."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="reports", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    order = models.PositiveSmallIntegerField("汇报顺序")
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=rules.MINUTES)
    situation = EncryptedTextField("本月情况")
    unfinished = EncryptedTextField("未办结事项及原因")
    next_steps = EncryptedTextField("下步措施")
    coordination = EncryptedTextField("需协调问题")
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True, help_text="of the first time")
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "调度报告"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "unit"], name="dispatch_report_unit_once"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | ~Q(return_reason=""), name="dispatch_report_returned_why"
            ),
        ]

    @property
    def words(self) -> rules.ReportWords:
        return rules.ReportWords(self.situation, self.unfinished, self.next_steps, self.coordination)

    @property
    def is_there(self) -> bool:
        """Whether the unit reported and the office did not give it back."""
        return self.submitted_at is not None and self.returned_at is None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(heading, words) of what was written; empty answers are left out."""
        written = [(label, getattr(self, name)) for name, label in rules.REPORT_FIELDS]
        return [(label, words) for label, words in written if words]

    @property
    def standing(self) -> str:
        """missing, returned, late or on_time."""
        submitted_on = localtime(self.submitted_at).date() if self.submitted_at else None
        return rules.report_standing(submitted_on, self.returned_at is not None, self.dispatch.reports_due_on)

    @property
    def standing_label(self) -> str:
        return rules.REPORT_LABELS[self.standing]

    @property
    def colour(self) -> str:
        """Of the light beside it."""
        return rules.REPORT_COLOURS[self.standing]


class DispatchPack(models.Model):
    """One compiled pack. A row is never changed: compiling again makes the next version."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="packs", db_index=False)
    version = models.PositiveIntegerField()
    content = EncryptedTextField("内容")
    sha256 = models.CharField(max_length=64)
    compiled_at = models.DateTimeField("汇编时间")
    compiled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "调度材料"
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["dispatch", "version"], name="dispatch_pack_version_once")]
