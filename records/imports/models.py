"""An uploaded table on its way in: matched, checked, decided, written."""

from django.db import models

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class ImportBatch(models.Model):
    """One uploaded workbook. mapping: heading -> key of its kind, "" = left out; headings in the order of the file."""

    class State(models.TextChoices):
        MATCHING = "matching", "待对应列"
        CHECKING = "checking", "检查中"
        CHECKED = "checked", "待确认"
        COMMITTING = "committing", "导入中"
        DONE = "done", "已导入"
        FAILED = "failed", "失败"
        DISCARDED = "discarded", "已放弃"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="import_batches", db_index=False)
    kind = models.CharField(max_length=20, default="cases")
    name = models.CharField("文件名", max_length=120)
    blob = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.MATCHING)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    samples = EncryptedTextField(help_text="JSON: the first rows, heading → text")
    years = models.JSONField(
        default=dict, help_text="sheet -> {year: of days written without one or None, asked: whether there are such}"
    )
    notices = models.JSONField(default=list, help_text="sentences about the file as a whole")
    total = models.PositiveIntegerField(default=0, help_text="about, until the check is over")
    good = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0, help_text="rows that are here already")
    twins = models.PositiveIntegerField(default=0, help_text="possible doubles that nobody has decided")
    skipped = models.PositiveIntegerField(default=0, help_text="doubles that were decided to be left out")
    done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "台账导入"
        ordering = ["-id"]
        indexes = [models.Index(fields=["township", "kind", "-id"], name="import_by_kind")]

    @property
    def checked(self) -> int:
        """Rows that have been looked at."""
        return self.good + self.bad + self.known + self.twins + self.skipped

    def year_of(self, sheet: str) -> int | None:
        """The year of days without one on this sheet; "" for the only sheet of the table."""
        found = self.years.get(sheet) if sheet else next(iter(self.years.values()), None)
        return found["year"] if found else None


class ImportRow(models.Model):
    """One row of the table as read, with what is wrong with it. data is emptied once the row is in."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    seq = models.PositiveIntegerField(help_text="1, 2, … over all sheets")
    sheet = models.CharField(max_length=31, blank=True, help_text="only where the table lies on several sheets")
    row = models.PositiveIntegerField("行号")
    key = models.CharField(max_length=60, blank=True)
    data = EncryptedTextField(help_text="JSON: heading → marked text")
    problems = models.JSONField(default=list, help_text="[{column, message, blocking}]")
    state = models.CharField(
        max_length=8,
        default="good",
        choices=[
            ("good", "可导入"),
            ("bad", "有误"),
            ("known", "已有"),
            ("twin", "疑似重复"),
            ("skipped", "不导入"),
            ("done", "已导入"),
        ],
    )
    twin_of = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    twin_row = models.PositiveIntegerField(null=True, blank=True, help_text="seq of the row in this file it may repeat")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["batch", "seq"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "state", "seq"])]

    @property
    def place(self) -> str:
        """Where it stands in the file: 第 3 行, or 1月 第 3 行."""
        return f"{self.sheet} 第 {self.row} 行".strip()


class ColumnMemory(models.Model):
    """What a heading meant the last time this township decided; key "" = left out."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    heading = models.CharField(max_length=60)
    key = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = "列的对应"
        constraints = [models.UniqueConstraint(fields=["township", "kind", "heading"], name="column_memory_once")]
