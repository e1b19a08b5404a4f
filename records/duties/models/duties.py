"""Duties (应办): one row for each clause of the rule profile, period and debtor. The compliance ledger reads them (H1)."""

from django.db import models
from django.db.models import F, Q

from records.duties.rules import duties as rules
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class DutyPeriod(models.Model):
    """A period of a clause that has been opened. Its row is the proof that it was opened, and only once."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="duty_periods", db_index=False)
    clause = models.CharField(max_length=40, help_text="key of the clause in the rule profile")
    period = models.CharField(max_length=12)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "制度周期"
        ordering = ["-first", "clause"]
        constraints = [
            models.UniqueConstraint(fields=["township", "clause", "period"], name="duty_period_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="duty_period_forward"),
        ]
        indexes = [models.Index(fields=["township", "clause", "-last"], name="duty_period_latest")]


class DutyLook(models.Model):
    """When the next period of any clause of a township is to be opened; no row = nobody has looked yet."""

    township = models.OneToOneField(Township, on_delete=models.CASCADE, primary_key=True, related_name="+")
    next_on = models.DateField()

    class Meta:
        verbose_name = "应办的下一个开启日"
        indexes = [models.Index(fields=["next_on"], name="duty_look_next")]


class Duty(models.Model):
    """What one debtor owes in one period: a unit, a leader, or (both empty) the office. The words of the clause are kept
    as they were when the period was opened, so that a later change of the profile leaves the past alone."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="duties", db_index=False)
    clause = models.CharField(max_length=40)
    institution = models.CharField("制度", max_length=4, blank=True)
    label = models.CharField("应办事项", max_length=80)
    citation = models.CharField("依据", max_length=80, blank=True)
    period = models.CharField(max_length=12)
    period_label = models.CharField("周期", max_length=30)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField("到期日")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    remind = models.JSONField(
        default=dict, help_text='{"before": [3, 1], "on": true, "after": [1, 3, 7]}, working days'
    )
    escalate_after = models.PositiveSmallIntegerField(default=0, help_text="working days after the due date, 0 = never")
    state = models.CharField("状态", max_length=8, choices=rules.STATE_CHOICES, default=rules.OPEN)
    opened_at = models.DateTimeField()
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_of")
    evidence_text = models.CharField("完成情况", max_length=300, blank=True)
    excuse_proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    excuse_reason = models.CharField("免办理由", max_length=200, blank=True)
    excused_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(
        null=True, blank=True, help_text="since when its unit or leader is gone: owed by nobody"
    )

    class Meta:
        verbose_name = "应办"
        ordering = ["due_on", "clause", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(person__isnull=True), name="duty_unit_or_person_or_office"
            ),
            models.UniqueConstraint(
                fields=["township", "clause", "period"],
                condition=Q(unit__isnull=True, person__isnull=True),
                name="duty_once_for_office",
            ),
            models.UniqueConstraint(
                fields=["clause", "period", "unit"], condition=Q(unit__isnull=False), name="duty_once_for_unit"
            ),
            models.UniqueConstraint(
                fields=["clause", "period", "person"], condition=Q(person__isnull=False), name="duty_once_for_person"
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="duty_done_with_day"),
            models.CheckConstraint(
                condition=~Q(state="excused")
                | ~Q(excuse_reason="")
                & (Q(ended_on__isnull=False) | Q(excused_by__isnull=False) & ~Q(excused_by=F("excuse_proposed_by"))),
                name="duty_excused_by_a_second_person",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "first", "clause"], name="duty_ledger"),
            models.Index(fields=["township", "due_on"], name="duty_due"),
            models.Index(fields=["clause", "last"], condition=Q(state="open"), name="duty_open_clause"),
            models.Index(fields=["unit", "due_on"], condition=Q(state="open"), name="duty_open_unit"),
            models.Index(fields=["person", "due_on"], condition=Q(state="open"), name="duty_open_person"),
        ]

    @property
    def debtor(self) -> str:
        """Who owes it, as the ledger prints it."""
        if self.unit_id:
            return self.unit.label
        return self.person.name if self.person_id else "联席办"


class DoneEarly(models.Model):
    """What was done before the period it belongs to was opened; the opening closes the duty with it.

    The debtor is a unit, a person, or (both empty) the office, as with the duty itself."""

    township = models.ForeignKey(Township, on_delete=models.CASCADE, related_name="+", db_index=False)
    clause = models.CharField(max_length=40)
    period = models.CharField(max_length=12, blank=True, help_text="key of the period, where the act knows it")
    on = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "提前完成"
        indexes = [models.Index(fields=["township", "clause"], name="done_early_clause")]
