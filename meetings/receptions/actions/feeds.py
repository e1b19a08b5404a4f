"""Private calendar addresses: made, shown once, revoked. The table keeps a keyed hash, never the address itself."""

import secrets
from datetime import datetime

from django.db import transaction

from meetings.permissions import SUBSCRIBE_ROSTER
from meetings.receptions.models.roster_changes import CalendarFeed
from township.actors import Actor, OutOfScope, ensure_may
from township.crypto import keyed_hash
from township.journal.actions import write_entry
from township.permissions import Reach
from township.refusals import Refused

MOST_FEEDS = 5


def token_hash(token: str) -> str:
    return keyed_hash(token, purpose="calendar-feed")


def open_feed(*, is_whole: bool, by: Actor, at: datetime) -> tuple[CalendarFeed, str]:
    """A new address for one's own turns, or for all; returns the row and the secret part, which is never shown again."""
    with transaction.atomic():
        ensure_may(by, SUBSCRIBE_ROSTER)
        live = CalendarFeed.objects.filter(owner_id=by.person_id, revoked_at__isnull=True)
        if live.count() >= MOST_FEEDS:
            raise Refused(f"每人最多 {MOST_FEEDS} 个订阅地址，请先撤销不用的。")
        token = secrets.token_urlsafe(32)
        feed = CalendarFeed.objects.create(
            township_id=by.township_id,
            owner_id=by.person_id,
            is_whole=is_whole,
            token_hash=token_hash(token),
            created_at=at,
        )
        _journal(feed, "roster.subscribe", by, at)
        return feed, token


def revoke_feed(*, feed_id: int, by: Actor, at: datetime) -> CalendarFeed:
    """The address stops working at once. One's own; the office revokes anybody's."""
    with transaction.atomic():
        reach = ensure_may(by, SUBSCRIBE_ROSTER)
        rows = CalendarFeed.objects.select_for_update().filter(pk=feed_id, township_id=by.township_id)
        feed = (rows if reach == Reach.TOWNSHIP else rows.filter(owner_id=by.person_id)).first()
        if feed is None:
            raise OutOfScope("没有找到这个订阅。")
        if feed.revoked_at:
            raise Refused("这个订阅已经撤销。")
        feed.revoked_at = at
        feed.save()
        _journal(feed, "roster.unsubscribe", by, at)
        return feed


def revoke_feeds_of(person_id: int, at: datetime) -> None:
    """Whose last account is switched off or gets a new password keeps no private address; part of the action that does it."""
    CalendarFeed.objects.filter(owner_id=person_id, revoked_at__isnull=True).update(revoked_at=at)


def _journal(feed: CalendarFeed, action: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="calendar_feed",
        subject_id=feed.pk,
        subject_label="全部班次" if feed.is_whole else "本人班次",
        detail={"owner": feed.owner_id},
    )
