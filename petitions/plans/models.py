"""Plans for sensitive periods (敏感时期预案, E5): a period and the open matters to settle before it."""

from django.db import models
from django.db.models import F, Q

from petitions.plans import rules as rules
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Plan(models.Model):
    """One period with its plan. It lists matters and names nobody whom they are about."""

    TABLE = rules.PLANS
    READ_WITH = ("township",)
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="plan")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="plans", db_index=False)
    name = models.CharField("时期名称", max_length=40)
    source = models.CharField("依据", max_length=80)
    first = models.DateField("开始日期")
    last = models.DateField("结束日期")
    duty_from = models.DateField("值班开始", null=True, blank=True)
    duty_to = models.DateField("值班结束", null=True, blank=True)
    daily_hour = models.PositiveSmallIntegerField(
        "每日零报告时点", null=True, blank=True, help_text="0–23, empty = none"
    )
    requirement = models.CharField("工作要求", max_length=500, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1, help_text="counts every change; a stale form is refused")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    outcome = models.CharField("结束小结", max_length=200, blank=True)

    class Meta:
        verbose_name = "敏感时期预案"
        ordering = ["-first", "-matter_id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="plan_forward"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="plan_drafter_not_approver",
            ),
            models.CheckConstraint(
                condition=Q(daily_hour__isnull=True) | Q(daily_hour__lte=23), name="plan_hour_of_a_day"
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "last"], name="plan_by_end")]


class PlanItem(models.Model):
    """One matter to settle before the period: what comes next, who leads, by when; how far it is."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items", db_index=False)
    target = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="plan_items")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", help_text="that held the matter when it was picked"
    )
    next_step = models.CharField("下一步", max_length=200)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="牵头领导")
    due_on = models.DateField("完成时限")
    progress = EncryptedTextField("进展")
    progress_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    progress_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "预案事项"
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "target"], name="plan_item_once")]
