"""Commendations: one for one assessment result, its units with what excludes them, objections during publicity."""

from django.db import models
from django.db.models import F, Q

from assessment.commendation import rules
from assessment.schemes.models.runs import Run
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Commendation(models.Model):
    """grades: how many of the best grades may be proposed; open_grades: their names, as the scheme of the run had them."""

    TABLE = rules.TABLE
    READ_WITH = ("township",)
    READ_ANEW = ("document", "run")

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="commendation")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="commendations")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="commendations", verbose_name="考核结果")
    title = models.CharField("名称", max_length=60)
    grades = models.PositiveSmallIntegerField("提名范围", choices=list(rules.GRADES.items()), default=1)
    open_grades = models.JSONField(default=list)
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField("公示日期", null=True, blank=True)
    until = models.DateField("公示截止", null=True, blank=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("文号", max_length=60, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_on = models.DateField("表彰日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "表彰"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=~Q(state=rules.DROPPED), name="commendation_once_a_result"
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.PUBLISHED) | Q(until__isnull=False, chosen_by__isnull=False),
                name="commendation_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.ISSUED)
                | Q(document__isnull=False, approved_by__isnull=False, issued_on__isnull=False),
                name="commendation_issued_by_somebody",
            ),
        ]


class Nominee(models.Model):
    """One unit of the result, or with `person` somebody of it who is named. excludes: keys of rules.EXCLUDES; measures: numbers of decisions in effect, no keys: who may not
    know of them is told less; is_out: an accepted objection ended the proposal."""

    commendation = models.ForeignKey(Commendation, on_delete=models.CASCADE, related_name="nominees")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="个人"
    )
    total = models.CharField("得分", max_length=12, blank=True)
    rank = models.PositiveSmallIntegerField("名次", null=True, blank=True)
    grade = models.CharField("等次", max_length=20, blank=True)
    excludes = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    is_chosen = models.BooleanField("提名", default=False)
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("主要事迹", max_length=200, blank=True)
    is_out = models.BooleanField("取消提名", default=False)

    class Meta:
        ordering = [F("rank").asc(nulls_last=True), "unit__order", "unit_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commendation", "unit"], condition=Q(person__isnull=True), name="nominee_once"
            ),
            models.UniqueConstraint(
                fields=["commendation", "person"], condition=Q(person__isnull=False), name="nominee_person_once"
            ),
            models.CheckConstraint(condition=Q(is_chosen=False) | ~Q(reason=""), name="nominee_chosen_with_reason"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(named_by__isnull=False, is_chosen=True) & ~Q(named_by=F("person")),
                name="nominee_person_named_by_another",
            ),
        ]

    @property
    def label(self) -> str:
        """As lists and sentences name it."""
        return f"{self.person.name}（{self.unit.label}）" if self.person_id else self.unit.label


class CommendObjection(models.Model):
    """Somebody contests a proposal during publicity; decided with a reason by somebody who did not propose. Who said it and what is
    read by those who decide, and by who wrote it down."""

    commendation = models.ForeignKey(Commendation, on_delete=models.CASCADE, related_name="objections")
    nominee = models.ForeignKey(Nominee, on_delete=models.PROTECT, related_name="objections")
    text = EncryptedTextField("异议内容")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField("提出日期")
    state = models.CharField("处理", max_length=8, choices=list(rules.ANSWERS.items()), default=rules.PENDING)
    reason = models.CharField("处理意见", max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "表彰异议"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=rules.PENDING, decided_by__isnull=True)
                | ~Q(state=rules.PENDING) & Q(decided_by__isnull=False) & ~Q(reason=""),
                name="commend_objection_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("raised_by")),
                name="commend_objection_not_by_own_hand",
            ),
        ]
