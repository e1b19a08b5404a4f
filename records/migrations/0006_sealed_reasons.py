"""Reasons and remarks may speak of an accusation: encrypted like its words."""

from django.db import migrations

from township.fields import EncryptedTextField
from township.sealing import seal_columns

MAY_SPEAK = "may speak of what an accusation says"
TIE = "says what ties an official to a petitioner"


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_job_started_at"),
    ]

    operations = seal_columns(
        "records",
        ("approval", "remark", EncryptedTextField("意见", help_text=MAY_SPEAK)),
        ("implication", "reason", EncryptedTextField("理由", help_text=MAY_SPEAK)),
        ("implication", "lift_reason", EncryptedTextField("解除理由")),
        ("recusal", "reason", EncryptedTextField("理由", help_text=TIE)),
    )
