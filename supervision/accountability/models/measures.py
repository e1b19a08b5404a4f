"""Accountability measures (F5, F6): one against one subject, the failures it rests on."""

from django.db import models
from django.db.models import F, Q

from records.acts.rules.states import StateTable
from records.duties.models.candidates import Candidate
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.accountability.models.causes import Cause
from supervision.accountability.rules import measures as rules
from supervision.accountability.rules.ladder import Rung
from supervision.orders.models.orders import Order
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Measure(models.Model):
    """Against a unit, or a person of it. The form is kept as the rule profile had it when it was proposed.

    Always restricted: only who stands on its list sees it. Whatever speaks of the subject is encrypted.
    """

    TABLES = rules.TABLES
    READ_WITH = ("unit", "township")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="measure")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="measures", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="measures", verbose_name="责任单位", db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="责任人"
    )
    form = models.CharField("问责方式", max_length=20)
    label = models.CharField("名称", max_length=60)
    level = models.PositiveSmallIntegerField("档次")
    decided_at_level = models.CharField("决定", max_length=10)
    organ = models.CharField("有权机关", max_length=60, blank=True)
    cite = models.CharField("依据", max_length=60)
    facts = EncryptedTextField("事实")
    proportion = EncryptedTextField("为什么选这种方式")
    contact = models.CharField("联系人", max_length=60)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField("提出日期")

    days = models.PositiveSmallIntegerField("陈述期限（工作日）", default=rules.USUAL_HEARING)
    notified_on = models.DateField("告知日期", null=True, blank=True)
    statement_due_on = models.DateField("陈述期限", null=True, blank=True)
    extended_on = models.DateField("延长日期", null=True, blank=True)
    extension = EncryptedTextField("延长理由")
    statement = EncryptedTextField("陈述申辩")
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stated_on = models.DateField("陈述日期", null=True, blank=True)
    silent_on = models.DateField("记录未陈述日期", null=True, blank=True)

    findings = EncryptedTextField("认定的事实")
    answer = EncryptedTextField("对陈述的意见")
    demand = EncryptedTextField("整改要求")
    months = models.PositiveSmallIntegerField("有效期", choices=rules.MONTH_CHOICES, default=6)
    talk_on = models.DateField("约谈日期", null=True, blank=True)
    talk_time = models.TimeField("约谈时间", null=True, blank=True)
    talk_place = models.CharField("约谈地点", max_length=60, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("决定日期", null=True, blank=True)

    number = models.CharField("编号", max_length=60, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    receipt_due_on = models.DateField("签收期限", null=True, blank=True)
    received_on = models.DateField("签收日期", null=True, blank=True)
    received_how = models.CharField("送达方式", max_length=8, choices=list(rules.SERVED_BY.items()), blank=True)
    receipt_note = EncryptedTextField("送达情况")
    objection_due_on = models.DateField("复核申请期限", null=True, blank=True)
    talk_held_on = models.DateField("约谈日期（实际）", null=True, blank=True)
    signed_on = models.DateField("签字日期", null=True, blank=True)
    signed_note = EncryptedTextField("签字情况")
    effect_from = models.DateField("生效日期", null=True, blank=True)
    effect_until = models.DateField("有效期至", null=True, blank=True)

    answer_due_on = models.DateField("请求答复日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    organ_answer = models.CharField("答复", max_length=8, choices=rules.ANSWER_CHOICES, blank=True)
    organ_number = models.CharField("答复文号", max_length=60, blank=True)
    organ_words = EncryptedTextField("答复内容")

    objection = EncryptedTextField("复核申请")
    objected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objected_on = models.DateField("申请日期", null=True, blank=True)
    review = EncryptedTextField("复核理由")
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField("复核日期", null=True, blank=True)
    closing = EncryptedTextField("了结理由")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "问责"
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")) & (Q(person__isnull=True) | ~Q(decided_by=F("person"))),
                name="measure_decider_is_third",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(proposed_by=F("person")), name="measure_not_against_oneself"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | ~Q(reviewed_by=F("decided_by"))
                & ~Q(reviewed_by=F("proposed_by"))
                & (Q(person__isnull=True) | ~Q(reviewed_by=F("person"))),
                name="measure_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[rules.DRAFT, rules.HEARING, rules.WITHDRAWN])
                | Q(stated_on__isnull=False, silent_on__isnull=True)
                | Q(stated_on__isnull=True, silent_on__isnull=False),
                name="measure_heard_before_decision",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.UNSERVED), number="", served_on__isnull=True)
                | ~Q(state__in=sorted(rules.UNSERVED))
                & ~Q(number="")
                & Q(served_on__isnull=False, decided_by__isnull=False),
                name="measure_served_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(organ="")
                | Q(effect_from__isnull=True, effect_until__isnull=True) & ~Q(state__in=sorted(rules.STANDING)),
                name="measure_of_organ_has_no_effect",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.ANSWERED) | ~Q(organ="") & ~Q(organ_answer="") & Q(answered_on__isnull=False),
                name="measure_answered_by_organ",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "state", "effect_until"], name="measure_by_state"),
            models.Index(fields=["unit", "person", "state"], name="measure_by_subject"),
        ]

    @property
    def TABLE(self) -> StateTable:  # noqa: N802 - what the turn asks for
        return rules.table_for(is_organ=bool(self.organ), is_talk=self.rung.is_talk)

    @property
    def rung(self) -> Rung:
        """The form as it was when the measure was proposed."""
        return Rung(self.form, self.label, self.level, self.decided_at_level, self.organ, self.cite)

    @property
    def subject(self) -> str:
        """Whom it is about, for who may see it."""
        if self.person_id is None:
            return self.unit.name
        title = self.person.title
        words = title if self.unit.name in title or not title else f"{self.unit.name}{title}"
        return f"{self.person.name}（{words or self.unit.name}）"

    @property
    def subject_key(self) -> str:
        return f"person:{self.person_id}" if self.person_id else f"unit:{self.unit_id}"

    @property
    def is_standing(self) -> bool:
        """Whether it counts: in effect, a review leaves it so until it is decided."""
        return self.state in rules.STANDING


class MeasureGround(models.Model):
    """A recorded failure that the measure rests on: a finding, an order, or a side of a cause analysis."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="grounds")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = EncryptedTextField("记录")
    subject = models.CharField(max_length=24, help_text="unit:5 or person:7: one failure, one measure for a subject")
    is_live = models.BooleanField(default=True, help_text="false once the measure was withdrawn, declined or revoked")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(candidate__isnull=False, order__isnull=True, cause__isnull=True)
                | Q(candidate__isnull=True, order__isnull=False, cause__isnull=True)
                | Q(candidate__isnull=True, order__isnull=True, cause__isnull=False),
                name="measure_ground_is_one_row",
            ),
            *(
                models.UniqueConstraint(
                    fields=["subject", source], condition=Q(is_live=True), name=f"measure_ground_{source}_once"
                )
                for source in ("candidate", "order", "cause")
            ),
        ]
