"""Taking the document register out of the house leaves a line in the journal."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import EXPORT_PAPERS
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry


def note_export(*, by: Actor, at: datetime, register: str, rows: int) -> None:
    """Write down one export before it is handed out: which register, how many rows."""
    with transaction.atomic():
        ensure_may(by, EXPORT_PAPERS)
        write_entry(
            by=by, at=at, action="paper.export", subject_kind="register", subject_label=register, detail={"rows": rows}
        )
