"""Figures kept by month and unit, so that the board reads some hundred rows however many matters there are; and the addresses of
walls."""

from django.db import models
from django.db.models import F, Q

from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class KeptFigure(models.Model):
    """n and d of one declared figure in one month for one unit (none = the office). Derived: refresh writes all of a township anew."""

    township = models.ForeignKey(Township, on_delete=models.CASCADE, related_name="kept_figures", db_index=False)
    key = models.CharField(max_length=40)
    month = models.DateField(help_text="its first day")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    n = models.PositiveIntegerField()
    d = models.PositiveIntegerField()

    class Meta:
        verbose_name = "保存的指标"
        ordering = ["key", "month", "unit_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "key", "month", "unit"], condition=Q(unit__isnull=False), name="kept_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["township", "key", "month"], condition=Q(unit__isnull=True), name="kept_once_for_none"
            ),
            models.CheckConstraint(condition=Q(n__lte=F("d")), name="kept_part_of_whole"),
        ]
        indexes = [models.Index(fields=["township", "month"], name="kept_by_month")]


class Taking(models.Model):
    """When the kept figures of a township were taken, and the day lateness was judged on."""

    township = models.OneToOneField(Township, on_delete=models.CASCADE, primary_key=True, related_name="figures_taken")
    taken_at = models.DateTimeField("提取时间")
    as_of = models.DateField()

    class Meta:
        verbose_name = "指标提取"


class Wall(models.Model):
    """The address of one big screen. Of the address only a keyed hash is kept; it can be revoked."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="walls")
    place = models.CharField("安装地点", max_length=40)
    token_hash = models.CharField(max_length=32, unique=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("开通时间")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "大屏"
        ordering = ["-id"]


class Outline(models.Model):
    """The outlines of the villages as the office uploaded them: [{"name", "unit", "rings"}], nothing else of the file."""

    township = models.OneToOneField(Township, on_delete=models.PROTECT, primary_key=True, related_name="outline")
    shapes = models.JSONField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "村（社区）边界"
