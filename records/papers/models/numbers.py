"""Number series (文号, 编号): a locked counter row for each series and year; taken only at issue, gap-free."""

from django.db import models

from township.directory.models.townships import Township


class NumberSeries(models.Model):
    """The last number given in one series of one year."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="number_series", db_index=False)
    series = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["township", "series", "year"], name="series_once_a_year")]
