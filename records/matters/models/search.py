"""The searchable words of a matter. Accusations never get a row here."""

from django.db import models

from records.matters.models.matters import Matter
from township.directory.models.townships import Township


class SearchText(models.Model):
    """Title and words of one ordinary matter; indexed by two-character runs on both databases (records.matters.search)."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="search_text")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
