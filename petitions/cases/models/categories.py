"""Content categories (内容分类): three levels, versioned; old rows stay for history."""

from django.db import models


class Category(models.Model):
    """One row of the table. `valid_to` empty = in use. Codes are our own and stable."""

    code = models.CharField(max_length=20, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    edition = models.CharField(max_length=10, help_text="old or new")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "内容分类"
        ordering = ["code"]
        indexes = [models.Index(fields=["edition", "level", "parent"])]

    def __str__(self):
        return self.name
