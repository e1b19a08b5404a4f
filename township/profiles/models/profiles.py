"""The rule profile of a township (制度方案, H2): which one it uses, its clauses with their dates, and proposed changes.

The engine of duties (应办) reads the clauses in force; nothing here knows of duties. Every change counts from a day on, so
that a past period is judged by the rules of its time.
"""

from django.db import models
from django.db.models import F, Q

from township.directory.models.people import Person
from township.directory.models.townships import Township


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "已退回"


class AdoptedProfile(models.Model):
    """A township takes over a profile from a day on; proposed by one person, confirmed by another.

    values: titles, sessions, standing, accountability, marks and kpi of the profile as they were on that day; clauses have
    rows of their own. base: the row it edits, when an entry of the values is changed and the clauses stay. The confirmed
    row with the latest `valid_from` not in the future is the one in force.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="adopted_profiles")
    key = models.CharField(max_length=20)
    name = models.CharField("制度方案", max_length=60)
    source = models.CharField("依据文件", max_length=120)
    values = models.JSONField(default=dict)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="edits")
    valid_from = models.DateField("实行日期")
    reason = models.CharField("说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=9, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposer = models.CharField(max_length=40, help_text="name, also of a system actor")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decider = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField("确认意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "采用的制度方案"
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township"], condition=Q(state="proposed"), name="one_profile_proposal_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="profile_proposer_not_decider",
            ),
        ]


class RuleClause(models.Model):
    """One clause in force from `valid_from` to `valid_to` (both included; empty = until changed).

    key: the duty's name for the code ("screening_half_month"); institution: its row in the list of institutions ("E1");
    text: the sentence of the source, verbatim; cadence: daily, weekly, half_monthly, monthly, quarterly, half_yearly or
    yearly; owed_by: units, leaders or office; due: {"at", "offset", "day", "weekday", "shift"}; remind: {"before": [3, 1],
    "on": true, "after": [1, 3, 7]} and escalate_after in working days. is_office_rule: the source leaves a value open
    ("定期") and the office fixed it; office_reason says which and why.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="rule_clauses", db_index=False)
    profile = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=40)
    institution = models.CharField("制度", max_length=4, blank=True)
    label = models.CharField("应办事项", max_length=80)
    citation = models.CharField("依据", max_length=80)
    text = models.TextField("原文")
    cadence = models.CharField("周期", max_length=12)
    owed_by = models.CharField("由谁办", max_length=8)
    unit_kinds = models.JSONField(default=list, help_text='kinds of the units that owe it: ["member", "village"]')
    due = models.JSONField(default=dict)
    remind = models.JSONField(default=dict)
    escalate_after = models.PositiveSmallIntegerField(default=0, help_text="working days, 0 = never")
    is_office_rule = models.BooleanField("本办规定", default=False)
    office_reason = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField("实行日期")
    valid_to = models.DateField("停止日期", null=True, blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changer = models.CharField(max_length=40, blank=True, help_text="name, also of a system actor")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "制度条款"
        ordering = ["institution", "key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "key"], condition=Q(valid_to__isnull=True), name="one_clause_row_open"
            ),
            models.UniqueConstraint(fields=["township", "key", "valid_from"], name="one_clause_row_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="clause_ends_after_start"
            ),
        ]

    def __str__(self):
        return self.label


class ClauseChange(models.Model):
    """A proposed change of one clause from a day on: its values change, it is given up, or one of another profile is added.

    values: the columns that change; for an added clause, all of them. clause: the row it changes, empty when added.
    """

    class Kind(models.TextChoices):
        EDIT = "edit", "修改"
        END = "end", "停止执行"
        ADD = "add", "增加"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="clause_changes", db_index=False)
    clause = models.ForeignKey(RuleClause, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    key = models.CharField(max_length=40)
    kind = models.CharField("办法", max_length=4, choices=Kind.choices, default=Kind.EDIT)
    values = models.JSONField(default=dict)
    valid_from = models.DateField("实行日期")
    reason = models.CharField("修改理由", max_length=200)
    state = models.CharField("状态", max_length=9, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField("确认意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "制度条款修改"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "key"], condition=Q(state="proposed"), name="one_clause_proposal_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="clause_proposer_not_decider",
            ),
            models.CheckConstraint(
                condition=Q(kind="add", clause__isnull=True) | ~Q(kind="add") & Q(clause__isnull=False),
                name="clause_change_names_its_clause",
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-id"], name="clause_changes_by_state")]
