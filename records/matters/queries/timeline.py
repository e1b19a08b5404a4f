"""The timeline of a matter, and the documents and attachments that hang on it. Ask for sight of the matter first."""

from django.db.models import QuerySet

from records.matters.kinds import KINDS
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.queries.scope import visible_to
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor


def timeline(matter: Matter, actor: Actor) -> list[Event]:
    """Every line with its document and unit, newest day first, within a day the latest written first (one query).

    Empty when the actor may not see the matter.
    """
    return list(timeline_rows(matter.pk, matter.kind, actor))


def timeline_rows(matter_id: int, kind: str, actor: Actor) -> QuerySet[Event]:
    """The question for them, for a page that reads all it shows at once."""
    rows = Event.objects.filter(matter__in=_seen(matter_id, kind, actor))
    return rows.select_related("document", "unit").defer("document__body", "document__facts").order_by("-on", "-id")


def documents_of(matter: Matter, actor: Actor) -> list[Document]:
    """Documents of the matter without their texts, oldest first (one query)."""
    rows = Document.objects.filter(matter__in=_seen(matter.pk, matter.kind, actor))
    return list(rows.defer("body", "facts").select_related("drafted_by", "approved_by"))


def attachments_of(matter: Matter, actor: Actor) -> list[Attachment]:
    """Attachments of the matter, oldest first (one query)."""
    rows = Attachment.objects.filter(matter__in=_seen(matter.pk, matter.kind, actor))
    return list(rows.select_related("uploaded_by"))


def _seen(matter_id: int, kind: str, actor: Actor) -> QuerySet[Matter]:
    return visible_to(actor, Matter.objects.filter(pk=matter_id), KINDS[kind].view)
