"""Work items: who owes what by when. Derived from the things themselves, never written by hand."""

from django.db import models
from django.db.models import Q

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit

OPEN = Q(done_at__isnull=True, dropped_at__isnull=True)


class WorkItem(models.Model):
    """One thing that somebody owes: an act on a matter, held by exactly one person, unit or right.

    Open while neither done_at nor dropped_at is set. `right` stands for everybody whose right of that code reaches the
    whole township, except `except_person`, who made what is to be checked.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="work_items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="work_items")
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
    due_on = models.DateField("期限", null=True, blank=True)
    due_at = models.DateTimeField("时点", null=True, blank=True)
    clause = models.CharField("依据", max_length=80, blank=True)
    opened_at = models.DateTimeField("产生时间")
    done_at = models.DateTimeField("办结时间", null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="work_done")
    dropped_at = models.DateTimeField("取消时间", null=True, blank=True)

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
                fields=["person", "due_on"], condition=OPEN,
                name="work_open_person",
            ),
            models.Index(
                fields=["unit", "due_on"], condition=OPEN, name="work_open_unit"
            ),
            models.Index(
                fields=["township", "right", "due_on"], condition=OPEN,
                name="work_open_right",
            ),
            models.Index(fields=["done_by", "-done_at"], condition=Q(done_at__isnull=False), name="work_done_by"),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None
