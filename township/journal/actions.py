"""The only writer of the journal: append one line to a township's hash chain."""

from datetime import datetime

from django.db import transaction

from township.actors import Actor
from township.crypto import seal_key
from township.journal.models import JournalEntry, JournalHead
from township.journal.rules import entry_hash


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
    success: bool = True,
    township_id: int | None = None,
) -> JournalEntry:
    """Append a line; call it last in an action, inside its transaction (the chain's head stays locked until commit).

    `action`: dotted code such as "case.accept"; `subject_*`: the matter (or other row) by kind, id and number;
    `reason`: what a reader typed to see identity data; `detail`: names and codes only, never words of a petition.
    `township_id` is needed only when a platform administrator acts on a township.
    """
    owner = township_id or by.township_id
    with transaction.atomic():
        JournalHead.objects.get_or_create(township_id=owner)
        head = JournalHead.objects.select_for_update().get(township_id=owner)
        entry = JournalEntry(
            township_id=owner,
            seq=head.last_seq + 1,
            at=at,
            action=action,
            actor_name=by.name,
            account_id=by.account_id,
            person_id=by.person_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            subject_label=subject_label[:60],
            success=success,
            reason=reason[:200],
            detail=detail or {},
            ip=by.ip,
            prev_hash=head.last_hash,
        )
        entry.hash = entry_hash(entry, seal_key("journal"))
        entry.save(force_insert=True)
        head.last_seq, head.last_hash = entry.seq, entry.hash
        head.save(update_fields=["last_seq", "last_hash"])
    return entry
