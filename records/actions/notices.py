"""Notices: the in-app inbox. Sent once for each key and person, only to who may see the matter, without personal data."""

import re
from collections.abc import Iterable
from datetime import datetime

from records.kinds import KINDS
from records.models import Matter, Notice
from records.queries.notices import actors_of, inbox
from records.queries.scope import is_visible
from township.actors import Actor

# A mobile number or an ID number standing alone.
_PERSONAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)", re.ASCII)


def notify(
    *, matter: Matter, recipients: Iterable[int], kind: str, text: str, key: str, url: str = "", at: datetime
) -> int:
    """Put a line into the inboxes of those `recipients` (person ids) who may see the matter; returns how many are new.

    text: number, step and date, never a name or words of the matter; key: the same key is sent once to a person
    ("case:12:due:2026-11-23"); url: by default the matter's page.
    """
    if _PERSONAL.search(text):
        raise ValueError("a notice holds no personal data")
    wanted = sorted({person_id for person_id in recipients if person_id})
    told = set(Notice.objects.filter(recipient_id__in=wanted, key=key).values_list("recipient_id", flat=True))
    fresh = [person_id for person_id in wanted if person_id not in told]
    rows = [
        Notice(
            township_id=matter.township_id,
            recipient_id=actor.person_id,
            matter=matter,
            kind=kind,
            text=text[:200],
            url=url,
            key=key,
            at=at,
        )
        for actor in actors_of(fresh, matter.township_id, at.date())
        if is_visible(actor, matter.pk, KINDS[matter.kind].view)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def mark_read(*, by: Actor, at: datetime, notice_ids: Iterable[int] | None = None) -> int:
    """Mark one's own notices as read: these, or all; returns how many were unread."""
    rows = inbox(by).filter(read_at__isnull=True)
    if notice_ids is not None:
        rows = rows.filter(pk__in=list(notice_ids))
    return Notice.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(read_at=at)
