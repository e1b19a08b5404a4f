"""The only writer of the journal: append lines to the hash chains of townships."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from township.actors import Actor
from township.crypto import seal_key
from township.journal.models import JournalEntry, JournalHead
from township.journal.rules import entry_hash
from township.saving import save_columns


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a line says; the words are those of `write_entry`."""

    by: Actor
    action: str
    subject_kind: str = ""
    subject_id: int | None = None
    subject_label: str = ""
    reason: str = ""
    detail: dict | None = None
    is_success: bool = True
    township_id: int | None = None

    @property
    def owner(self) -> int:
        """The township in whose chain it stands."""
        return self.township_id or self.by.township_id


def write_entry(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject_kind: str = "",
    subject_id: int | None = None,
    subject_label: str = "",
    reason: str = "",
    detail: dict | None = None,
    is_success: bool = True,
    township_id: int | None = None,
) -> JournalEntry:
    """Append a line; call it last in an action, inside its transaction (the chain's head stays locked until commit).

    `action`: dotted code such as "case.accept"; `subject_*`: the matter (or other row) by kind, id and number;
    `reason`: what a reader typed to see identity data; `detail`: names and codes only, never words of a petition.
    `township_id` is needed only when a platform administrator acts on a township.
    """
    line = Line(
        by=by,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        subject_label=subject_label,
        reason=reason,
        detail=detail,
        is_success=is_success,
        township_id=township_id,
    )
    return write_entries([line], at=at)[0]


def write_entries(lines: Iterable[Line], *, at: datetime) -> list[JournalEntry]:
    """Append many lines, to the chains of as many townships as they are of: four statements in all. Otherwise as
    `write_entry`; the heads are locked in the order of the townships."""
    lines, key = list(lines), seal_key("journal")
    with transaction.atomic():
        heads = _locked_heads({line.owner for line in lines})
        entries = [_chained(line, heads[line.owner], at, key) for line in lines]
        JournalEntry.objects.bulk_create(entries, batch_size=500)
        save_columns(heads.values(), ["last_seq", "last_hash"])
    return entries


def _locked_heads(owners: Collection[int]) -> dict[int, JournalHead]:
    rows = JournalHead.objects.select_for_update().filter(pk__in=owners).order_by("pk")
    heads = {head.pk: head for head in rows}
    if len(heads) < len(owners):
        missing = (JournalHead(township_id=pk) for pk in sorted(owners) if pk not in heads)
        JournalHead.objects.bulk_create(missing, ignore_conflicts=True)
        heads = {head.pk: head for head in rows.all()}
    return heads


def _chained(line: Line, head: JournalHead, at: datetime, key: bytes) -> JournalEntry:
    """The line as the next entry behind the head, which moves on to it."""
    by = line.by
    entry = JournalEntry(
        township_id=line.owner,
        seq=head.last_seq + 1,
        at=at,
        action=line.action,
        actor_name=by.signature(),
        account_id=by.account_id,
        person_id=by.person_id,
        subject_kind=line.subject_kind,
        subject_id=line.subject_id,
        subject_label=line.subject_label[:60],
        is_success=line.is_success,
        reason=line.reason[:200],
        detail=line.detail or {},
        ip=by.ip,
        prev_hash=head.last_hash,
    )
    entry.hash = entry_hash(entry, key)
    head.last_seq, head.last_hash = entry.seq, entry.hash
    return entry
