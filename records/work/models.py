"""Work items: who owes what by when. Derived from the things themselves, never written by hand."""

from django.db import models
from django.db.models import Q

from records.duties.models.duties import Duty
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit

OPEN = Q(done_at__isnull=True, dropped_at__isnull=True)


class WorkItem(models.Model):
    """One thing that somebody owes: an act on a matter, or a duty of the rule profile; held by exactly one person, unit or
    right.

    Open while neither done_at nor dropped_at is set. `right` stands for everybody whose right of that code reaches the
    whole township, except `except_person`, who made what is to be checked.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="work_items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="work_items")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, blank=True, related_name="work_items")
    kind = models.CharField(max_length=50, help_text="kind of the thing and name of the act: paper.decide")
    part = models.PositiveBigIntegerField(
        default=0, help_text="number of the part of the thing the act is on, 0 = whole"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="work_items")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="work_items")
    right = models.CharField(max_length=60, blank=True)
    except_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField("事由", max_length=40)
    why = models.CharField("说明", max_length=160, blank=True)
    due_on = models.DateField("期限")
    within = models.PositiveSmallIntegerField(
        default=0,
        help_text="working days from the opening on that the office gave, where nothing lays a limit down; else 0",
    )
    due_at = models.DateTimeField("时点", null=True, blank=True)
    clause = models.CharField("依据", max_length=80, blank=True)
    opened_at = models.DateTimeField("产生时间")
    done_at = models.DateTimeField("办结时间", null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="work_done")
    dropped_at = models.DateTimeField("取消时间", null=True, blank=True)
    plan = models.JSONField(default=dict, help_text="a plan of reminders of its own; empty = that of its kind")
    remind_on = models.DateField(null=True, blank=True, help_text="when the sweep looks at it again")
    reminded = models.JSONField(default=list, help_text="keys of the points that were sent")

    class Meta:
        verbose_name = "待办"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, unit__isnull=True, right="")
                | Q(person__isnull=True, unit__isnull=False, right="")
                | Q(person__isnull=True, unit__isnull=True) & ~Q(right=""),
                name="work_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True), name="work_done_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(matter__isnull=False, duty__isnull=True) | Q(matter__isnull=True, duty__isnull=False),
                name="work_on_matter_or_duty",
            ),
            models.UniqueConstraint(fields=["duty"], condition=OPEN & Q(duty__isnull=False), name="work_of_duty_once"),
            models.UniqueConstraint(
                fields=["matter", "kind", "part", "person"],
                condition=OPEN & Q(person__isnull=False),
                name="work_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["matter", "kind", "part", "unit"],
                condition=OPEN & Q(unit__isnull=False),
                name="work_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=["matter", "kind", "part", "right"],
                condition=OPEN & ~Q(right=""),
                name="work_of_right_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "due_on"],
                condition=OPEN,
                name="work_open_person",
            ),
            models.Index(fields=["unit", "due_on"], condition=OPEN, name="work_open_unit"),
            models.Index(
                fields=["township", "right", "due_on"],
                condition=OPEN,
                name="work_open_right",
            ),
            models.Index(fields=["township", "remind_on"], condition=OPEN, name="work_to_remind"),
            models.Index(fields=["done_by", "-done_at"], condition=Q(done_at__isnull=False), name="work_done_by"),
        ]

    @property
    def number(self) -> str:
        """Number of the matter; empty for a duty."""
        return self.matter.number if self.matter_id else ""

    @property
    def title(self) -> str:
        """What the item is about."""
        return self.matter.title if self.matter_id else f"{self.duty.label}（{self.duty.period_label}）"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None


class ReminderRule(models.Model):
    """A township's own plan of reminders for one kind of work item."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="reminder_rules", db_index=False)
    kind = models.CharField(max_length=50)
    plan = models.JSONField(default=dict, help_text='{"before": [3], "on": true, "after": [1, 3], "escalate_after": 3}')
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "提醒办法"
        constraints = [models.UniqueConstraint(fields=["township", "kind"], name="reminder_rule_once")]
