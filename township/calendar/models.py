"""The working calendar as the office keeps it: official days off and make-up working days (H3)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from township.directory.models.townships import Township


class WorkCalendarYear(models.Model):
    """A year whose official table has been imported. A year without a row is provisional everywhere."""

    year = models.PositiveIntegerField("年份", unique=True)
    source = models.CharField("依据", max_length=80, help_text="如“国办发明电〔2025〕7号”")
    imported_at = models.DateTimeField("导入时间")
    imported_by = models.CharField("导入人", max_length=40)

    class Meta:
        verbose_name = "工作日历年度"
        ordering = ["year"]


class WorkCalendarDay(models.Model):
    """One day that differs from Monday–Friday. township empty = the national table; else a local day (放假办法 4)."""

    class Kind(models.TextChoices):
        OFF = "off", "放假"
        WORK = "work", "补班"

    township = models.ForeignKey(
        Township, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    date = models.DateField("日期")
    kind = models.CharField("类别", max_length=4, choices=Kind.choices)
    name = models.CharField("名称", max_length=40)
    source = models.CharField("依据", max_length=80)
    entered_at = models.DateTimeField("录入时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "工作日历"
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["date"], condition=Q(township__isnull=True), name="national_day_once"),
            models.UniqueConstraint(fields=["township", "date"], name="local_day_once"),
        ]
