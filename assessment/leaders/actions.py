"""What is written down about the leaders' records: that somebody looked, or took them out of the house."""

from datetime import datetime

from django.db import transaction

from assessment.permissions import EXPORT_LEADER_RECORDS, VIEW_LEADER_RECORD
from township.actors import Actor, ensure_may
from township.directory.models.people import Person
from township.journal.actions import write_entry


@transaction.atomic
def note_reading(*, person: Person, year: int, by: Actor, at: datetime) -> None:
    """One look at another person's record."""
    ensure_may(by, VIEW_LEADER_RECORD)
    write_entry(
        by=by,
        at=at,
        action="leader.read",
        subject_kind="person",
        subject_id=person.pk,
        subject_label=f"{person.name} {year}年实绩档案"[:60],
        detail={"year": year},
    )


@transaction.atomic
def note_export(*, year: int, rows: int, by: Actor, at: datetime) -> None:
    """One export, before it is handed out."""
    ensure_may(by, EXPORT_LEADER_RECORDS)
    write_entry(
        by=by,
        at=at,
        action="leader.export",
        subject_kind="register",
        subject_label=f"领导实绩档案 {year}年",
        detail={"year": year, "rows": rows},
    )
