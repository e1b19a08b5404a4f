"""Half-yearly evaluations (F8): criteria, the units, what each reached."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.listing.rules import rounds as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class ListingRound(models.Model):
    """The evaluation of one half-year. Its criteria stand from before the first day."""

    TABLE = rules.ROUNDS
    READ_WITH = ("township",)
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="listing_round")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="listing_rounds")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    period = models.CharField("周期", max_length=12)
    period_label = models.CharField("周期", max_length=30)
    first = models.DateField()
    last = models.DateField()
    needed = models.PositiveSmallIntegerField("几条未达到提出挂牌", default=1)
    number = models.CharField("编号", max_length=60, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    evaluated_on = models.DateField("评价日期", null=True, blank=True)
    evaluated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "半年评价"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "period"], condition=~Q(state=rules.DROPPED), name="listing_round_once"
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(published_on__lt=F("first")),
                name="listing_round_published_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.UNPUBLISHED)) | Q(published_on__isnull=False) & ~Q(number=""),
                name="listing_round_published_with_number",
            ),
            models.CheckConstraint(
                condition=Q(evaluated_on__isnull=True) | Q(evaluated_on__gt=F("last")),
                name="listing_round_evaluated_after_it_ends",
            ),
        ]


class RoundCriterion(models.Model):
    """One criterion: a declared figure and its line."""

    round = models.ForeignKey(ListingRound, on_delete=models.CASCADE, related_name="criteria", db_index=False)
    seq = models.PositiveSmallIntegerField()
    key = models.CharField("指标", max_length=60)
    label = models.CharField("指标", max_length=60)
    limit = models.DecimalField("线", max_digits=6, decimal_places=1)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="listing_criterion_once")]


class RoundUnit(models.Model):
    """A unit in an evaluation. failed: how many criteria it did not reach; reason: why no listing is proposed although it could be."""

    round = models.ForeignKey(ListingRound, on_delete=models.PROTECT, related_name="units", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    failed = models.PositiveSmallIntegerField("未达到", default=0)
    reason = models.CharField("不提挂牌的理由", max_length=300, blank=True)
    passed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-failed", "unit__order", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="listing_round_unit_once")]


class RoundResult(models.Model):
    """What a unit reached in one criterion; n and d of the figure as it was on the day of the evaluation."""

    unit = models.ForeignKey(RoundUnit, on_delete=models.PROTECT, related_name="results", db_index=False)
    criterion = models.ForeignKey(RoundCriterion, on_delete=models.PROTECT, related_name="+")
    n = models.PositiveIntegerField()
    d = models.PositiveIntegerField()
    value = models.CharField("数值", max_length=20)
    is_failed = models.BooleanField("未达到")

    class Meta:
        ordering = ["criterion__seq"]
        constraints = [models.UniqueConstraint(fields=["unit", "criterion"], name="listing_result_once")]
