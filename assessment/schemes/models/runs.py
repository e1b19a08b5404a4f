"""Runs of an assessment (考核): the frozen rows, what was scored by hand, objections, and the result."""

from django.db import models
from django.db.models import F, Q

from assessment.schemes.models.schemes import Scheme
from assessment.schemes.rules import states
from assessment.schemes.rules.schemes import STAGES
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Run(models.Model):
    """One assessment of one period under one version of a scheme. result: what was frozen at approval (JSON with every input
    and its hash); earlier: the run that this one corrects."""

    TABLE = states.RUNS
    READ_WITH = ("township", "scheme")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="run")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="runs", db_index=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="runs", verbose_name="考核办法")
    stage = models.CharField("考核阶段", max_length=8, choices=list(STAGES.items()))
    first = models.DateField("起始日期")
    last = models.DateField("截止日期")
    as_of = models.DateField("核算日期")
    report_by = models.DateField("自评期限", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    until = models.DateField("异议期限", null=True, blank=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("文号", max_length=60, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    result = models.JSONField(default=dict, help_text="frozen at approval; empty before")
    sha256 = models.CharField(max_length=64, blank=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    why = models.CharField("更正理由", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=states.RUN_CHOICES, default=states.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "考核"
        ordering = ["-last", "-matter_id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="run_forward"),
            models.CheckConstraint(
                condition=~Q(state__in=[states.ISSUED, states.REPLACED])
                | Q(document__isnull=False, approved_by__isnull=False) & ~Q(sha256=""),
                name="run_frozen_when_issued",
            ),
            models.UniqueConstraint(
                fields=["scheme", "stage", "last"],
                condition=Q(earlier__isnull=True) & ~Q(state=states.DROPPED),
                name="run_once_a_period",
            ),
            models.UniqueConstraint(fields=["earlier"], condition=~Q(state=states.DROPPED), name="run_corrected_once"),
        ]
        indexes = [models.Index(fields=["township", "-last"], name="run_latest")]

    @property
    def title(self) -> str:
        """As lists show it."""
        return f"{self.period_words}考核·{self.scheme.get_group_display()}"

    @property
    def period_words(self) -> str:
        """The period as titles say it: 2026年10月, 2026年半年, 2026年年终."""
        year, month = self.first.year, self.first.month
        return f"{year}年{month}月" if self.stage == "month" else f"{year}年{self.get_stage_display()}"


class RunRow(models.Model):
    """One row of the denominator of one figure as it was when the run was computed. about: the matter, by number, no key:
    what is archived or deleted later changes nothing here. state "out": an objection took it out of the unit's figures."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rows", db_index=False)
    figure = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    about = models.BigIntegerField(null=True, blank=True)
    source = models.BigIntegerField(help_text="the row's own number in its table, no key either")
    number = models.CharField("编号", max_length=60, blank=True)
    is_counted = models.BooleanField("计入分子")
    on = models.DateField("归期日期")
    is_out = models.BooleanField("不计入", default=False)

    class Meta:
        ordering = ["figure", "on", "id"]
        indexes = [models.Index(fields=["run", "unit", "figure"], name="run_row_of_unit")]


class RunUnit(models.Model):
    """One unit of a run, with its self-report."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="units", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    report = EncryptedTextField("自评")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit__order", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["run", "unit"], name="run_unit_once")]


class Entry(models.Model):
    """What people put into a run: points by a yardstick, a bonus, a veto, an adjustment of the group. ground: why and on what
    evidence; about: the decision or matter it rests on."""

    class Kind(models.TextChoices):
        MARK = "mark", "评分"
        BONUS = "bonus", "加分"
        VETO = "veto", "否决"
        ADJUST = "adjust", "集体调整"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="entries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    item = models.CharField(max_length=30, blank=True)
    points = models.DecimalField("分数", max_digits=7, decimal_places=2, default=0)
    ground = models.CharField("依据", max_length=300)
    about = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "unit", "item", "by"], condition=Q(kind="mark"), name="entry_one_mark_a_scorer"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="entry_with_ground"),
        ]


class ScoreObjection(models.Model):
    """A unit contests a row or a score; decided with a reason by somebody who did not score."""

    class State(models.TextChoices):
        PENDING = "pending", "待处理"
        ACCEPTED = "accepted", "采纳"
        REFUSED = "refused", "不采纳"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="objections")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    item = models.CharField("指标", max_length=30)
    row = models.ForeignKey(RunRow, on_delete=models.PROTECT, null=True, blank=True, related_name="objections")
    text = models.TextField("理由")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    effect = models.CharField("处理", max_length=8, choices=list(states.EFFECTS.items()), blank=True)
    points = models.DecimalField("增加得分", max_digits=7, decimal_places=2, default=0)
    reason = models.CharField("处理意见", max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "考核异议"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", decided_by__isnull=True)
                | ~Q(state="pending") & Q(decided_by__isnull=False) & ~Q(reason=""),
                name="score_objection_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("raised_by")),
                name="score_objection_not_by_own_hand",
            ),
        ]
