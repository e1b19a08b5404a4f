"""Special working groups (A5): members, reports. Linked matters are references of the spine."""

from django.db import models
from django.db.models import F, Q

from meetings.documents.rules import groups as rules
from meetings.documents.rules.groups import GROUPS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField

CONCERNS = "concerns"  # Reference.relation: group → matter it was founded for


class WorkingGroup(models.Model):
    """A group for one weighty question, from the office's proposal to its disbandment with a result."""

    TABLE = GROUPS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="working_group")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="working_groups", db_index=False)
    name = models.CharField("名称", max_length=60)
    ground = models.CharField("成立依据", max_length=12, choices=rules.GROUND_CHOICES)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="牵头单位")
    head = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="组长"
    )
    mandate = EncryptedTextField("工作任务")
    rhythm = models.CharField("报告周期", max_length=10, choices=rules.RHYTHM_CHOICES, default="month")
    report_due_on = models.DateField("下次报告", null=True, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    remark = models.CharField("召集人意见", max_length=300, blank=True)
    result = EncryptedTextField("工作结果")
    ended_on = models.DateField("撤销日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.PROPOSED)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "专项工作小组"
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="group_proposer_not_decider",
            ),
            models.CheckConstraint(
                condition=~Q(state="disbanded") | Q(ended_on__isnull=False), name="group_ended_with_day"
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-matter"], name="group_by_state")]


class GroupMember(models.Model):
    """A member: a unit, or a person by name."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, person__isnull=False) | Q(unit__isnull=False, person__isnull=True),
                name="member_unit_or_person",
            ),
            models.UniqueConstraint(
                fields=["group", "unit"], condition=Q(left_on__isnull=True), name="member_unit_once"
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_on__isnull=True), name="member_person_once"
            ),
        ]

    @property
    def label(self) -> str:
        return self.unit.label if self.unit_id else f"{self.person.name}（{self.person.title}）"


class GroupReport(models.Model):
    """A periodic report of the group."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="reports")
    at = models.DateTimeField("时间")
    due_on = models.DateField("应报日期", null=True)
    text = EncryptedTextField("工作情况")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "小组报告"
        ordering = ["-id"]
