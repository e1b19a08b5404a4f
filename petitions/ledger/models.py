"""Import of a ledger in two steps: check (a message per bad row and cell), then commit."""

from django.db import models

from petitions.cases.models.cases import Case
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class ImportBatch(models.Model):
    """One uploaded workbook."""

    class State(models.TextChoices):
        CHECKING = "checking", "检查中"
        CHECKED = "checked", "待确认"
        COMMITTING = "committing", "导入中"
        DONE = "done", "已导入"
        FAILED = "failed", "失败"
        DISCARDED = "discarded", "已放弃"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="import_batches")
    name = models.CharField("文件名", max_length=120)
    blob = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    total = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0, help_text="rows that were imported before")
    done = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "台账导入"
        ordering = ["-id"]


class ImportRow(models.Model):
    """One row of the workbook as read, with what is wrong with it."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField("行号")
    key = models.CharField(max_length=60, blank=True)
    data = EncryptedTextField(help_text="JSON: column → text")
    problems = models.JSONField(default=list, help_text="[{column, message, blocking}]")
    state = models.CharField(
        max_length=8,
        default="good",
        choices=[("good", "可导入"), ("bad", "有误"), ("known", "已有"), ("done", "已导入")],
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "state", "row"])]
