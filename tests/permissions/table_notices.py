"""The permission table of channels, outbox and runs."""

from tests.permissions.table import AUDITOR, SYSADMIN, Row, everybody

BACKGROUND = (AUDITOR, SYSADMIN)
NOTICES = (
    everybody("records:notice_choice"),
    everybody("records:notice_choice_try", ok=302, post=True),
    Row("records:channels", whole=BACKGROUND),
    Row("records:channel_try", whole=(SYSADMIN,), ok=302, post=True),
    Row("records:channel_remove", whole=(SYSADMIN,)),
    Row("records:deliveries", whole=BACKGROUND),
    Row("records:delivery_again", "absent", whole=(SYSADMIN,), ok=404),
    Row("records:runs", whole=BACKGROUND),
)
