"""Daily digests: that a person's, or the whole office's, digest of a day was made. Unique, so that it is made once."""

from django.db import models

from township.directory.models.people import Person
from township.directory.models.townships import Township


class Digest(models.Model):
    """One person's digest of one working day. count 0: there was nothing to say, and later notices wait for the next."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="digests", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="digests", db_index=False)
    day = models.DateField()
    count = models.PositiveIntegerField(help_text="unread notices when it was made")
    fresh = models.PositiveIntegerField(help_text="of these, come since the digest before")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "每日汇总"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once")]
        indexes = [models.Index(fields=["township", "day"], name="digest_day")]
