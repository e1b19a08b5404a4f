"""Supervision orders (F3): the order, the findings it rests on, its points."""

from django.db import models
from django.db.models import F, Q

from records.duties.models.candidates import Candidate
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.orders.rules import orders as rules
from supervision.orders.rules.orders import ORDERS
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Order(models.Model):
    """One order to one unit in charge. Its words may speak of people and are encrypted; assisting units are on its paper."""

    TABLE = ORDERS
    READ_WITH = ("unit", "township")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="order")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="orders", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    kind = models.CharField("类别", max_length=8, choices=rules.KIND_CHOICES)
    article = models.CharField("依据", max_length=6, choices=rules.ARTICLE_CHOICES)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="orders", verbose_name="责任单位", db_index=False
    )
    facts = EncryptedTextField("督办事由")
    done_when = EncryptedTextField("办结标准")
    contact = models.CharField("联系人", max_length=60)
    days = models.PositiveSmallIntegerField("办理时限（工作日）", default=rules.USUAL_DAYS)
    must_report = models.BooleanField("要求办结报告", default=False)
    number = models.CharField("编号", max_length=60, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    extended_on = models.DateField("延期日期", null=True, blank=True)
    returns = models.PositiveSmallIntegerField("退回次数", default=0)
    reply = EncryptedTextField("办理结果")
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_on = models.DateField("回复日期", null=True, blank=True)
    way = models.CharField("核实方式", max_length=10, choices=rules.WAY_CHOICES, blank=True)
    verdict = EncryptedTextField("核实意见")
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField("核实日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "督办单"
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.UNISSUED), number="", issued_on__isnull=True)
                | ~Q(state__in=sorted(rules.UNISSUED))
                & ~Q(number="")
                & Q(issued_on__isnull=False, due_on__isnull=False),
                name="order_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[rules.DRAFT, rules.SUBMITTED, rules.DROPPED]) | Q(approved_by__isnull=False),
                name="order_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("replied_by")),
                name="order_not_verified_by_replier",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.DONE) | Q(verified_by__isnull=False) & ~Q(way=""), name="order_done_by_a_way"
            ),
            models.UniqueConstraint(fields=["earlier"], condition=~Q(state=rules.DROPPED), name="order_followed_once"),
        ]
        indexes = [
            models.Index(fields=["township", "state", "due_on"], name="order_by_state"),
            models.Index(
                fields=["township", "due_on", "matter"],
                condition=Q(state__in=sorted(rules.RUNNING)),
                name="order_running",
            ),
            models.Index(fields=["township", "-issued_on", "-matter"], name="order_latest"),
            models.Index(fields=["unit", "state", "due_on"], name="order_by_unit"),
        ]


class OrderGround(models.Model):
    """A finding that the order rests on."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="grounds", db_index=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="orders")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["order", "candidate"], name="order_ground_once")]


class OrderPoint(models.Model):
    """One numbered demand, with the latest report of the unit on it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="points", db_index=False)
    seq = models.PositiveSmallIntegerField()
    text = EncryptedTextField("要求")
    progress = EncryptedTextField("进展")
    is_done = models.BooleanField("已完成", default=False)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_on = models.DateField("报告日期", null=True, blank=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["order", "seq"], name="order_point_once")]


class OrderReport(models.Model):
    """The 办结报告 of the unit in charge, where the order asks for one. Each reply freezes it as a paper."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, primary_key=True, related_name="report")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("文号", max_length=60)
    signed_by = models.CharField("签发人", max_length=30)
    basics = EncryptedTextField("交办情况")
    petitioner = EncryptedTextField("信访人情况")
    claims = EncryptedTextField("信访诉求")
    findings = EncryptedTextField("调查处理情况")
    opinion = EncryptedTextField("处理意见及落实")
    handler = models.CharField("经办人", max_length=30)
    phone = models.CharField("经办人电话", max_length=30)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField("填报日期")

    class Meta:
        verbose_name = "办结报告"
