"""Asked before bytes of a file of this app go out, whichever address they were asked for at: who is shut out of the topic
(by what it is linked to, too) does not get its files, and a material that was taken down is handed out no more."""

from datetime import datetime

from meetings.permissions import PLAN_SESSION
from meetings.sessions.models.materials import Material
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.queries.scope import hears
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor, OutOfScope


def hears_gate(row: Attachment | Document, by: Actor, at: datetime) -> None:
    """OutOfScope for a reader who is shut out of the topic behind the matter of `row`."""
    if not hears(by, _topic_id(row)):
        raise OutOfScope()
    if not isinstance(row, Attachment) or by.may(PLAN_SESSION):
        return
    if Material.objects.filter(attachment=row, withdrawn_at__isnull=False).exists():
        raise OutOfScope()


def _topic_id(row: Attachment | Document) -> int | None:
    kind, pk = row.matter.kind, row.matter_id
    if kind == "topic":
        return pk
    model = {"resolution": Resolution, "referral": Referral}.get(kind)
    return model.objects.filter(pk=pk).values_list("topic_id", flat=True).first() if model else None
