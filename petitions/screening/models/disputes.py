"""Disputes found by screening, their progress, mediation, and the lines of a return that speak of them (E3, E4, E6)."""

from django.db import models
from django.db.models import F, Q

from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.rules import disputes as rules
from petitions.screening.rules.disputes import DISPUTES
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Dispute(models.Model):
    """One dispute: a matter with a place and a number of people. unit: in whose return it stands; holder: who settles it.

    situation and parties are free words about people and stored encrypted; nothing searches or sorts by them.
    """

    TABLE = DISPUTES
    READ_WITH = ("township", "unit", "grid", "holder__parent")

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="dispute")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="disputes", db_index=False)
    number = models.CharField("编号", max_length=40)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name="排查轮次"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="disputes", verbose_name="排查单位", db_index=False
    )
    grid = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="网格"
    )
    holder = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="disputes_held", verbose_name="责任单位", db_index=False
    )
    title = models.CharField("纠纷名称", max_length=60)
    place = models.CharField("地点", max_length=80)
    cause = models.CharField("原因", max_length=16, choices=rules.CAUSE_CHOICES)
    level = models.CharField("层级", max_length=8, choices=rules.LEVEL_CHOICES)
    people = models.PositiveSmallIntegerField("涉及人数")
    situation = EncryptedTextField("基本情况")
    parties = EncryptedTextField("当事人")
    risk = models.CharField("风险提示", max_length=80, blank=True)
    measures = models.CharField("化解措施", max_length=300, blank=True)
    person_name = models.CharField("责任人", max_length=40, blank=True)
    found_on = models.DateField("发现日期")
    reported_on = models.DateField("登记日期")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("化解期限")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.HANDLING)
    revision = models.PositiveIntegerField(default=1)
    escalated_on = models.DateField("上报日期", null=True, blank=True)
    way = models.CharField("化解方式", max_length=10, choices=rules.WAY_CHOICES, blank=True)
    evidence_text = EncryptedTextField("销号依据")
    proposed_on = models.DateField("申请销号日期", null=True, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_on = models.DateField("销号日期", null=True, blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    check_text = models.CharField("核查情况", max_length=200, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True, help_text="struck off or made a case")

    class Meta:
        verbose_name = "矛盾纠纷"
        ordering = ["due_on", "matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "number"], name="dispute_number_once"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(proposed_by__isnull=False) & ~Q(checked_by=F("proposed_by")),
                name="dispute_proposer_not_checker",
            ),
            models.CheckConstraint(
                condition=~Q(state="struck") | Q(struck_on__isnull=False, checked_by__isnull=False),
                name="dispute_struck_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["struck", "case"], closed_on__isnull=False)
                | ~Q(state__in=["struck", "case"]) & Q(closed_on__isnull=True),
                name="dispute_closed_with_day",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="dispute_people_counted"),
        ]
        indexes = [
            models.Index(fields=["township", "state", "due_on"], name="dispute_by_state"),
            models.Index(fields=["township", "found_on"], name="dispute_by_day"),
            models.Index(fields=["unit", "state"], name="dispute_of_unit"),
            models.Index(fields=["holder", "state", "due_on"], name="dispute_of_holder"),
        ]


class DisputeNote(models.Model):
    """A report on a dispute (进展), or what somebody answered to it; encrypted, since it speaks of people."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField("时间")
    move = models.CharField(max_length=20)
    text = EncryptedTextField("情况")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "化解情况"
        ordering = ["id"]


class Mediation(models.Model):
    """One mediation: who led it, which offices helped, how many took part, the result and, if agreed, the document."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="mediations")
    on = models.DateField("调解日期")
    organ = models.CharField("主持", max_length=20, choices=rules.ORGAN_CHOICES)
    mediators = models.CharField("调解员", max_length=80, help_text="officials and mediators, not parties")
    helpers = models.JSONField(default=list, help_text="keys of petitions.screening.rules.disputes.HELPERS")
    present = models.PositiveSmallIntegerField("参加人数")
    facts = EncryptedTextField("纠纷事实和争议")
    terms = EncryptedTextField("协议内容")
    result = models.CharField("结果", max_length=8, choices=rules.RESULT_CHOICES)
    perform_by = models.DateField("履行期限", null=True, blank=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "调解记录"
        ordering = ["id"]


class ReturnLine(models.Model):
    """A dispute as it stood in one return: found in that round, or carried over and confirmed."""

    report = models.ForeignKey(ScreeningReturn, on_delete=models.PROTECT, related_name="lines", db_index=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="lines")
    is_new = models.BooleanField("新排查")
    is_unchanged = models.BooleanField("情况无变化", default=False)

    class Meta:
        verbose_name = "报表明细"
        ordering = ["-is_new", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "dispute"], name="return_line_once")]
