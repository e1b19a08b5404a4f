"""Failed public look-ups, for rate limits that never lock the holder of the right code out."""

from django.db import models

from township.directory.models.people import Person
from township.directory.models.townships import Township


class LookupFailure(models.Model):
    """A wrong number or code. Only keyed hashes are kept; rows older than a day are swept."""

    number_hash = models.CharField(max_length=32)
    address_hash = models.CharField(max_length=32)
    township_id = models.BigIntegerField(
        null=True, blank=True, help_text="of the number typed, where there is such a number"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["number_hash", "at"]),
            models.Index(fields=["address_hash", "at"]),
            models.Index(fields=["at"], name="lookup_failure_at"),
        ]


class LookupAlarm(models.Model):
    """Somebody is guessing codes: so many wrong look-ups in an hour that the administrator and the director have to look.

    One open alarm for a township; `failures`: wrong look-ups of the hour when it last grew.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="lookup_alarms")
    raised_at = models.DateTimeField()
    last_at = models.DateTimeField()
    failures = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("处置情况", max_length=300, blank=True)

    class Meta:
        verbose_name = "查询码猜测警报"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township"], condition=models.Q(closed_at__isnull=True), name="lookup_alarm_once"
            )
        ]
