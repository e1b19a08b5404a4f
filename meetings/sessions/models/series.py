"""Recurring sessions (会议周期): a rule by which the next session is drafted so many days ahead (C1, C8)."""

from django.db import models
from django.db.models import Q

from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.rules import series as rules
from meetings.sessions.rules.sessions import PLANNED_FROM_LIST
from township.dates import WEEKDAY_CHOICES
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Series(models.Model):
    """One series. A change holds for the sessions drafted from then on; those that are drafted stay as they are."""

    TABLE = rules.SERIES

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="session_series")
    kind = models.CharField("会议种类", max_length=14, choices=PLANNED_FROM_LIST)
    title = models.CharField("会议名称", max_length=40)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="主持人")
    place = models.CharField("地点", max_length=60)
    requirement = models.CharField("会议要求", max_length=300, blank=True)
    cadence = models.CharField("多久一次", max_length=12, choices=rules.CADENCE_CHOICES)
    day = models.PositiveSmallIntegerField("几日", null=True, blank=True, help_text="of the month the period ends in")
    weekday = models.PositiveSmallIntegerField(
        "星期", null=True, blank=True, choices=WEEKDAY_CHOICES, help_text="1 = Monday, weekly series"
    )
    shift = models.CharField("遇休息日", max_length=8, choices=rules.SHIFT_CHOICES, default="forward")
    starts = models.TimeField("开始时间")
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=120)
    lead_days = models.PositiveSmallIntegerField("提前几天筹备", default=7, help_text="natural days")
    state = models.CharField("状态", max_length=8, choices=rules.STATE_CHOICES, default=rules.RUNNING)
    revision = models.PositiveIntegerField(default=1)
    trouble = models.CharField("没有筹备成的原因", max_length=200, blank=True)
    created_on = models.DateField()

    class Meta:
        verbose_name = "会议周期"
        ordering = ["state", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence="weekly", weekday__isnull=False, day__isnull=True)
                | ~Q(cadence="weekly") & Q(weekday__isnull=True, day__isnull=False),
                name="series_day_fits_cadence",
            ),
        ]

    @property
    def rhythm_words(self) -> str:
        """每月（25日）14:30."""
        if self.weekday:
            day = self.get_weekday_display()
        else:
            day = "月末" if self.day == 31 else f"{self.day}日"
        return f"{self.get_cadence_display()}（{day}）{self.starts:%H:%M}"


class SeriesSeat(models.Model):
    """A standing invitation: a unit, or a person."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="seats")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    part = models.CharField(max_length=8, choices=Attendance.Part.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, person__isnull=False) | Q(unit__isnull=False, person__isnull=True),
                name="series_seat_unit_or_person",
            ),
        ]


class SeriesSession(models.Model):
    """The session of one period: the row is the proof that it was drafted, and only once."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="sessions", db_index=False)
    period = models.CharField(max_length=12)
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="in_series")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["series", "period"], name="series_session_once")]
