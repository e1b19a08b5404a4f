"""Taking a ledger out of the house leaves a line in the journal: who, which ledger, by which filter, how many rows.

Source: 个人信息保护法 54. The filter is kept in words; of what somebody typed only that there was something.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from records.ledgers.rules.words import Condition, for_journal
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry
from township.permissions import Capability

SUBJECT = "ledger"


def note_taking_out(
    *,
    by: Actor,
    at: datetime,
    right: Capability,
    code: str,
    title: str,
    conditions: Iterable[Condition],
    columns: Sequence[str],
    rows: int,
) -> None:
    """Write down one export or print before it is handed out. code: of the journal; NotAllowed without `right`."""
    with transaction.atomic():
        ensure_may(by, right)
        detail = {"filters": for_journal(conditions), "columns": list(columns), "rows": rows}
        write_entry(by=by, at=at, action=code, subject_kind=SUBJECT, subject_label=title, detail=detail)
