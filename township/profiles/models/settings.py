"""Values a township changed against the registry in township/rules/settings.py; each change keeps who and when."""

from django.db import models

from township.directory.models.people import Person
from township.directory.models.townships import Township


class SettingValue(models.Model):
    """The value of one setting from `changed_at` on; the newest row counts, older rows are its history."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="setting_values", db_index=False)
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "参数"
        ordering = ["-id"]
        indexes = [models.Index(fields=["township", "key", "-id"])]
