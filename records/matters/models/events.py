"""The timeline of a matter: one row for each thing that happened, whatever app it happened in."""

from django.db import models
from django.utils import timezone

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Event(models.Model):
    """A line of the timeline. `on` is when it happened (a stored fact), `at` when it was written down."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="events")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="events", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()
    move = models.CharField(max_length=30)
    text = models.CharField(max_length=500)
    note = models.TextField(blank=True)
    article = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=100, help_text="with whom a deputy stood in for")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    public_text = models.CharField(
        max_length=120, blank=True, help_text="what the petitioner's look-up shows; empty = nothing"
    )

    @property
    def is_back_entry(self) -> bool:
        """Written down later than it was done (补录)."""
        return self.on < timezone.localdate(self.at)

    class Meta:
        verbose_name = "经过"
        ordering = ["id"]
        indexes = [models.Index(fields=["matter", "id"])]
