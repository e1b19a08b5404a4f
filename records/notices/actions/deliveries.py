"""The outbox: rows first, messages after. A row is taken by compare-and-set and marked before the call.

Sent at most once by itself: whoever is killed between the mark and the answer leaves "sending", which after ten minutes
becomes "unknown" and waits for an administrator. Sent at least once as well as can be: what surely did not go out is tried
again. Rights are asked at the moment of sending, when the text is made.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from records.notices.actions.calls import CallFailed, post_to_robot, send_mail, sender
from records.notices.models.channels import NoticeChoice
from records.notices.models.deliveries import Delivery
from records.notices.models.digests import Digest
from records.notices.models.notices import Notice
from records.notices.queries.channels import email_is_on, webhook_of
from records.notices.queries.deliveries import deliveries_of
from records.notices.queries.messages import Message, message_of
from records.notices.rules.deliveries import DELIVERIES, SENDING, STALE_AFTER, UNKNOWN, WAITING, move_after, pause_after
from records.notices.rules.webhooks import signed
from records.permissions import RUN_JOBS
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry
from township.sight import row_in_sight

log = logging.getLogger(__name__)
BATCH = 200
EMAIL, WEBHOOK = Delivery.Channel.EMAIL, Delivery.Channel.WEBHOOK
WHAT = Delivery.What
Clock = Callable[[], datetime]


def queue_digest(digest: Digest, at: datetime) -> None:
    """The digest as an e-mail of its day; asked twice, queued once."""
    row = _row(EMAIL, WHAT.DIGEST, f"digest:{digest.person_id}:{digest.day}", digest.township_id, at)
    row.recipient_id, row.digest, row.day = digest.person_id, digest, digest.day
    _queue([row])


def queue_group(township_id: int, at: datetime) -> None:
    """The counts of the day to the group robot."""
    _queue([_row(WEBHOOK, WHAT.GROUP, f"group:{township_id}:{at.date()}", township_id, at)])


def queue_notices(*, key: str, recipients: Iterable[int], township_id: int, at: datetime) -> None:
    """The notices of this key, just written, as e-mails to those who want each one. No e-mail here = nothing is queued."""
    if not email_is_on():
        return
    wanting = NoticeChoice.objects.filter(pk__in=list(recipients), has_each=True, has_email=True).values("pk")
    rows = []
    for notice in Notice.objects.filter(recipient_id__in=wanting, key=key, township_id=township_id):
        row = _row(EMAIL, WHAT.NOTICE, f"notice:{notice.pk}", township_id, at)
        row.recipient_id, row.notice = notice.recipient_id, notice
        rows.append(row)
    _queue(rows)


def queue_test(*, channel: str, by: Actor, at: datetime) -> None:
    """A test message to oneself, or to the group: at most one a minute."""
    whose = by.person_id if channel == EMAIL else by.township_id
    row = _row(channel, WHAT.TEST, f"test:{channel}:{whose}:{at:%Y%m%d%H%M}", by.township_id, at)
    row.recipient_id = by.person_id if channel == EMAIL else None
    _queue([row])


def send_waiting(now: Clock) -> int:
    """Send what is due, oldest first; returns how many rows were dealt with. A channel that is down rests until next time."""
    lose_stale(now())
    waiting = Delivery.objects.filter(state=WAITING, run_after__lte=now()).order_by("run_after", "pk")
    handled, down = 0, set()
    for pk, channel in list(waiting.values_list("pk", "channel")[:BATCH]):
        if channel in down:
            continue
        row = claim(delivery_id=pk, at=now())
        if row is None:
            continue
        handled += 1
        if not _send(row, now):
            down.add(channel)
    return handled


def claim(*, delivery_id: int, at: datetime) -> Delivery | None:
    """Mark a waiting row as being sent; None when somebody else has it. Its moment is the token of who works on it."""
    taken = Delivery.objects.filter(pk=delivery_id, state=WAITING, run_after__lte=at).update(
        state=DELIVERIES.target("claim", WAITING), claimed_at=at, attempts=F("attempts") + 1
    )
    return Delivery.objects.select_related("township").get(pk=delivery_id) if taken else None


def lose_stale(at: datetime) -> int:
    """Rows whose sender was killed in the middle: nobody knows whether the message went out. Returns how many."""
    rows = Delivery.objects.filter(state=SENDING, claimed_at__lt=at - STALE_AFTER)
    return rows.update(state=DELIVERIES.target("lose", SENDING), error="发送中断，不知是否发出")


def resend(*, delivery_id: int, by: Actor, at: datetime) -> Delivery:
    """Send again what failed, or whose fate is unknown (the reader may then have it twice). Writes the journal."""
    ensure_may(by, RUN_JOBS)
    with transaction.atomic():
        row = row_in_sight(deliveries_of(by).select_for_update(of=("self",)), "没有找到这次投递。", pk=delivery_id)
        was_unknown = row.state == UNKNOWN
        row.state = DELIVERIES.target("resend", row.state)
        row.attempts, row.run_after, row.error = 0, at, ""
        row.save(update_fields=["state", "attempts", "run_after", "error"])
        write_entry(
            by=by,
            at=at,
            action="delivery.resend",
            subject_kind="delivery",
            subject_id=row.pk,
            detail={"what": row.what, "was_unknown": was_unknown},
        )
    return row


def _send(row: Delivery, now: Clock) -> bool:
    """Send one claimed row and write what came of it; False when the channel does not answer at all."""
    has_begun = False
    try:
        message = message_of(row, now())
        if message is None or not _channel_is_on(row):
            _write(row, "drop", error="已阅、无权查看或已过当日" if message is None else "渠道已停用")
            return True
        has_begun = True
        _call(row, message, now())
    except CallFailed as failure:
        log.warning("delivery %s (%s) failed", row.pk, row.channel, exc_info=True)
        _fail(row, failure, now())
        return not failure.is_down
    except Exception as error:  # noqa: BLE001 - a fault of ours must not stop the others
        log.exception("delivery %s (%s) failed", row.pk, row.channel)
        _fail(row, CallFailed(f"内部错误（{type(error).__name__}）", may_have_gone=has_begun), now())
        return True
    _write(row, "sent", sent_at=now(), error="")
    return True


def _call(row: Delivery, message: Message, at: datetime) -> None:
    if row.channel == EMAIL:
        message_id = f"delivery.{row.pk}.{int(row.created_at.timestamp())}@{sender()}"
        send_mail(to=message.to, subject=message.subject, text=message.text, message_id=message_id)
        return
    robot = webhook_of(row.township_id)
    post_to_robot(url=signed(robot.url, robot.secret, int(at.timestamp() * 1000)), text=message.text)


def _channel_is_on(row: Delivery) -> bool:
    if row.channel == EMAIL:
        return email_is_on()
    robot = webhook_of(row.township_id)
    return robot is not None and bool(robot.url) and (robot.is_on or row.what == WHAT.TEST)


def _fail(row: Delivery, failure: CallFailed, at: datetime) -> None:
    move = move_after(row.attempts, may_have_gone=failure.may_have_gone, is_final=failure.is_final)
    later = {"run_after": at + pause_after(row.attempts)} if move == "later" else {}
    _write(row, move, error=failure.word, **later)


def _write(row: Delivery, move: str, **values) -> None:
    """Only while the claim is still ours: a sender that was only slow changes nothing any more."""
    Delivery.objects.filter(pk=row.pk, state=SENDING, claimed_at=row.claimed_at).update(
        state=DELIVERIES.target(move, SENDING), **values
    )


def _row(channel: str, what: str, key: str, township_id: int, at: datetime) -> Delivery:
    return Delivery(
        township_id=township_id, channel=channel, what=what, key=key, day=at.date(), run_after=at, created_at=at
    )


def _queue(rows: list[Delivery]) -> None:
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
