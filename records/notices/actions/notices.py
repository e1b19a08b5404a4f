"""Notices: the in-app inbox. Sent once for each key and person, only to who may see the matter, without personal data."""

from collections.abc import Iterable
from datetime import datetime

from records.matters.kinds import KINDS
from records.matters.models.matters import Matter
from records.matters.queries.scope import is_visible
from records.notices.actions.deliveries import queue_notices
from records.notices.models.notices import Notice
from records.notices.queries.notices import inbox, of_kind
from township.actors import Actor
from township.directory.queries.actors import actors_of
from township.words import has_personal_number


def notify(
    *,
    matter: Matter,
    recipients: Iterable[int],
    kind: str,
    text: str,
    key: str,
    url: str = "",
    at: datetime,
) -> int:
    """Put a line into the inboxes of those `recipients` (person ids) who may see the matter; returns how many are new.

    text: number, step and date, never a name or words of the matter; key: the same key is sent once to a person
    ("case:12:due:2026-11-23"); url: by default the matter's page. Who wants e-mails of each notice gets one.
    """
    if has_personal_number(text):
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
    queue_notices(key=key, recipients=[row.recipient_id for row in rows], township_id=matter.township_id, at=at)
    return len(rows)


def notify_person(
    *, person_ids: Iterable[int], township_id: int, kind: str, text: str, key: str, url: str = "", at: datetime
) -> int:
    """A line that hangs on no matter: for somebody who is told that a matter is closed to them, or about themselves.

    text: names no matter, number or person; the same key is sent once to a person. Returns how many are new.
    """
    if has_personal_number(text):
        raise ValueError("a notice holds no personal data")
    wanted = sorted(set(person_ids))
    told = set(Notice.objects.filter(recipient_id__in=wanted, key=key).values_list("recipient_id", flat=True))
    rows = [
        Notice(township_id=township_id, recipient_id=person, kind=kind, text=text[:200], url=url, key=key, at=at)
        for person in wanted
        if person not in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    queue_notices(key=key, recipients=[row.recipient_id for row in rows], township_id=township_id, at=at)
    return len(rows)


def mark_read(*, by: Actor, at: datetime, notice_ids: Iterable[int] | None = None, kind: str = "") -> int:
    """Mark one's own notices as read: these, those of a kind, or all; returns how many were unread."""
    rows = (of_kind(by, kind) if kind else inbox(by)).filter(read_at__isnull=True)
    if notice_ids is not None:
        rows = rows.filter(pk__in=list(notice_ids))
    return Notice.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(read_at=at)
