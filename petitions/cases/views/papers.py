"""The pages beside a case: papers, files, links; and every PDF and file that leaves the house, with its line in the journal."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from petitions import permissions as may
from petitions.cases.actions import identity
from petitions.cases.actions.accusations import OPEN_FOR
from petitions.cases.actions.previews import preview_paper
from petitions.cases.actions.settling import ensure_not_erased
from petitions.cases.forms.decisions import FilesForm
from petitions.cases.models.cases import Case
from petitions.cases.queries.beside import links_of
from petitions.cases.queries.cases import get_case
from petitions.cases.queries.seals import is_opened_for
from petitions.cases.views.cases import beside
from petitions.cases.views.codes import kept_code
from records.matters.kinds import shows_identity
from records.papers.actions.attachments import attach
from records.papers.models.attachments import Attachment
from records.permissions import ATTACH
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.frame.proof import asks_proof
from township.frame.responses import file_response, pdf_response
from township.refusals import Refused


@requires(may.VIEW_CASE)
@require_GET
def papers(request: HttpRequest, case_id: int) -> HttpResponse:
    """文书: drafts and issued documents with their delivery."""
    row = get_case(request.actor, case_id)
    context = {"may_print_form": request.actor.may(may.EDIT_CASE)}
    return render(request, "petitions/cases/papers.html", beside(request, row, "papers") | context)


@requires(may.VIEW_CASE)
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, case_id: int) -> HttpResponse:
    """附件: what was brought and what units handed in; more may be added."""
    row = get_case(request.actor, case_id)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if request.method == "POST" and form.is_valid() and _attached(request, row, form):
        return redirect("petitions:files", row.pk)
    rows = Attachment.objects.filter(matter_id=row.pk).select_related("uploaded_by").order_by("pk")
    is_open = not row.sealed_at or is_opened_for(row, request.actor, request.at, OPEN_FOR)
    context = {"rows": rows, "may_attach": request.actor.may(ATTACH), "form": form, "is_open": is_open}
    return render(request, "petitions/cases/files.html", beside(request, row, "files") | context)


@requires(may.VIEW_CASE)
@require_GET
def links(request: HttpRequest, case_id: int) -> HttpResponse:
    """关联: earlier and later matters, as far as the reader may see them."""
    row = get_case(request.actor, case_id)
    return render(
        request, "petitions/cases/links.html", beside(request, row, "links") | {"rows": links_of(request.actor, row)}
    )


@asks_proof(when=lambda request, case_id, document_id: shows_identity(document_id))
@requires(may.VIEW_CASE)
@require_GET
def paper(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """The frozen PDF of an issued document."""
    document, data = identity.read_document(by=request.actor, at=request.at, case_id=case_id, document_id=document_id)
    name = f"{document.title} {document.number}".strip().replace("/", "-") + ".pdf"
    return pdf_response(data, name, inline="download" not in request.GET)


@requires(may.DRAFT_REPLY, may.APPROVE_REPLY)
@require_GET
def paper_preview(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """A draft as it would be printed now."""
    data = preview_paper(by=request.actor, at=request.at, case_id=case_id, document_id=document_id)
    return pdf_response(data, "preview.pdf")


@requires(may.VIEW_CASE)
@require_GET
def receipt(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """The delivery receipt of one issued document, to be signed."""
    data = identity.print_receipt(by=request.actor, at=request.at, case_id=case_id, document_id=document_id)
    return pdf_response(data, "receipt.pdf")


@requires(may.VIEW_CASE)
@require_GET
def attachment(request: HttpRequest, case_id: int, attachment_id: int) -> HttpResponse:
    """An attachment, as a download only; a sealed accusation's stay closed."""
    row, data = identity.read_case_attachment(
        by=request.actor, at=request.at, case_id=case_id, attachment_id=attachment_id
    )
    return file_response(data, row.name, row.media_type)


@requires(may.REGISTER_CASE, may.NEW_LOOKUP_CODE)
@never_cache
@require_GET
def slip(request: HttpRequest, case_id: int) -> HttpResponse:
    """查询凭条, while the code that was just made may still be shown."""
    get_case(request.actor, case_id)
    code = kept_code(request, case_id)
    if not code:
        raise Refused("查询码只在生成后 10 分钟内可以打印，现在看不到了。需要凭条的，请在事项页面“补发查询码”。")
    url = request.build_absolute_uri(reverse("petitions:lookup"))
    data = identity.print_slip(by=request.actor, at=request.at, case_id=case_id, code=code, lookup_url=url)
    return pdf_response(data, "slip.pdf")


@asks_proof()
@requires(may.EDIT_CASE)
@require_GET
def registration_form(request: HttpRequest, case_id: int) -> HttpResponse:
    """登记表, for the petitioner to check and sign."""
    data = identity.print_registration(by=request.actor, at=request.at, case_id=case_id)
    return pdf_response(data, "registration.pdf")


def _attached(request: HttpRequest, row: Case, form: FilesForm) -> bool:
    """All files or none; a refusal stands beside the field."""
    try:
        with transaction.atomic():
            ensure_not_erased(row)
            for file in form.cleaned_data["attachments"]:
                attach(matter=row.matter, upload=file, purpose="evidence", by=request.actor, at=request.at)
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        form.add_error("attachments", str(refusal))
        return False
    messages.success(request, "附件已上传。")
    return True
