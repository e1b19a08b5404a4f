"""Choose how notices reach oneself, and enter the township's group robot."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from records.notices.actions.deliveries import queue_test
from records.notices.models.channels import NoticeChoice, Webhook
from records.notices.models.deliveries import Delivery
from records.notices.queries.channels import choice_of, email_is_on
from records.notices.rules.webhooks import KIND_WORDS, check_address
from records.permissions import EDIT_CHANNELS
from township.actors import Actor, ensure_may
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.rules.identity import half_width
from township.journal.actions import write_entry
from township.refusals import Refused


@transaction.atomic
def choose_channels(*, email: str, digest: bool, digest_hour: int, each: bool, by: Actor, at: datetime) -> NoticeChoice:
    """One's own choice. Refused beside "email" when it is no address, or missing though each notice is wanted."""
    if by.person_id is None:
        raise Refused("平台管理员没有通知。")
    email = half_width(email).strip()
    _check_email(email, each)
    if not 0 <= digest_hour <= 23:
        raise Refused("时间要在 0 点到 23 点之间。", field="digest_hour")
    Person.objects.select_for_update().get(pk=by.person_id)
    before = choice_of(by.person_id, by.township_id)
    row, _ = NoticeChoice.objects.update_or_create(
        pk=by.person_id,
        defaults={
            "township_id": by.township_id,
            "email": email,
            "has_email": bool(email),
            "has_digest": digest,
            "digest_hour": digest_hour,
            "has_each": each,
            "changed_at": at,
        },
    )
    write_entry(
        by=by,
        at=at,
        action="channel.choose",
        subject_kind="person",
        subject_id=by.person_id,
        detail={"address_changed": before.email != email, "digest": digest, "hour": digest_hour, "each": each},
    )
    return row


def _check_email(email: str, each: bool) -> None:
    if not email and each:
        raise Refused("要逐条收邮件，请先填写邮箱地址。", field="email")
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("邮箱地址不对，应写成 name@example.gov.cn 的样子。", field="email") from None
    if len(email) > 200:
        raise Refused("邮箱地址太长。", field="email")


@transaction.atomic
def enter_webhook(*, kind: str, url: str, secret: str, is_on: bool, by: Actor, at: datetime) -> Webhook:
    """Enter or change the robot. An empty url or secret keeps the stored one, since neither is shown again.

    Another kind needs its own address. Refused beside "url", "kind" or "secret".
    """
    ensure_may(by, EDIT_CHANNELS)
    if kind not in KIND_WORDS:
        raise Refused("请选择群机器人的种类。", field="kind")
    Township.objects.select_for_update().get(pk=by.township_id)
    row = Webhook.objects.filter(pk=by.township_id).first() or Webhook(pk=by.township_id, kind=kind)
    same_kind = row.kind == kind
    if url.strip():
        row.url = check_address(url, tuple(settings.WEBHOOK_HOSTS), local_allowed=settings.WEBHOOK_LOCAL_ALLOWED)
    elif not row.url or not same_kind:
        raise Refused("请填写机器人地址。", field="url")
    if secret.strip() or not same_kind or kind == "wecom":
        row.secret = _secret(secret, kind)
    row.kind, row.is_on, row.changed_by_id, row.changed_at = kind, is_on, by.person_id, at
    row.save()
    write_entry(
        by=by,
        at=at,
        action="channel.webhook",
        subject_kind="township",
        subject_id=by.township_id,
        detail={"kind": kind, "on": is_on, "address_changed": bool(url.strip())},
    )
    return row


def _secret(secret: str, kind: str) -> str:
    secret = secret.strip()
    if secret and kind != "dingtalk":
        raise Refused("企业微信群机器人没有加签密钥，请留空。", field="secret")
    if len(secret) > 200 or not secret.isascii():
        raise Refused("加签密钥不对，请从机器人设置页整行复制（SEC 开头）。", field="secret")
    return secret


def remove_webhook(*, by: Actor, at: datetime) -> None:
    """Forget address and secret for good."""
    ensure_may(by, EDIT_CHANNELS)
    with transaction.atomic():
        if Webhook.objects.filter(pk=by.township_id).delete()[0]:
            write_entry(
                by=by, at=at, action="channel.webhook_remove", subject_kind="township", subject_id=by.township_id
            )


def try_email(*, by: Actor, at: datetime) -> None:
    """A test e-mail to one's own stored address."""
    if not email_is_on():
        raise Refused("本系统没有配置发信服务器，不能发邮件。")
    if not by.person_id or not choice_of(by.person_id, by.township_id).email:
        raise Refused("请先填写并保存邮箱地址。")
    queue_test(channel=Delivery.Channel.EMAIL, by=by, at=at)


def try_webhook(*, by: Actor, at: datetime) -> None:
    """A test message into the group."""
    ensure_may(by, EDIT_CHANNELS)
    if not Webhook.objects.filter(pk=by.township_id).exists():
        raise Refused("请先填写并保存机器人地址。")
    queue_test(channel=Delivery.Channel.WEBHOOK, by=by, at=at)
