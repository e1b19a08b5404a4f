"""Major matters: which topic or resolution is one, the 请示, and the decision of the party committee or government (C6)."""

from django.db import models
from django.db.models import F, Q

from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import Topic
from meetings.sessions.rules import referrals as rules
from meetings.sessions.rules.referrals import REFERRALS
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class MajorMark(models.Model):
    """A topic, or a resolution that came of no topic, is marked as 三重一大: work on it waits for a decision from above."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="major_marks")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, null=True, blank=True, related_name="major_marks"
    )
    ground = models.CharField("类别", max_length=12, choices=rules.GROUND_CHOICES)
    reason = models.CharField("理由", max_length=200)
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    marked_on = models.DateField("确定日期")
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_on = models.DateField("取消日期", null=True, blank=True)

    class Meta:
        verbose_name = "三重一大"
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=True, resolution__isnull=False)
                | Q(topic__isnull=False, resolution__isnull=True),
                name="major_topic_or_resolution",
            ),
            models.UniqueConstraint(fields=["topic"], condition=Q(lifted_on__isnull=True), name="major_topic_once"),
            models.UniqueConstraint(
                fields=["resolution"], condition=Q(lifted_on__isnull=True), name="major_resolution_once"
            ),
        ]


class Referral(models.Model):
    """One 请示 about one major matter. After a decision that defers, another one may follow."""

    TABLE = REFERRALS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="referral")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="referrals", db_index=False)
    mark = models.ForeignKey(MajorMark, on_delete=models.PROTECT, related_name="referrals")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    subject = models.CharField("事由", max_length=60)
    organ = models.CharField("主送机关", max_length=10, choices=rules.ORGAN_CHOICES)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    number = models.CharField("文号", max_length=40, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("签发日期", null=True, blank=True)
    issued_on = models.DateField("报送日期", null=True, blank=True)
    verdict = models.CharField("决定", max_length=10, choices=rules.VERDICT_CHOICES, blank=True)
    decided_in = models.CharField("决定会议", max_length=60, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decision_number = models.CharField("决定文号", max_length=60, blank=True)
    decision = EncryptedTextField("决定内容")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "请示"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "number"], condition=~Q(number=""), name="referral_number_once"
            ),
            models.UniqueConstraint(
                fields=["mark"], condition=Q(state__in=sorted(rules.LIVE)), name="one_live_referral_per_mark"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["issued", "decided"], issued_on__isnull=False, approved_by__isnull=False)
                & ~Q(number="")
                | ~Q(state__in=["issued", "decided"]) & Q(number="", issued_on__isnull=True),
                name="referral_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(state="decided", decided_on__isnull=False) & ~Q(verdict="")
                | ~Q(state="decided") & Q(verdict=""),
                name="referral_decided_with_verdict",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("issued_on")),
                name="referral_decided_after_issue",
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-matter"], name="referral_by_state")]
