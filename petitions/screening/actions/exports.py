"""Taking the ledger of disputes out of the house leaves a line in the journal: who, by which filter, how many rows."""

from datetime import datetime

from django.db import transaction

from petitions.permissions import EXPORT_DISPUTES
from petitions.screening.queries.disputes import DisputeFilter
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry


def note_dispute_export(*, by: Actor, at: datetime, how: str, wanted: DisputeFilter, rows: int) -> None:
    """Write down one export or print before it is handed out. how: "export" or "print"; typed words are not kept."""
    with transaction.atomic():
        ensure_may(by, EXPORT_DISPUTES)
        codes = {name: value for name, value in vars(wanted).items() if value and name != "text"}
        codes = {name: value if isinstance(value, (int, str)) else f"{value}" for name, value in codes.items()}
        write_entry(
            by=by,
            at=at,
            action=f"dispute.{how}",
            subject_kind="dispute_ledger",
            subject_label="矛盾纠纷台账",
            detail={"filters": codes | {"text": bool(wanted.text)}, "rows": rows},
        )
