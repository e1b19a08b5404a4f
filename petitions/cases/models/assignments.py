"""Assignments of a case to units: one lead, assisting units with their own limits; receipt, objection, progress."""

from django.db import models
from django.db.models import Q

from petitions.cases.models.cases import Case
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Assignment(models.Model):
    """A unit's task on a case. `arrived_on` starts its limits (own receipt), `received_at` is the click 签收."""

    class Part(models.TextChoices):
        LEAD = "lead", "主办"
        ASSIST = "assist", "协办"

    class State(models.TextChoices):
        SENT = "sent", "待签收"
        RECEIVED = "received", "办理中"
        OBJECTED = "objected", "异议待定"
        REPORTED = "reported", "已报结果"
        WITHDRAWN = "withdrawn", "已撤回"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="assignments", verbose_name="单位", db_index=False
    )
    part = models.CharField(max_length=6, choices=Part.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    requirement = models.CharField("办理要求", max_length=500, blank=True)
    due_on = models.DateField("办理期限")
    arrived_on = models.DateField("送达单位日期")
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        verbose_name = "交办"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "unit"], condition=Q(ended_on__isnull=True), name="assignment_live_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(part="lead", ended_on__isnull=True), name="assignment_one_lead"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["township", "state", "due_on"])]


class Objection(models.Model):
    """A unit says within five working days that the case is not its own (条例第二十三条第三款)."""

    class State(models.TextChoices):
        PENDING = "pending", "待核实"
        AGREED = "agreed", "同意退回"
        REFUSED = "refused", "不同意"

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField("理由")
    basis = models.CharField("职责依据", max_length=300, blank=True)
    suggested = models.CharField("建议承办机关", max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    raised_on = models.DateField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "异议"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(state="pending"), name="one_pending_objection")
        ]


class SenderObjection(models.Model):
    """This office says to the higher organ within five working days that a case is not its own (条例第二十三条第三款)."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待答复"
        AGREED = "agreed", "同意退回"
        REFUSED = "refused", "不同意"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sender_objections", db_index=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("理由")
    basis = models.CharField("职责依据", max_length=300)
    suggested = models.CharField("建议承办机关", max_length=60)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    raised_on = models.DateField()
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_number = models.CharField("答复文号", max_length=60, blank=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "向来文机关提出的异议"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case"], name="sender_objection_once")]


class Progress(models.Model):
    """A progress report (进展) of a unit on a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="progress")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="progress")
    on = models.DateField("日期")
    text = models.TextField("进展")
    is_result = models.BooleanField("办理结果", default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "进展"
        ordering = ["id"]
