"""Spot checks (F4): the plan with its published list, the seed, the picks with what was found."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.draws.rules import draws as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Draw(models.Model):
    """One draw of a quarter. population: the list exactly as published, whose hash stands beside; nothing of it and of the seed
    changes afterwards. sheet: the record of the draw as a paper."""

    TABLE = rules.DRAWS
    READ_WITH = ("township", "earlier")
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="draw")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="draws", db_index=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    reason = models.CharField("重新抽取的理由", max_length=300, blank=True)
    period = models.CharField("周期", max_length=12)
    period_label = models.CharField("周期", max_length=30)
    due_on = models.DateField("季度末")
    topic = models.CharField("抽查事项", max_length=60)
    checks = models.CharField("检查内容", max_length=500)
    population = models.TextField("公布的名单")
    population_sha256 = models.CharField("名单校验值", max_length=64)
    number = models.CharField("编号", max_length=60, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    seed_kind = models.CharField("种子怎样产生", max_length=8, choices=rules.SEED_CHOICES, blank=True)
    seed = models.CharField("种子", max_length=rules.MOST_SIGNS, blank=True)
    seed_source = models.CharField("种子出处", max_length=120, blank=True)
    seed_on = models.DateField("种子产生日期", null=True, blank=True)
    witness = models.CharField("见证人", max_length=30, blank=True)
    witness_is = models.CharField("见证人身份", max_length=60, blank=True)
    place = models.CharField("抽取地点", max_length=60, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = EncryptedTextField("抽查情况")
    done_on = models.DateField("通报日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "随机抽查"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "period"],
                condition=Q(earlier__isnull=True) & ~Q(state=rules.DROPPED),
                name="draw_once_a_quarter",
            ),
            models.UniqueConstraint(fields=["earlier"], condition=~Q(state=rules.DROPPED), name="draw_followed_once"),
            models.CheckConstraint(
                condition=Q(earlier__isnull=True, reason="") | Q(earlier__isnull=False) & ~Q(reason=""),
                name="draw_again_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.UNPUBLISHED), published_at__isnull=True)
                | ~Q(state__in=sorted(rules.UNPUBLISHED)) & Q(published_at__isnull=False) & ~Q(number=""),
                name="draw_published_with_number",
            ),
            models.CheckConstraint(
                condition=Q(seed="", drawn_at__isnull=True, sheet__isnull=True)
                | ~Q(seed="") & ~Q(witness="") & Q(drawn_at__gt=F("published_at"), sheet__isnull=False),
                name="draw_seed_after_publication",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[rules.DRAWN, rules.DONE]) | ~Q(seed=""), name="draw_drawn_from_a_seed"
            ),
        ]
        indexes = [models.Index(fields=["township", "-period", "-matter"], name="draw_latest")]


class DrawGroup(models.Model):
    """One group of the list: from it `wanted` units are drawn."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="groups", db_index=False)
    seq = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, help_text="kind of the units in it")
    name = models.CharField("组", max_length=30)
    wanted = models.PositiveSmallIntegerField("抽取数")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["draw", "seq"], name="draw_group_once")]


class DrawUnit(models.Model):
    """A unit of a group, with its place in the list; without one it is left out, for the reason given."""

    group = models.ForeignKey(DrawGroup, on_delete=models.CASCADE, related_name="units", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    label = models.CharField("单位", max_length=80)
    place = models.PositiveSmallIntegerField("序号", null=True, blank=True)
    reason = models.CharField("不列入的理由", max_length=200, blank=True)

    class Meta:
        ordering = ["group__seq", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "unit"], name="draw_unit_once"),
            models.UniqueConstraint(fields=["group", "place"], name="draw_place_once"),
            models.CheckConstraint(
                condition=Q(place__isnull=False, reason="") | Q(place__isnull=True) & ~Q(reason=""),
                name="draw_unit_left_out_with_reason",
            ),
        ]


class DrawPick(models.Model):
    """A pick: what was hashed, what came out, and what the check of the unit found."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="picks")
    entry = models.OneToOneField(DrawUnit, on_delete=models.PROTECT, related_name="pick")
    nth = models.PositiveSmallIntegerField("次序")
    counter = models.PositiveIntegerField()
    text = models.CharField("计算文字", max_length=100)
    digest = models.CharField("SHA-256", max_length=64)
    remainder = models.PositiveSmallIntegerField("余数")
    rating = models.CharField("结论", max_length=6, choices=rules.RATING_CHOICES, blank=True)
    found = EncryptedTextField("检查情况")
    checked_on = models.DateField("检查日期", null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["entry__group__seq", "nth"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating="", checked_on__isnull=True) | ~Q(rating="") & Q(checked_on__isnull=False),
                name="draw_pick_rated_on_a_day",
            ),
        ]
