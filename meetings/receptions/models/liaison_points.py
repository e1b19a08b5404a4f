"""Liaison points of the leaders (联系点, D6): a village or unit each, visited at least once a quarter."""

from django.db import models
from django.db.models import F, Q

from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class LiaisonPoint(models.Model):
    """One leader answers for one village, community or unit from `since` to `until` (open end = still)."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="liaison_points")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="liaison_points", verbose_name="领导")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="联系点")
    since = models.DateField("联系自")
    until = models.DateField("联系至", null=True, blank=True)
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "联系点"
        ordering = ["person_id", "unit_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(until__isnull=True), name="liaison_point_once"
            ),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="point_forward"),
        ]


class PointVisit(models.Model):
    """One visit to a liaison point: the day, and what was found or settled."""

    point = models.ForeignKey(LiaisonPoint, on_delete=models.PROTECT, related_name="visits", db_index=False)
    on = models.DateField("走访日期")
    text = EncryptedTextField("督导情况")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "联系点走访"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["point", "-on"], name="point_visit_by_day")]
