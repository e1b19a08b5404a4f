"""Attachments: type decided by content, images re-encoded, stored encrypted, handed out as download only."""

from django.db import models

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class Attachment(models.Model):
    """A file of a matter. The name may carry a person's name and is encrypted like one."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="attachments")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="attachments")
    name = EncryptedTextField("文件名")
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField("大小（字节）")
    blob = models.CharField("sha256", max_length=64)
    purpose = models.CharField("用途", max_length=20, default="evidence")
    is_scanned = models.BooleanField("已查毒", default=False)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    erased_on = models.DateField("销毁日期", null=True, blank=True, help_text="its time of keeping was over")

    class Meta:
        verbose_name = "附件"
        ordering = ["id"]

    @property
    def scan_words(self) -> str:
        """What stands beside the name while no scanner has looked."""
        return "" if self.is_scanned else "（未查毒）"
