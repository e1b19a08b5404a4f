"""Attachments and issued documents: checked, journaled, and never run by the browser."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from records.matters.kinds import shows_identity
from records.papers.actions.attachments import read_attachment
from records.papers.actions.documents import read_document
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import OutOfScope
from township.frame.access import any_account
from township.frame.proof import asks_proof
from township.frame.responses import file_response, pdf_response
from township.sight import row_in_sight


@any_account
@require_GET
def attachment(request, attachment_id: int):
    """An attachment, as a download only, whatever its type."""
    row = row_in_sight(
        Attachment.objects, "没有找到这个附件。", pk=attachment_id, township_id=request.actor.township_id
    )
    data = read_attachment(attachment=row, by=request.actor, at=request.at)
    return file_response(data, row.name, row.media_type)


def _names_people(request, document_id: int) -> bool:
    return shows_identity(document_id)


@asks_proof(when=_names_people)
@any_account
@require_GET
def document(request, document_id: int):
    """The frozen PDF of an issued document, in the browser; ?download=1 as a file."""
    return _document(request, document_id, printed=False)


@asks_proof(when=_names_people)
@any_account
@require_GET
def document_print(request, document_id: int):
    """The same, asked for in order to print: another line in the journal."""
    return _document(request, document_id, printed=True)


def _document(request, document_id: int, *, printed: bool) -> HttpResponse:
    rows = Document.objects.filter(pk=document_id, township_id=request.actor.township_id).select_related("matter")
    row = rows.first()
    if row is None:
        raise OutOfScope("没有找到这份文书。")
    data = read_document(document=row, by=request.actor, at=request.at, printed=printed)
    name = f"{row.title} {row.number}".strip().replace("/", "-") + ".pdf"
    return pdf_response(data, name, inline="download" not in request.GET)
