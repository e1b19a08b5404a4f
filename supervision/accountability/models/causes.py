"""Cause analyses (F7): one on a matter, two sides, the rows each side rests on."""

from django.db import models
from django.db.models import F, Q

from records.duties.models.candidates import Candidate
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.accountability.rules import causes as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Cause(models.Model):
    """Who brought about the matter `about`, and who handled it badly. Its words are encrypted."""

    TABLE = rules.CAUSES
    READ_WITH = ("about", "township")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="cause")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="causes", db_index=False)
    about = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="causes", verbose_name="信访事项")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    days = models.PositiveSmallIntegerField("征求意见期限（工作日）", default=rules.USUAL_DAYS)
    asked_on = models.DateField("征求意见日期", null=True, blank=True)
    due_on = models.DateField("说明期限", null=True, blank=True)
    conclusion = EncryptedTextField("结论")
    advice = EncryptedTextField("建议")
    closing = EncryptedTextField("终止理由")
    number = models.CharField("编号", max_length=60, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("审定日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "责任倒查"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["about"], condition=~Q(state=rules.DROPPED), name="cause_once_on_a_matter"),
            models.CheckConstraint(condition=~Q(matter=F("about")), name="cause_not_about_itself"),
            models.CheckConstraint(
                condition=~Q(state=rules.DECIDED)
                | Q(decided_by__isnull=False, decided_on__isnull=False) & ~Q(number=""),
                name="cause_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("written_by")), name="cause_writer_not_decider"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[rules.DRAFT, rules.DROPPED]) | Q(asked_on__isnull=False, due_on__isnull=False),
                name="cause_units_were_asked",
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-matter"], name="cause_by_state")]


class CauseSide(models.Model):
    """One side: the unit, what it did or failed to do, and what it says to that."""

    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="sides", db_index=False)
    side = models.CharField("环节", max_length=8, choices=rules.SIDE_CHOICES)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    kind = models.CharField("情形", max_length=16)
    words = EncryptedTextField("情况")
    statement = EncryptedTextField("单位说明")
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stated_on = models.DateField("说明日期", null=True, blank=True)
    is_silent = models.BooleanField("期限内没有说明", default=False)

    class Meta:
        ordering = ["side"]  # causing before handling
        constraints = [
            models.UniqueConstraint(fields=["cause", "side"], name="cause_side_once"),
            models.CheckConstraint(
                condition=Q(side=rules.CAUSING, kind__in=list(rules.ACTS))
                | Q(side=rules.HANDLING, kind__in=list(rules.FAILURES)),
                name="cause_side_kind",
            ),
            models.CheckConstraint(
                condition=Q(is_silent=False) | Q(stated_on__isnull=True), name="cause_side_spoke_or_was_silent"
            ),
        ]

    @property
    def kind_words(self) -> str:
        return rules.KIND_WORDS[self.kind]


class CauseEvidence(models.Model):
    """A row that a side rests on: a line of the matter's timeline, or a finding on it."""

    side = models.ForeignKey(CauseSide, on_delete=models.CASCADE, related_name="evidence", db_index=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField("记录", max_length=600)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, candidate__isnull=True)
                | Q(event__isnull=True, candidate__isnull=False),
                name="cause_evidence_is_one_row",
            ),
            models.UniqueConstraint(fields=["side", "event"], name="cause_evidence_event_once"),
            models.UniqueConstraint(fields=["side", "candidate"], name="cause_evidence_finding_once"),
        ]
