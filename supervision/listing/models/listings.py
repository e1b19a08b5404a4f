"""Units listed for rectification (F8): the proposal with its hearing, the decision, the plan, the monthly checks."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.listing.models.rounds import RoundUnit
from supervision.listing.rules import listings as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Listing(models.Model):
    """One unit, on the ground of what it did not reach in one evaluation."""

    TABLE = rules.LISTINGS
    READ_WITH = ("township", "unit", "basis__round")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="listing")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="listings", db_index=False)
    basis = models.ForeignKey(RoundUnit, on_delete=models.PROTECT, related_name="listings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="listings", verbose_name="单位")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    facts = EncryptedTextField("情况")
    asked_on = models.DateField("听取意见日期", null=True, blank=True)
    due_on = models.DateField("说明期限", null=True, blank=True)
    statement = EncryptedTextField("单位说明")
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stated_on = models.DateField("说明日期", null=True, blank=True)
    answer = EncryptedTextField("对说明的意见")
    demand = EncryptedTextField("整改要求")
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("编号", max_length=60, blank=True)
    listed_on = models.DateField("挂牌日期", null=True, blank=True)
    plan_due_on = models.DateField("报方案期限", null=True, blank=True)
    plan = EncryptedTextField("整改方案")
    responsible = models.CharField("整改责任人", max_length=30, blank=True)
    plan_until = models.DateField("整改期限", null=True, blank=True)
    planned_on = models.DateField("报方案日期", null=True, blank=True)
    check_on = models.DateField("下次检查", null=True, blank=True)
    closing = EncryptedTextField("不挂牌的理由")
    delisted_on = models.DateField("摘牌日期", null=True, blank=True)
    delisted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "挂牌整治"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state__in=sorted(rules.LIVE)), name="listing_once_for_a_unit"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(rules.PUBLIC))
                | Q(decided_by__isnull=False, listed_on__isnull=False, sponsor__isnull=False) & ~Q(number=""),
                name="listing_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="listing_proposer_not_decider",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[rules.DRAFT, rules.DROPPED]) | Q(asked_on__isnull=False, due_on__isnull=False),
                name="listing_unit_was_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.DELISTED) | Q(delisted_by__isnull=False, delisted_on__isnull=False),
                name="listing_delisted_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-matter"], name="listing_by_state")]


class ListingCheck(models.Model):
    """One monthly check. figures: the criteria as they stood that day, in words."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="checks", db_index=False)
    on = models.DateField("检查日期")
    figures = models.TextField("数据")
    words = EncryptedTextField("检查情况")
    is_met = models.BooleanField("达到标准")
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["listing", "on"], name="listing_check_once_a_day")]
