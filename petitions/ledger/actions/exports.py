"""Taking the ledger out of the house leaves a line in the journal: who, by which filter, how many rows (个人信息保护法 54)."""

from datetime import datetime

from django.db import transaction

from petitions.ledger.rules.ledger import LedgerFilters
from petitions.permissions import EXPORT_CASES
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry

HOW = {"xlsx": "case.export", "print": "case.print_ledger"}


def note_export(
    *, by: Actor, at: datetime, how: str, filters: LedgerFilters, columns: tuple[str, ...], rows: int
) -> None:
    """Write down one export or print, before it is handed out. how: "xlsx" or "print". NotAllowed without the right."""
    with transaction.atomic():
        ensure_may(by, EXPORT_CASES)
        write_entry(
            by=by,
            at=at,
            action=HOW[how],
            subject_kind="ledger",
            subject_label="信访事项台账",
            detail={"filters": _codes(filters), "columns": list(columns), "rows": rows},
        )


def _codes(filters: LedgerFilters) -> dict[str, list[str]]:
    """The filter as codes and ids. Typed words may be a person's: only that there were some is kept."""
    codes: dict[str, list[str]] = {}
    for name, value in filters.pairs():
        codes.setdefault(name, []).append("…" if name in ("text", "number", "who") else value)
    return codes
