"""A search by telephone or document number is a reading by identity, and leaves a line in the journal."""

from datetime import datetime

from django.db import transaction

from township.actors import Actor
from township.journal.actions import write_entry


@transaction.atomic
def note_search(*, by: Actor, at: datetime, kind: str, found: int) -> None:
    """kind: 电话 or 证件号码; found: how many matters were shown. What was typed is not written down."""
    write_entry(by=by, at=at, action="search.identity", detail={"kind": kind, "found": found})
