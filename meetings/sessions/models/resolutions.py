"""Resolutions: decided tasks of issued minutes, carried out by a unit and verified by the office (C5)."""

from django.db import models
from django.db.models import F, Q

from meetings.sessions.models.minutes import PlannedResolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.rules import resolutions as rules
from meetings.sessions.rules.resolutions import RESOLUTIONS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Resolution(models.Model):
    """One task with unit, person, limit and what counts as done. It comes into being when the minutes are issued."""

    TABLE = RESOLUTIONS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="resolution")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="resolutions", db_index=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="resolutions")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions")
    planned = models.OneToOneField(PlannedResolution, on_delete=models.PROTECT, related_name="resolution")
    number = models.CharField("编号", max_length=40)
    text = models.CharField("议定事项", max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="resolutions", verbose_name="责任单位", db_index=False
    )
    person_name = models.CharField("责任人", max_length=40, blank=True)
    done_when = models.CharField("落实标准", max_length=200)
    decided_on = models.DateField("印发日期")
    due_on = models.DateField("完成时限")
    extension_days = models.PositiveSmallIntegerField(default=0, help_text="natural days, already in due_on")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.OPEN)
    percent = models.PositiveSmallIntegerField("进度", default=0)
    revision = models.PositiveIntegerField(default=1)
    received_on = models.DateField("签收日期", null=True, blank=True)
    reported_on = models.DateField("报告落实日期", null=True, blank=True)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField("核实日期", null=True, blank=True)
    waits_since = models.DateField("等决定起", null=True, blank=True, help_text="三重一大: the limit stands still")
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "议定事项"
        ordering = ["due_on", "matter_id"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="resolution_percent_at_most_100"),
            models.CheckConstraint(condition=Q(extension_days__lte=30), name="resolution_extension_at_most_30"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(reported_by__isnull=False) & ~Q(verified_by=F("reported_by")),
                name="resolution_reporter_not_verifier",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_on__isnull=False), name="resolution_verified_with_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waits_since__isnull=False), name="resolution_waits_since_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["township", "state", "due_on"], name="resolution_by_state"),
            models.Index(fields=["unit", "state", "due_on"], name="resolution_by_unit"),
        ]

    @property
    def has_light(self) -> bool:
        """Whether its limit runs: it is with the unit."""
        return self.state in rules.WITH_UNIT


class Progress(models.Model):
    """A report of the unit (落实情况), or what the office answered to it."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="progress", db_index=False)
    at = models.DateTimeField("时间")
    move = models.CharField(max_length=20)
    percent = models.PositiveSmallIntegerField("进度")
    text = models.CharField("情况", max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "落实情况"
        ordering = ["id"]
        indexes = [models.Index(fields=["resolution", "id"], name="progress_in_order")]
