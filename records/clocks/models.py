"""Clocks: the inputs of a time limit beside its computed dates. One writer: records.clocks.actions."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Clock(models.Model):
    """One running or stopped time limit of a matter. The light (绿黄红) is computed from it, never stored.

    `due_on` is the raw date (alarm, figures), `rolled_due_on` the legal last day moved past holidays (law 6.1).
    `stopped_on` is the day that counts: of a stop written down later (补录) the day of writing, until a second person has
    confirmed the evidence of the earlier day.
    """

    class Counts(models.TextChoices):
        NATURAL = "natural", "日"
        WORKING = "working", "工作日"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="clocks", db_index=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clocks", db_index=False)
    code = models.CharField(max_length=30, help_text="term code, e.g. conclude_60")
    round = models.PositiveSmallIntegerField(
        default=1, help_text="1, 2, … when the same limit runs again after a reopening"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=40)
    length = models.PositiveSmallIntegerField()
    counts = models.CharField(max_length=8, choices=Counts.choices)
    article = models.CharField(max_length=60)
    starts_with = models.CharField(max_length=40, blank=True, help_text="the event that starts it, e.g. 受理")
    source_mark = models.CharField(max_length=12, default="found", help_text="how sure the source is")
    max_extension = models.PositiveSmallIntegerField(default=0, help_text="natural days")
    pause_article = models.CharField(max_length=60, blank=True, help_text="why it may stand still; empty = never")
    is_window = models.BooleanField(default=False, help_text="a petitioner's own period: the rolled date is shown")
    is_outside = models.BooleanField(default=False, help_text="another organ's period, for information")
    is_owed_by_petitioner = models.BooleanField(
        default=False, help_text="not owed by this township (petitioner's right or another organ's period): no alarm"
    )
    start_on = models.DateField()
    start_evidence = models.CharField(max_length=120)
    extension_days = models.PositiveSmallIntegerField(default=0)
    extended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stopped_on = models.DateField(null=True, blank=True)
    stop_evidence = models.CharField(max_length=120, blank=True)
    acted_on = models.DateField(
        null=True,
        blank=True,
        help_text="back-dated stop (补录): the day somebody says it was done; counts once confirmed",
    )
    recorded_on = models.DateField(null=True, blank=True, help_text="back-dated stop: the day it was written down")
    due_on = models.DateField()
    rolled_due_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    derivation = models.JSONField(default=list, help_text="steps: [{on, text, article}]")

    class Meta:
        verbose_name = "时限"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "code", "round"], condition=Q(unit__isnull=True), name="clock_once"
            ),
            models.UniqueConstraint(
                fields=["matter", "code", "round", "unit"], condition=Q(unit__isnull=False), name="clock_once_per_unit"
            ),
            models.CheckConstraint(condition=Q(extension_days__lte=30), name="clock_extension_at_most_30"),
            models.CheckConstraint(condition=Q(rolled_due_on__gte=F("due_on")), name="clock_rolled_not_before_raw"),
            models.CheckConstraint(
                condition=Q(acted_on__isnull=True, recorded_on__isnull=True)
                | Q(acted_on__lt=F("recorded_on"), stopped_on__in=[F("acted_on"), F("recorded_on")]),
                name="clock_back_entry_keeps_both_days",
            ),
        ]
        indexes = [
            models.Index(
                fields=["township", "due_on"],
                condition=Q(stopped_on__isnull=True, is_owed_by_petitioner=False),
                name="clock_running_due",
            ),
            models.Index(fields=["matter", "stopped_on", "due_on"]),
            models.Index(fields=["township", "code", "due_on"], name="clock_of_period"),
            models.Index(
                fields=["township", "rolled_due_on"], condition=Q(stopped_on__isnull=True), name="clock_reaches_until"
            ),
        ]


class ClockPause(models.Model):
    """Days that do not count, only where the law says so (e.g. the hearing in a final review, 条例第三十六条)."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=120)
    article = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="pause_forward"),
            models.UniqueConstraint(fields=["clock"], condition=Q(to_on__isnull=True), name="one_open_pause"),
        ]
