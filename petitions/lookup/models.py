"""Failed public look-ups, for rate limits that never lock the holder of the right code out."""

from django.db import models


class LookupFailure(models.Model):
    """A wrong number or code. Only keyed hashes are kept; rows older than a day are swept."""

    number_hash = models.CharField(max_length=32)
    address_hash = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["number_hash", "at"]), models.Index(fields=["address_hash", "at"])]
