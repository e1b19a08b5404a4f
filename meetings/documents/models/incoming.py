"""Incoming documents (A7)."""

from django.db import models
from django.db.models import F, Q

from meetings.documents.rules import incoming as rules
from meetings.documents.rules.incoming import INCOMING
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class IncomingPaper(models.Model):
    """One document that came in, from registration to closing. Its words may speak of people and are encrypted."""

    TABLE = INCOMING

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="incoming_paper")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="incoming_papers", db_index=False)
    number = models.CharField("收文号", max_length=40)
    sender = models.CharField("来文单位", max_length=60)
    their_number = models.CharField("来文字号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=100)
    received_on = models.DateField("收文日期")
    urgency = models.CharField("紧急程度", max_length=12, choices=rules.URGENCY_CHOICES, default="plain")
    demand = EncryptedTextField("办理要求")
    due_on = models.DateField("办理时限", null=True, blank=True)
    opinion = EncryptedTextField("拟办意见")
    opinion_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opinion_on = models.DateField(null=True, blank=True)
    order = EncryptedTextField("批示")
    ordered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ordered_on = models.DateField(null=True, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位"
    )
    result = EncryptedTextField("办理结果")
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handled_on = models.DateField("办理日期", null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.REGISTERED)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "收文"
        ordering = ["-received_on", "-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ordered_by__isnull=True) | Q(opinion_by__isnull=True) | ~Q(ordered_by=F("opinion_by")),
                name="incoming_opinion_not_order",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(handled_by__isnull=True) | ~Q(closed_by=F("handled_by")),
                name="incoming_handler_not_closer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["assigned", "handled"]) | Q(unit__isnull=False), name="incoming_with_unit"
            ),
        ]
        indexes = [
            models.Index(fields=["township", "state", "due_on"], name="incoming_by_state"),
            models.Index(fields=["township", "-received_on", "-matter"], name="incoming_latest"),
        ]
