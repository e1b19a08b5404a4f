"""Server-side drafts: what somebody typed and has not yet handed in."""

from django.db import models

from township.directory.models.accounts import Account
from township.fields import EncryptedTextField


class Draft(models.Model):
    """The last saved state of one form of one account; encrypted, since it holds whatever was typed."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="drafts", db_index=False)
    form = models.CharField(max_length=80)
    payload = EncryptedTextField(help_text="JSON: field name → list of values")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "form"], name="one_draft_per_form")]
