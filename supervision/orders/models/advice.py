"""The three proposals: a letter to one organ, and what it answered (条例第四十条)."""

from django.db import models
from django.db.models import Q

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.orders.models.orders import Order
from supervision.orders.rules import advice as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Advice(models.Model):
    """To one unit or organ. A proposal that somebody be held liable is restricted."""

    TABLE = rules.ADVICE
    READ_WITH = ("unit", "township")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="advice")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="advices", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=rules.KIND_CHOICES)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="advices", verbose_name="发往机关")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="advices")
    facts = EncryptedTextField("有关情况")
    advice = EncryptedTextField("建议")
    contact = models.CharField("联系人", max_length=60)
    number = models.CharField("编号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    due_on = models.DateField("请求答复日期", null=True, blank=True)
    result = models.CharField("采纳情况", max_length=8, choices=rules.ANSWER_CHOICES, blank=True)
    answer = EncryptedTextField("答复")
    answer_number = models.CharField("答复文号", max_length=60, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "三项建议"
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.UNISSUED), number="", issued_on__isnull=True)
                | ~Q(state__in=sorted(rules.UNISSUED))
                & ~Q(number="")
                & Q(issued_on__isnull=False, due_on__isnull=False),
                name="advice_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.ANSWERED) | ~Q(result="") & Q(answered_on__isnull=False),
                name="advice_answered_with_a_result",
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-matter"], name="advice_by_state")]
