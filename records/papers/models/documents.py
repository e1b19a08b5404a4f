"""Documents: drafted, approved, numbered at issue; issued bytes are frozen with their sha256."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class Document(models.Model):
    """A paper of a matter. A change after issue is a new document that supersedes the old one."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "待审批"
        APPROVED = "approved", "已批准"
        ISSUED = "issued", "已印发"
        VOID = "void", "已作废"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="documents")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="documents", db_index=False)
    kind = models.CharField(max_length=30)
    title = models.CharField("标题", max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    body = EncryptedTextField("正文")
    facts = EncryptedTextField("要素", help_text="JSON of what the layout needs, frozen at issue")
    version = models.PositiveIntegerField(default=1)
    number = models.CharField("文号", max_length=60, blank=True)
    addressee = EncryptedTextField("送达对象")
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_on = models.DateField("印发日期", null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    blob = models.CharField("sha256", max_length=64, blank=True, help_text="the issued PDF in records.papers.store")
    size = models.PositiveIntegerField(default=0)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    is_for_petitioner = models.BooleanField("致信访人", default=False)
    erased_on = models.DateField("销毁日期", null=True, blank=True, help_text="its time of keeping was over")

    class Meta:
        verbose_name = "文书"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "number"], condition=~Q(number=""), name="document_number_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="document_drafter_not_approver",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(issued_on__isnull=False) & (~Q(blob="") | Q(erased_on__isnull=False)),
                name="issued_has_bytes",
            ),
        ]
        indexes = [models.Index(fields=["matter", "kind"])]


class DocumentVersion(models.Model):
    """Every saved text of a document, so that an approval binds to the very text that was read."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    body = EncryptedTextField()
    text_sha256 = models.CharField(max_length=64)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="document_version_once")]
