"""Checklists: the office's templates in versions, the items of one inspection, one entry for each item and unit."""

from django.db import models
from django.db.models import Q

from records.papers.models.attachments import Attachment
from supervision.inspections.models.inspections import Inspection, Member
from supervision.inspections.rules import checklists as rules
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Checklist(models.Model):
    """A version of a template. A change makes the next version; inspections keep the items they took."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="checklists", db_index=False)
    topic = models.CharField("主题", max_length=40)
    version = models.PositiveSmallIntegerField("版本", default=1)
    is_current = models.BooleanField("现行", default=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_on = models.DateField("修改日期")

    class Meta:
        verbose_name = "检查表模板"
        ordering = ["topic", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["township", "topic", "version"], name="checklist_version_once"),
            models.UniqueConstraint(
                fields=["township", "topic"], condition=Q(is_current=True), name="checklist_one_current"
            ),
        ]

    @property
    def label(self) -> str:
        return f"{self.topic}（第{self.version}版）"


class ChecklistItem(models.Model):
    """A line of a template."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items", db_index=False)
    seq = models.PositiveSmallIntegerField()
    text = models.CharField("检查内容", max_length=200)
    look = models.CharField("看什么", max_length=300, blank=True)
    criterion = models.CharField("怎么评", max_length=300, blank=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["checklist", "seq"], name="checklist_item_once")]


class Item(models.Model):
    """An item of one inspection, kept as it was when the checklist was set; `member` fills it in for every unit."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="items", db_index=False)
    seq = models.PositiveSmallIntegerField()
    text = models.CharField("检查内容", max_length=200)
    look = models.CharField("看什么", max_length=300, blank=True)
    criterion = models.CharField("怎么评", max_length=300, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)
    clause = models.CharField(max_length=40, blank=True, help_text="key of the clause in the rule profile")
    known = models.CharField("已知情况", max_length=640, blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="items")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["inspection", "seq"], name="inspection_item_once")]


class Entry(models.Model):
    """What was seen of one item in one unit. Made for all of them when the work on site begins, so that no two devices make one."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="entries", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="被督查单位")
    rating = models.CharField("评价", max_length=6, choices=rules.RATING_CHOICES, blank=True)
    words = EncryptedTextField("情况")
    is_done = models.BooleanField("已完成", default=False)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField("保存时间", null=True, blank=True)

    class Meta:
        ordering = ["item_id", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "unit"], name="entry_once"),
            models.CheckConstraint(condition=Q(is_done=False) | ~Q(rating=""), name="entry_done_with_a_rating"),
        ]


class EntryPhoto(models.Model):
    """A photo or file of one entry, and of no other."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="photos")
    file = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
