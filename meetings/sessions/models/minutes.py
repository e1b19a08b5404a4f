"""Minutes of a session: items with what was heard, held and decided; co-signatures (C3, C4)."""

from django.db import models
from django.db.models import Q

from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.rules import co_sign
from meetings.sessions.rules import minutes as rules
from meetings.sessions.rules.minutes import MINUTES
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Minutes(models.Model):
    """The minutes of one session. Their own matter is a sealed file: the document in it holds the words of every item,
    and not everybody who sees the session may read every item."""

    TABLE = MINUTES
    READ_WITH = ("session__matter",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="minutes")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="minutes", db_index=False)
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="minutes")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1, help_text="counts every move; a stale form is refused")
    number = models.CharField("文号", max_length=40, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("审定日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    is_listed_by_hand = models.BooleanField("收文单位由经办人确定", default=False)

    class Meta:
        verbose_name = "会议纪要"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "number"], condition=~Q(number=""), name="minutes_number_once"),
            models.CheckConstraint(
                condition=Q(state="issued", issued_on__isnull=False) & ~Q(number="")
                | ~Q(state="issued") & Q(number="", issued_on__isnull=True),
                name="minutes_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "issued"]) | Q(approved_by__isnull=False),
                name="minutes_approved_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-matter"], name="minutes_by_state")]

    @property
    def scope_matter(self) -> Matter:
        """Scope, notices and approvals speak of the session."""
        return self.session.matter


class MinutesItem(models.Model):
    """One item of the minutes, of a topic or (topic empty) of what the session dealt with besides."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="items", db_index=False)
    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="item")
    order = models.PositiveSmallIntegerField()
    title = models.CharField("事项", max_length=80)
    heard = EncryptedTextField("会议听取")
    held = EncryptedTextField("会议认为")
    decided = EncryptedTextField("会议议定")
    revision = models.PositiveIntegerField(default=1, help_text="two writers of one item never overwrite each other")
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["minutes", "order"], name="item_order_once")]


class PlannedResolution(models.Model):
    """A decided task while the minutes are written: unit, person, limit, what counts as done. It lives after issue."""

    item = models.ForeignKey(MinutesItem, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    seq = models.PositiveSmallIntegerField()
    text = models.CharField("议定事项", max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位")
    person_name = models.CharField("责任人", max_length=40, blank=True)
    due_on = models.DateField("完成时限")
    done_when = models.CharField("落实标准", max_length=200)

    class Meta:
        ordering = ["seq", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "seq"], name="task_seq_once")]


class CoSign(models.Model):
    """One party's signature under one item, bound to a version of the text (H8)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="co_signs")
    item = models.ForeignKey(MinutesItem, on_delete=models.PROTECT, related_name="co_signs", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(help_text="of the document")
    verdict = models.CharField("意见", max_length=8, choices=list(co_sign.VERDICTS.items()), default=co_sign.PENDING)
    reason = models.CharField("理由", max_length=300, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "会签"
        ordering = ["item__order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, person__isnull=False) | Q(unit__isnull=False, person__isnull=True),
                name="co_sign_unit_or_person",
            ),
            models.UniqueConstraint(fields=["item", "unit", "version"], name="co_sign_unit_once"),
            models.UniqueConstraint(fields=["item", "person", "version"], name="co_sign_person_once"),
            models.CheckConstraint(condition=~Q(verdict="dissent") | ~Q(reason=""), name="co_sign_dissent_with_reason"),
        ]

    @property
    def label(self) -> str:
        return self.unit.label if self.unit_id else f"{self.person.title}{self.person.name}"
