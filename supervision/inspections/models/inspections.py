"""Inspections (F1, F2): the whole, its units, its team, who was invited from outside."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.inspections.rules import inspections as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Inspection(models.Model):
    """One inspection of one or several units. Its document is the 督查方案 that a convenor approved."""

    TABLE = rules.INSPECTIONS
    READ_WITH = ("township",)
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="inspection")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="inspections", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=8, choices=rules.KIND_CHOICES)
    form = models.CharField("方式", max_length=8, choices=rules.FORM_CHOICES)
    purpose = EncryptedTextField("督查目的")
    focus = EncryptedTextField("督查重点")
    instruction = EncryptedTextField("领导交办意见")
    contact = models.CharField("联系人", max_length=60)
    first_on = models.DateField("开始日期")
    last_on = models.DateField("结束日期")
    number = models.CharField("编号", max_length=60, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    started_on = models.DateField("现场开始日期", null=True, blank=True)
    ended_on = models.DateField("现场结束日期", null=True, blank=True)
    settled_on = models.DateField("核实结束日期", null=True, blank=True)
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    closing = EncryptedTextField("撤销理由")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "督查"
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="inspection_proposer_not_approver",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.UNAPPROVED)) | Q(approved_by__isnull=False) & ~Q(number=""),
                name="inspection_approved_by_somebody",
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="inspection_forward"),
        ]
        indexes = [
            models.Index(fields=["township", "state", "-first_on"], name="inspection_by_state"),
            models.Index(fields=["township", "-first_on", "-matter"], name="inspection_latest"),
        ]

    @property
    def kind_words(self) -> str:
        return f"{self.get_kind_display()}，{self.get_form_display()}"


class InspectedUnit(models.Model):
    """A unit that is inspected."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="inspected", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections", verbose_name="被督查单位")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["inspection", "unit"], name="inspected_once")]


class Member(models.Model):
    """A person of the team, with what that person declared about recusal; who stepped back or left stays on record."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="members", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="inspecting", verbose_name="成员")
    is_leader = models.BooleanField("组长", default=False)
    declared_on = models.DateField("确认无须回避日期", null=True, blank=True)
    recused_on = models.DateField("申明回避日期", null=True, blank=True)
    left_on = models.DateField("离组日期", null=True, blank=True)
    reason = EncryptedTextField("回避理由")

    class Meta:
        ordering = ["-is_leader", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "person"], name="inspector_once"),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(is_leader=True),
                name="inspection_one_leader",
            ),
            models.CheckConstraint(
                condition=Q(declared_on__isnull=True) | Q(recused_on__isnull=True), name="inspector_clear_or_recused"
            ),
        ]


class Outsider(models.Model):
    """Somebody invited from outside (两代表一委员, experts, press): has no account; gets on paper what `sight` allows."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="outsiders")
    kind = models.CharField("身份", max_length=10, choices=rules.OUTSIDER_CHOICES)
    name = EncryptedTextField("姓名")
    organ = models.CharField("单位", max_length=60, blank=True)
    sight = models.CharField("可以看", max_length=8, choices=rules.SIGHT_CHOICES)

    class Meta:
        ordering = ["id"]
