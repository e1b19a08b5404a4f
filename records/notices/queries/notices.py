"""The inbox: a notice is shown only while its reader may see the matter it speaks of."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from records.matters.queries.scope import in_sight
from records.notices.models.notices import Notice
from records.notices.words import word
from township.actors import Actor
from township.frame.slips import Rows, Slips, moment_of, slip

MOST_COUNTED = 100  # the frame says 99+
NEWEST_SHOWN = 5  # beside the desk


def inbox(actor: Actor) -> QuerySet[Notice]:
    """The actor's notices, newest first; those on matters they may no longer see are left out."""
    if actor.person_id is None:
        return Notice.objects.none()
    rows = Notice.objects.filter(recipient_id=actor.person_id, township_id=actor.township_id)
    return rows.filter(Q(matter__isnull=True) | in_sight(actor, "matter_id"))


@dataclass(frozen=True)
class KindCount:
    """How many notices of a kind are unread."""

    kind: str
    label: str
    count: int


def label_of(notice: Notice) -> str:
    """期限临近: the kind of a notice in Chinese."""
    return word(notice.kind, notice.matter.kind if notice.matter else "")


def unread_kinds(actor: Actor) -> list[KindCount]:
    """How many unread notices of each kind, most first; kinds of one word count together. One query."""
    rows = inbox(actor).filter(read_at__isnull=True).order_by()
    found: dict[str, KindCount] = {}
    for kind, matter_kind, count in rows.values_list("kind", "matter__kind").annotate(Count("pk")).order_by("kind"):
        label = word(kind, matter_kind or "")
        before = found.get(label, KindCount(kind, label, 0))
        found[label] = replace(before, count=before.count + count)
    return sorted(found.values(), key=lambda entry: -entry.count)


def of_kind(actor: Actor, kind: str) -> QuerySet[Notice]:
    """The actor's notices that have the word of this kind: 待审批 is said of a reply and of minutes (one query more)."""
    rows = inbox(actor)
    pairs = rows.order_by().values_list("kind", "matter__kind").distinct()
    words = [(one, word(one, matter_kind or "")) for one, matter_kind in pairs]
    meant = {label for one, label in words if one == kind}
    return rows.filter(kind__in={one for one, label in words if label in meant})


def _unread(actor: Actor, today: date) -> list[QuerySet]:
    """Of the oldest MOST_COUNTED unread notices those the actor may see: costs the same however full the ledger is."""
    if actor.person_id is None:
        return []
    unread = Notice.objects.filter(recipient_id=actor.person_id, read_at__isnull=True).order_by("pk")
    rows = inbox(actor).filter(pk__in=unread.values("pk")[:MOST_COUNTED])
    return [slip("unread", rows, "recipient_id", n=Count("pk"))]


UNREAD = Slips(_unread, lambda actor, today, rows: sum(row["n"] for row in rows.get("unread", ())))


def _newest(actor: Actor, today: date) -> list[QuerySet]:
    if actor.person_id is None:
        return []
    first = inbox(actor).filter(read_at__isnull=True).values("pk")[:NEWEST_SHOWN]
    return [
        slip("newest_notice", Notice.objects.filter(pk__in=first), **{name: F(name) for name in ("pk", "text", "at")})
    ]


def _newest_read(actor: Actor, today: date, rows: Rows) -> list[dict]:
    found = sorted(rows.get("newest_notice", ()), key=lambda row: -row["pk"])
    return [row | {"at": moment_of(row["at"])} for row in found]


NEWEST = Slips(_newest, _newest_read)  # of the unread ones the newest: pk, text and moment of each
