"""The spine: one thin row for each handled thing — case, meeting, order — whatever app it lives in. No rules here."""

from django.db import models
from django.db.models import F, Q

from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Secrecy(models.TextChoices):
    ORDINARY = "ordinary", "一般"
    RESTRICTED = "restricted", "限知（检举控告）"


class Matter(models.Model):
    """What work list, search, timeline, alarms and the permission scope read. `kind` is a key of records.matters.kinds."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="matters", db_index=False)
    kind = models.CharField(max_length=20)
    number = models.CharField("编号", max_length=40)
    title = models.CharField("标题", max_length=120)
    holder_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    secrecy = models.CharField(max_length=10, choices=Secrecy.choices, default=Secrecy.ORDINARY)
    opened_on = models.DateField("立案日期")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    next_due_on = models.DateField("最近期限", null=True, blank=True)
    next_due_label = models.CharField("最近期限事项", max_length=40, blank=True)

    class Meta:
        verbose_name = "事项"
        constraints = [
            models.UniqueConstraint(fields=["township", "kind", "number"], name="matter_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="matter_closed_after_open"
            ),
        ]
        indexes = [
            models.Index(fields=["township", "kind", "-id"]),
            models.Index(fields=["township", "-id"], name="matter_newest"),
            models.Index(
                fields=["township", "next_due_on"], condition=Q(closed_on__isnull=True), name="matter_open_due"
            ),
            models.Index(fields=["township"], condition=Q(secrecy="restricted"), name="matter_restricted"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"


class Reference(models.Model):
    """A link between two matters, whatever apps they live in, e.g. (case, earlier case, "repeat_of")."""

    source = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="references_out", db_index=False)
    target = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="references_in")
    relation = models.CharField(max_length=20)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "关联"
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="reference_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="reference_not_to_itself"),
        ]
