"""Taking the ledger of receptions out of the house leaves a line in the journal."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import VIEW_COVERAGE
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry


def note_export(*, by: Actor, at: datetime, rows: int, subject: str) -> None:
    """Write down one export before it is handed out."""
    with transaction.atomic():
        ensure_may(by, VIEW_COVERAGE)
        write_entry(
            by=by,
            at=at,
            action="reception.export",
            subject_kind="register",
            subject_label=subject,
            detail={"rows": rows},
        )
