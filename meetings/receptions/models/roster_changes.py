"""What moves a roster: leave, swaps, emergency periods (D2, D3); and who may read it in their own calendar."""

from django.db import models
from django.db.models import F, Q

from meetings.receptions.models.rosters import DutySlot
from meetings.receptions.rules import roster_states
from township.directory.models.people import Person
from township.directory.models.townships import Township


class Leave(models.Model):
    """A leader is away from `first` to `last`, both included. Only the kind is kept: the reason is nobody's business."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leaves", verbose_name="领导")
    kind = models.CharField("类别", max_length=10, choices=list(roster_states.LEAVE_KINDS.items()))
    first = models.DateField("开始日期")
    last = models.DateField("结束日期")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "请假"
        ordering = ["-first", "-id"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="leave_forward")]
        indexes = [models.Index(fields=["township", "last"], name="leave_live")]


class Swap(models.Model):
    """`giver` asks `taker` to take over `slot`; with `back` the giver takes the other slot in exchange."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="swaps")
    slot = models.ForeignKey(DutySlot, on_delete=models.PROTECT, related_name="swaps")
    back = models.ForeignKey(DutySlot, on_delete=models.PROTECT, null=True, blank=True, related_name="swaps_back")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=roster_states.SWAP_CHOICES, default=roster_states.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_note = models.CharField("代办说明", max_length=60, blank=True, help_text="如：本人电话同意")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "调班"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="swap_two_people"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("answered_by")) & ~Q(decided_by=F("asked_by")),
                name="swap_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["slot"], condition=Q(state__in=["asked", "accepted"]), name="swap_one_at_a_time"
            ),
        ]


class EmergencyPeriod(models.Model):
    """特护期: from `first` to `last` a leader receives every day, days off included."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="emergency_periods")
    name = models.CharField("名称", max_length=40)
    basis = models.CharField("依据", max_length=100, blank=True)
    first = models.DateField("开始日期")
    last = models.DateField("结束日期")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    is_cancelled = models.BooleanField(default=False, help_text="ended before it began: holds for no day")

    class Meta:
        verbose_name = "特护期"
        ordering = ["-first", "-id"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="emergency_forward")]


class CalendarFeed(models.Model):
    """A private address for a calendar program. Of the address only a keyed hash is kept; it can be revoked."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="calendar_feeds")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_feeds")
    is_whole = models.BooleanField("全部班次", default=False, help_text="False: only the owner's own turns")
    token_hash = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "日历订阅"
        ordering = ["-id"]
