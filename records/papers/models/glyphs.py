"""What an office prints for a character that no font has."""

from django.db import models
from django.db.models import Q

from township.directory.models.people import Person
from township.directory.models.townships import Township


class GlyphStandIn(models.Model):
    """A decision: from decided_at until ended_at (empty = in force) `words` are printed for `sign`. Never changed, only ended."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    sign = models.CharField("原字", max_length=2)
    words = models.CharField("代用写法", max_length=12)
    reason = models.CharField("依据", max_length=120)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定时间")
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "生僻字代用"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "sign"], condition=Q(ended_at__isnull=True), name="glyph_stand_in_once"
            )
        ]

    @property
    def code(self) -> str:
        """U+32000."""
        return f"U+{ord(self.sign):04X}"
