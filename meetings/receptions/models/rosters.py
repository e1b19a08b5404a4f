"""The roster of a week and its slots, with every change that was made to them (D1, D2)."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from meetings.receptions.rules import receptions, roster_states
from meetings.receptions.rules.roster_states import ROSTERS
from records.duties.rules.duties import period_of
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.dates import moment_on
from township.directory.models.people import Person
from township.directory.models.townships import Township


class Roster(models.Model):
    """Who receives in one week (Monday to Sunday). Slots may change after it was published; the journal of that is
    SlotChange. document: the notice in hand, draft or put up."""

    TABLE = ROSTERS
    READ_WITH = ("township",)
    READ_ANEW = ("document",)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="roster")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="rosters", db_index=False)
    monday = models.DateField("周一")
    state = models.CharField("状态", max_length=10, choices=roster_states.ROSTER_CHOICES, default=roster_states.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField("公布日期", null=True, blank=True, help_text="set once it was put up in public")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_changed = models.BooleanField(default=False, help_text="slots changed since the paper was put up")
    gaps = models.PositiveSmallIntegerField(
        default=0, help_text="what is to be settled; at the end of every move and daily"
    )
    gaps_from = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text="the day the sweep last looked at it")

    class Meta:
        verbose_name = "接访值班表"
        ordering = ["-monday"]
        constraints = [
            models.UniqueConstraint(fields=["township", "monday"], name="roster_once_a_week"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="roster_proposer_not_publisher",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False, published_by__isnull=False),
                name="roster_published_with_day",
            ),
        ]

    @property
    def notice(self) -> Document | None:
        """The paper that hangs out: the one in hand, or the one it is to replace."""
        paper = self.document
        return paper if paper is None or paper.state == Document.State.ISSUED else paper.supersedes

    @property
    def week(self):
        """The week as the duty engine names it: key 2026-W48, first, last, label."""
        return period_of("weekly", self.monday)


class DutySlot(models.Model):
    """One leader's reception on one day, with the one behind them. On the day itself A is who really receives."""

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="slots", db_index=False)
    day = models.DateField("日期")
    seq = models.PositiveSmallIntegerField(default=1)
    a = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="A角", db_index=False
    )
    b = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="B角", db_index=False
    )
    why_a = models.CharField(max_length=120, blank=True)
    why_b = models.CharField(max_length=120, blank=True)
    is_pinned = models.BooleanField(default=False, help_text="changed by hand: arranging again leaves it alone")
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")
    form = models.CharField("形式", max_length=10, choices=receptions.FORM_CHOICES, default=receptions.FIXED)
    place = models.CharField("地点", max_length=120)
    signed_in_at = models.DateTimeField("到岗时间", null=True, blank=True)
    is_missed = models.BooleanField(
        default=False, help_text="its day passed without a signature; set by the daily sweep"
    )
    absence = models.CharField("缺岗说明", max_length=100, blank=True)
    signed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "接访班次"
        ordering = ["day", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "day", "seq"], name="slot_once"),
            models.CheckConstraint(
                condition=Q(a__isnull=True) | Q(b__isnull=True) | ~Q(a=F("b")), name="slot_a_is_not_b"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["a", "day"], name="slot_by_a"),
            models.Index(fields=["b", "day"], name="slot_by_b"),
            models.Index(fields=["day"], name="slot_by_day"),
        ]

    @property
    def starts_at(self) -> datetime:
        return moment_on(self.day, self.starts)

    @property
    def ends_at(self) -> datetime:
        return moment_on(self.day, self.ends)


class SlotChange(models.Model):
    """One change of the people of a slot, in order; an undone one stays in the list."""

    class Kind(models.TextChoices):
        EDIT = "edit", "手工调整"
        LEAVE = "leave", "请假顶岗"
        NO_SHOW = "no_show", "未到岗顶岗"
        SWAP = "swap", "调班"
        UNDO = "undo", "恢复原班"
        FILL = "fill", "补排"

    slot = models.ForeignKey(DutySlot, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    a_before = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    b_before = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    a_after = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    b_after = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    leave = models.ForeignKey("Leave", on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    swap = models.ForeignKey("Swap", on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
