"""Seeing identity data in clear: a reason is asked first, and every look is a line in the journal (个人信息保护法 51)."""

from datetime import datetime

from records.matters.models.matters import Matter
from township.actors import Actor
from township.journal.actions import write_entry
from township.journal.models import JournalEntry
from township.refusals import Refused

MIN_REASON = 4


def note_reveal(*, matter: Matter, whose: int, fields: list[str], reason: str, by: Actor, at: datetime) -> JournalEntry:
    """Write that `by` saw `fields` of the person `whose` (row id). Building block: the caller has asked for leave.

    Refused beside `reason` when the reason says nothing. Call it in the transaction in which the values are read.
    """
    if len(reason.strip()) < MIN_REASON:
        raise Refused("请写明查看的理由（不少于 4 个字），例如“电话告知办理进展”。", "个人信息保护法第六条", "reason")
    return write_entry(
        by=by,
        at=at,
        action="identity.reveal",
        subject_kind=matter.kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        reason=reason.strip(),
        detail={"whose": whose, "fields": sorted(fields)},
    )
