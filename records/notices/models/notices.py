"""Notices: the in-app inbox. No personal data in any notice; sent once for each key."""

from django.db import models
from django.db.models import Q

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township


class Notice(models.Model):
    """One line in a person's inbox, linked to a matter that the person may see."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="notices")
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices", db_index=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    kind = models.CharField(max_length=30)
    text = models.CharField(max_length=200)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120, help_text="the same key is never sent twice to one person")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
