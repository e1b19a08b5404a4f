"""Taking the register out of the house leaves a line in the journal: who, by which filter, how many rows."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import EXPORT_RESOLUTIONS
from meetings.sessions.queries.resolutions import ResolutionFilter
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry


def note_export(*, by: Actor, at: datetime, wanted: ResolutionFilter, rows: int) -> None:
    """Write down one export before it is handed out. Typed words are not kept, only that there were some."""
    with transaction.atomic():
        ensure_may(by, EXPORT_RESOLUTIONS)
        codes = {"unit": wanted.unit, "state": wanted.state, "session": wanted.session, "text": bool(wanted.text)}
        write_entry(
            by=by, at=at, action="resolution.export", subject_kind="register", subject_label="议定事项",
            detail={"filters": codes, "rows": rows},
        )  # fmt: skip
