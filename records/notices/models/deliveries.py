"""The outbox: every message that leaves the house, before it leaves. Holds no text; that is made when it is sent."""

from django.db import models
from django.db.models import Q

from records.notices.models.digests import Digest
from records.notices.models.notices import Notice
from records.notices.rules.deliveries import STATE_WORDS, WAITING
from township.directory.models.people import Person
from township.directory.models.townships import Township


class Delivery(models.Model):
    """One message on one channel, unique by key: asked twice, sent once."""

    class Channel(models.TextChoices):
        EMAIL = "email", "邮件"
        WEBHOOK = "webhook", "群机器人"

    class What(models.TextChoices):
        DIGEST = "digest", "每日汇总"
        NOTICE = "notice", "单条通知"
        GROUP = "group", "群汇总"
        TEST = "test", "测试消息"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    what = models.CharField("内容", max_length=10, choices=What.choices)
    key = models.CharField(max_length=160, unique=True)
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries")
    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries")
    day = models.DateField("日期")
    state = models.CharField("状态", max_length=10, choices=list(STATE_WORDS.items()), default=WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    run_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="when it was marked as being sent")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    error = models.CharField(
        "原因", max_length=80, blank=True, help_text="one word of ours, never text of the other side"
    )
    created_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "通知投递"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel="webhook", recipient__isnull=True) | Q(channel="email", recipient__isnull=False),
                name="delivery_to_somebody",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="delivery_sent_when"),
        ]
        indexes = [
            models.Index(fields=["run_after"], condition=Q(state__in=["waiting", "sending"]), name="delivery_open"),
            models.Index(fields=["township", "-id"], name="delivery_list"),
        ]
