"""What a message says, made at the moment of sending from what its reader may see then. None = nothing (any more) to say.

Numbers, steps and dates only: the sentence of a notice and the title of a matter never leave the house.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from records.matters.models.matters import Secrecy
from records.notices.models.channels import NoticeChoice
from records.notices.models.deliveries import Delivery
from records.notices.models.digests import Digest
from records.notices.models.notices import Notice
from records.notices.queries.notices import inbox
from records.notices.rules.digests import DigestLine, digest_text, group_text, grouped, subject_of
from records.notices.words import word
from township.actors import Actor
from township.dates import full_date
from township.directory.models.accounts import Account
from township.directory.queries.actors import actors_of

WHAT = Delivery.What


@dataclass(frozen=True)
class Message:
    """to: the address of an e-mail, "" for the group robot; subject: of an e-mail."""

    text: str
    to: str = ""
    subject: str = ""


def message_of(row: Delivery, at: datetime) -> Message | None:
    """The message of this row as its reader may have it now."""
    if row.what == WHAT.GROUP:
        return _group(row, at)
    if row.channel == Delivery.Channel.WEBHOOK:
        return Message(f"【{row.township.short_name}信访联席办】这是一条测试消息，收到即表示群机器人可用。")
    actor = reader_of(row, at)
    address = NoticeChoice.objects.filter(pk=row.recipient_id).first()
    if actor is None or address is None or not address.email:
        return None
    if row.what == WHAT.TEST:
        text = "这是一封测试邮件，收到即表示您的邮箱可以接收通知。本邮件由系统自动发出，请勿回复。"
        return Message(text, address.email, f"【{_office(row)}】测试邮件")
    return (_digest if row.what == WHAT.DIGEST else _notice)(row, actor, address.email, at)


def reader_of(row: Delivery, at: datetime) -> Actor | None:
    """The recipient with the posts of today; None when they left or have no account that still opens."""
    if not Account.objects.filter(person_id=row.recipient_id, is_active=True).exists():
        return None
    return next(iter(actors_of([row.recipient_id], row.township_id, at.date())), None)


def unread_lines(actor: Actor, since: datetime | None) -> list[DigestLine]:
    """The unread notices the actor may see, newest first; new are those after `since`."""
    rows = inbox(actor).filter(read_at__isnull=True).select_related("matter")
    return [_line(row, since) for row in rows]


def _line(row: Notice, since: datetime | None) -> DigestLine:
    matter = row.matter
    number = matter.number if matter and matter.secrecy != Secrecy.RESTRICTED else ""
    on = row.at.astimezone(get_current_timezone()).date()
    return DigestLine(
        row.kind, word(row.kind, matter.kind if matter else ""), number, on, since is None or row.at > since
    )


def digest_before(person_id: int, day) -> Digest | None:
    """The digest made before that of `day`."""
    return Digest.objects.filter(person_id=person_id, day__lt=day).order_by("-day").first()


def _digest(row: Delivery, actor: Actor, to: str, at: datetime) -> Message | None:
    """A digest that could not be sent on its day is not sent later: the next one holds everything in it."""
    if row.day != at.date():
        return None
    before = digest_before(row.recipient_id, row.day)
    groups = grouped(unread_lines(actor, before.made_at if before else None))
    if not groups:
        return None
    paths = {group.kind: f"{reverse('records:inbox')}?unread=1&kind={group.kind}" for group in groups}
    subject = subject_of(_office(row), row.day, sum(group.count for group in groups))
    return Message(digest_text(groups, row.day, settings.SITE_URL, paths), to, subject)


def _notice(row: Delivery, actor: Actor, to: str, at: datetime) -> Message | None:
    found = inbox(actor).filter(pk=row.notice_id, read_at__isnull=True).select_related("matter").first()
    if found is None:
        return None
    line = _line(found, None)
    what = f"{line.number} {line.label}".strip()
    link = f"\n查看：{settings.SITE_URL}{reverse('records:notice', args=[found.pk])}" if settings.SITE_URL else ""
    text = f"{what}（{full_date(line.on)}）{link}\n\n请登录系统查看和办理。本邮件由系统自动发出，不含姓名和事由，请勿回复。"
    return Message(text, to, f"【{_office(row)}】{what}")


def _group(row: Delivery, at: datetime) -> Message | None:
    """Counts of the whole township; 限知 matters are not even counted in front of a group."""
    if row.day != at.date():
        return None
    counts = list(_unread_of_township(row.township_id))
    return Message(group_text(_office(row), row.day, counts)) if counts else None


def _unread_of_township(township_id: int) -> Iterable[tuple[str, int]]:
    rows = Notice.objects.filter(township_id=township_id, read_at__isnull=True, recipient__is_active=True)
    rows = rows.exclude(matter__secrecy=Secrecy.RESTRICTED).order_by()
    counts: dict[str, int] = {}
    for kind, matter_kind, count in rows.values_list("kind", "matter__kind").annotate(Count("pk")):
        label = word(kind, matter_kind or "")
        counts[label] = counts.get(label, 0) + count
    return sorted(counts.items(), key=lambda item: -item[1])


def _office(row: Delivery) -> str:
    return f"{row.township.short_name}信访联席办"
