"""Where a paper was delivered is an address or a number, and who saw it is a name: encrypted like any other."""

from django.db import migrations

from township.fields import EncryptedTextField
from township.sealing import seal_columns

PLACE = EncryptedTextField("送达地点", help_text="an address, or a number for electronic delivery")


class Migration(migrations.Migration):
    dependencies = [
        ("petitions", "0004_upper_number_index"),
    ]

    operations = seal_columns(
        "petitions",
        ("delivery", "place", PLACE),
        ("delivery", "refusal_reason", EncryptedTextField("拒收情况")),
        ("delivery", "witnesses", EncryptedTextField("见证人")),
    )
