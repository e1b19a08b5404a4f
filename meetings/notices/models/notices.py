"""Meeting notices as papers."""

from django.db import models
from django.db.models import Q

from meetings.notices.rules import notices as rules
from meetings.sessions.models.sessions import Session
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.townships import Township


class SessionNotice(models.Model):
    """One notice of a session; after a change of time or place another one may follow."""

    TABLE = rules.NOTICES
    READ_ANEW = ("session", "document")

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="session_notice")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="session_notices", db_index=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="notices")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    number = models.CharField("文号", max_length=40, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    is_outdated = models.BooleanField("会议有变更", default=False)

    class Meta:
        verbose_name = "会议通知"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "number"], condition=~Q(number=""), name="notice_number_once"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(state__in=sorted(rules.UNISSUED)), name="one_notice_in_hand"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", issued_on__isnull=False) & ~Q(number="")
                | ~Q(state="issued") & Q(number="", issued_on__isnull=True),
                name="notice_numbered_when_issued",
            ),
        ]
        indexes = [models.Index(fields=["township", "state", "-matter"], name="notice_by_state")]
