"""Who holds a matter, who is shut out of it, and who alone may see it. Read by records.matters.queries.scope only."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Holding(models.Model):
    """A unit that works on the matter (lead or assisting): gives its liaison sight of it (reach OWN)."""

    class Part(models.TextChoices):
        LEAD = "lead", "主办"
        ASSIST = "assist", "协办"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    part = models.CharField(max_length=6, choices=Part.choices)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "unit"], condition=Q(ended_on__isnull=True), name="holding_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(part="lead", ended_on__isnull=True), name="one_lead_unit"
            ),
        ]
        indexes = [models.Index(fields=["unit", "matter"], condition=Q(ended_on__isnull=True), name="holding_live")]


class Handler(models.Model):
    """A person with a part in the matter: first handler, sponsor, leader who received the visit, grid reporter, the one
    whom an accountability measure is about."""

    class Part(models.TextChoices):
        FIRST_HANDLER = "first_handler", "首办人"
        SPONSOR = "sponsor", "包案领导"
        RECEIVER = "receiver", "接访领导"
        REPORTER = "reporter", "报告人"
        SUBJECT = "subject", "当事人"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="handlers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handlings")
    part = models.CharField(max_length=14, choices=Part.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person", "part"], name="handler_once")]
        indexes = [models.Index(fields=["person", "matter"])]


class Access(models.Model):
    """The access list of a restricted matter: only these persons see it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="access_list")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="access_once")]


class Implication(models.Model):
    """A person or unit that the matter complains of. Denies everything, before any role; two persons lift it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="implications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="implications")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="implications")
    reason = EncryptedTextField("理由", help_text="may speak of what an accusation says")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    lift_proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lift_reason = EncryptedTextField("解除理由")
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "涉及对象"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, unit__isnull=False) | Q(person__isnull=False, unit__isnull=True),
                name="implication_person_or_unit",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | (Q(lift_proposed_by__isnull=False) & ~Q(lift_proposed_by=F("lifted_by"))),
                name="implication_lifted_by_two",
            ),
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(lifted_at__isnull=True), name="implication_person_once"
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=Q(lifted_at__isnull=True), name="implication_unit_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "matter"], condition=Q(lifted_at__isnull=True), name="implicated_person"),
            models.Index(fields=["unit", "matter"], condition=Q(lifted_at__isnull=True), name="implicated_unit"),
        ]


class Recusal(models.Model):
    """An official with a direct interest stays out of the matter (条例第二十八条第三款)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recusals")
    reason = EncryptedTextField("理由", help_text="says what ties an official to a petitioner")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "回避"
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="recusal_once")]
        indexes = [models.Index(fields=["person", "matter"])]
