"""Sessions of the joint meeting and who is asked to them (C1, C2, C8)."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from meetings.sessions.rules import sessions as rules
from meetings.sessions.rules.minutes import DROPPED
from meetings.sessions.rules.sessions import SESSIONS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Session(models.Model):
    """One session. A cancelled or postponed one stays, with its reason in the timeline."""

    TABLE = SESSIONS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="session")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="sessions", db_index=False)
    kind = models.CharField("会议种类", max_length=14, choices=rules.KIND_CHOICES)
    title = models.CharField("会议名称", max_length=60)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="主持人")
    place = models.CharField("地点", max_length=60)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间", null=True, blank=True)
    requirement = models.CharField("会议要求", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.PLANNED)
    revision = models.PositiveIntegerField(default=1, help_text="counts every change; a stale form is refused")
    convened_at = models.DateTimeField("通知时间", null=True, blank=True)
    late_reason = models.CharField(
        "补记理由", max_length=200, blank=True, help_text="of a session entered after it was held"
    )
    held_at = models.DateTimeField("登记召开时间", null=True, blank=True)
    outcome = models.TextField("会议结果", blank=True, help_text="of a session that closes without minutes")

    class Meta:
        verbose_name = "会议"
        ordering = ["-starts_at", "-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["convened", "held"]) | Q(convened_at__isnull=False) | ~Q(late_reason=""),
                name="session_convened_first",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "-starts_at", "-matter"], name="session_latest"),
            models.Index(fields=["township", "state", "starts_at"], name="session_by_state"),
        ]

    @property
    def begins(self) -> datetime:
        """The start in Shanghai time; the database answers in UTC."""
        return localtime(self.starts_at)

    @property
    def finishes(self) -> datetime | None:
        """The end in Shanghai time, if one is set."""
        return localtime(self.ends_at) if self.ends_at else None

    @property
    def day(self) -> date:
        """The Shanghai date of the session."""
        return self.begins.date()

    @property
    def written(self):
        """Its minutes; None before they are begun and when their start was undone."""
        minutes = getattr(self, "minutes", None)
        return None if minutes is None or minutes.state == DROPPED else minutes

    @property
    def kind_rule(self) -> rules.SessionKind:
        return rules.KINDS[self.kind]


class Attendance(models.Model):
    """One seat: a unit, or a person (a leader, a convenor). `name` is who is expected and, once present, who came."""

    class Part(models.TextChoices):
        MEMBER = "member", "成员"
        INVITEE = "invitee", "列席"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="seats", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    part = models.CharField("身份", max_length=8, choices=Part.choices)
    name = models.CharField("参会人", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    receipt_at = models.DateTimeField("签收时间", null=True, blank=True)
    receipt_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leave_reason = models.CharField("请假事由", max_length=100, blank=True)
    leave_at = models.DateTimeField("请假时间", null=True, blank=True)
    deputy_name = models.CharField("代会人", max_length=40, blank=True)
    deputy_title = models.CharField("代会人职务", max_length=40, blank=True)
    is_present = models.BooleanField("到会", null=True, blank=True)

    class Meta:
        verbose_name = "参会"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, person__isnull=False) | Q(unit__isnull=False, person__isnull=True),
                name="seat_unit_or_person",
            ),
            models.UniqueConstraint(fields=["session", "unit"], name="seat_unit_once"),
            models.UniqueConstraint(fields=["session", "person"], name="seat_person_once"),
            models.CheckConstraint(condition=Q(deputy_name="") | ~Q(leave_reason=""), name="seat_deputy_only_on_leave"),
        ]

    @property
    def label(self) -> str:
        """The unit, or the person with the post: who the seat belongs to."""
        return self.unit.label if self.unit_id else f"{self.person.title}{self.person.name}"
