"""An uploaded table holds many people's data and is only a way in: half a year later it goes (个人信息保护法第十九条)."""

from datetime import datetime, timedelta

from django.db import transaction

from records.imports.models import ImportBatch
from records.keeping.actions.erasing import throw_away

KEPT_DAYS = 180
KEPT_FOR = timedelta(days=KEPT_DAYS)
STATE = ImportBatch.State
AT_WORK = (STATE.CHECKING, STATE.COMMITTING)


def forget_sources(at: datetime) -> int:
    """The file, the sample and the rows as read of what was uploaded 180 days ago; what is in stays. How many tables; run twice = once."""
    rows = ImportBatch.objects.filter(at__lt=at - KEPT_FOR).exclude(state__in=AT_WORK).exclude(blob="")
    count = 0
    for batch in rows.order_by("pk"):
        with transaction.atomic():
            throw_away([batch.blob], at)
            batch.blob = batch.samples = ""
            batch.state = STATE.DONE if batch.state == STATE.DONE else STATE.DISCARDED
            batch.save(update_fields=["blob", "samples", "state"])
            batch.rows.update(data="", problems=[])
            count += 1
    return count
