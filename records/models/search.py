"""The searchable words of a matter. Accusations never get a row here."""

from django.db import models

from township.models import Township

from .matters import Matter


class SearchText(models.Model):
    """Title and words of one ordinary matter; indexed by two-character runs on both databases (records.search)."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="search_text")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
