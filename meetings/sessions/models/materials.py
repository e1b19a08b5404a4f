"""Materials of a session or of one topic (会议材料): files, each under the same need-to-know as what it belongs to."""

from django.db import models
from django.db.models import Q

from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from records.papers.models.attachments import Attachment
from township.directory.models.people import Person


class Material(models.Model):
    """One file. It hangs on the matter of its session or topic; one that was taken back is listed no more."""

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="materials")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="materials")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "会议材料"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=True, topic__isnull=False) | Q(session__isnull=False, topic__isnull=True),
                name="material_session_or_topic",
            ),
        ]
