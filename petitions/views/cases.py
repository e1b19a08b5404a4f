"""The case: what it is, what happened, what may be done now and what is missing; papers, files, links as pages beside it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from petitions import permissions as may
from petitions.actions import cases as actions
from petitions.actions.accusations import OPEN_FOR
from petitions.actions.previews import preview_paper
from petitions.forms.decisions import FilesForm, ReaderForm, WhyForm
from petitions.models import Case
from petitions.queries.beside import links_of
from petitions.queries.case_page import CasePage, case_page
from petitions.queries.cases import get_case
from petitions.queries.homes import case_numbers
from petitions.queries.seals import is_opened_for
from petitions.rules.steps import Step
from petitions.views.codes import forget_code, kept_code
from records.actions.attachments import attach
from records.models import Attachment
from records.permissions import ATTACH, READ_TRAIL
from township.access import requires
from township.actors import NotAllowed, OutOfScope
from township.rules.refusals import Refused

PDF = "application/pdf"
APPROVALS = {
    "decide_refusal": "refusal",
    "decide_reply": "reply",
    "decide_extension": "extension",
    "decide_route": "route",
    "confirm_unseal": "unseal",
}
ELSEWHERE = {"edit_registration": "petitions:edit", "new_lookup_code": "petitions:new_code"}


@dataclass(frozen=True)
class Button:
    """A step with the address of its page. is_main: the one large button."""

    step: Step
    url: str
    is_main: bool = False


@requires(may.VIEW_CASE)
@require_GET
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """办理: the page of one case."""
    return _case_page(request, get_case(request.actor, case_id))


@requires(may.REVEAL_IDENTITY)
@never_cache
@require_POST
def reveal(request: HttpRequest, case_id: int, petitioner_id: int) -> HttpResponse:
    """显示: one petitioner in clear, in this answer alone, with the reason in the journal."""
    row = get_case(request.actor, case_id)
    form, shown = WhyForm(request.POST), {}
    if form.is_valid():
        try:
            shown = actions.reveal_identity(
                by=request.actor, at=request.at, case_id=row.pk, petitioner_id=petitioner_id, **form.cleaned_data
            )
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error("reason", str(refusal))
    more = {"shown": shown, "shown_id": petitioner_id, "why_form": form}
    if request.htmx:
        page = case_page(request.actor, row)
        person = next((line for line in page.people if line.id == petitioner_id), None)
        return render(
            request, "petitions/cases/_person.html", {"case": row, "person": person, "may_reveal": True, **more}
        )
    return _case_page(request, row, **more)


@requires(may.READ_SEALED)
@never_cache
@require_POST
def words(request: HttpRequest, case_id: int) -> HttpResponse:
    """The words of an accusation, in this answer alone, with the reason in the journal."""
    row = get_case(request.actor, case_id)
    form, sealed = WhyForm(request.POST), ""
    if form.is_valid():
        try:
            sealed = actions.read_words(by=request.actor, at=request.at, case_id=row.pk, **form.cleaned_data)
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error("reason", str(refusal))
    return _case_page(request, row, sealed_words=sealed, words_form=form)


@requires(may.PROPOSE_UNSEAL)
@require_http_methods(["GET", "POST"])
def reader(request: HttpRequest, case_id: int) -> HttpResponse:
    """列入知悉名单: one more person on the access list of an accusation."""
    row = get_case(request.actor, case_id)
    if not row.is_accusation:
        raise Refused("这不是检举控告事项。", "条例第三十条")
    form = ReaderForm(request.POST if request.method == "POST" else None, township_id=row.township_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_reader(
                by=request.actor, at=request.at, case_id=row.pk, revision=int(request.POST.get("revision") or 0),
                person_id=form.cleaned_data["person"].pk,
            )  # fmt: skip
            return redirect("petitions:case", row.pk)
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error("person", str(refusal))
    context = {"case": row, "form": form, "page": {}, "article": "条例第三十条"}
    return render(request, "petitions/cases/reader.html", context)


@requires(may.VIEW_CASE)
@require_GET
def papers(request: HttpRequest, case_id: int) -> HttpResponse:
    """文书: drafts and issued documents with their delivery."""
    row = get_case(request.actor, case_id)
    context = {"may_print_form": request.actor.may(may.EDIT_CASE)}
    return render(request, "petitions/cases/papers.html", _beside(request, row, "papers") | context)


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
    return render(request, "petitions/cases/files.html", _beside(request, row, "files") | context)


@requires(may.VIEW_CASE)
@require_GET
def links(request: HttpRequest, case_id: int) -> HttpResponse:
    """关联: earlier and later matters, as far as the reader may see them."""
    row = get_case(request.actor, case_id)
    return render(
        request, "petitions/cases/links.html", _beside(request, row, "links") | {"rows": links_of(request.actor, row)}
    )


@requires(may.VIEW_CASE)
@require_GET
def paper(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """The frozen PDF of an issued document."""
    document, data = actions.read_document(by=request.actor, at=request.at, case_id=case_id, document_id=document_id)
    name = f"{document.title} {document.number}".strip().replace("/", "-") + ".pdf"
    return _file(data, PDF, name, as_attachment="download" in request.GET)


@requires(may.DRAFT_REPLY, may.APPROVE_REPLY)
@require_GET
def paper_preview(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """A draft as it would be printed now."""
    data = preview_paper(by=request.actor, at=request.at, case_id=case_id, document_id=document_id)
    return _file(data, PDF, "preview.pdf")


@requires(may.VIEW_CASE)
@require_GET
def receipt(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """The delivery receipt of one issued document, to be signed."""
    data = actions.print_receipt(by=request.actor, at=request.at, case_id=case_id, document_id=document_id)
    return _file(data, PDF, "receipt.pdf")


@requires(may.VIEW_CASE)
@require_GET
def attachment(request: HttpRequest, case_id: int, attachment_id: int) -> HttpResponse:
    """An attachment, as a download only; a sealed accusation's stay closed."""
    row, data = actions.read_case_attachment(
        by=request.actor, at=request.at, case_id=case_id, attachment_id=attachment_id
    )
    return _file(data, row.media_type, row.name, as_attachment=True)


@requires(may.REGISTER_CASE, may.NEW_LOOKUP_CODE)
@never_cache
@require_http_methods(["GET", "POST"])
def registered(request: HttpRequest, case_id: int) -> HttpResponse:
    """After saving: number, look-up code while it may be shown, papers to print, what to do next."""
    if request.method == "POST":
        forget_code(request, case_id)
        return redirect("petitions:case", case_id)
    row = get_case(request.actor, case_id)
    page = case_page(request.actor, row)
    context = {
        "case": row,
        "page": page,
        "code": kept_code(request, row.pk),
        "buttons": _buttons(row, page),
        "may_print_form": request.actor.may(may.EDIT_CASE),
        "may_register": request.actor.may(may.REGISTER_CASE),
    }
    return render(request, "petitions/registration/registered.html", context)


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
    data = actions.print_slip(by=request.actor, at=request.at, case_id=case_id, code=code, lookup_url=url)
    return _file(data, PDF, "slip.pdf")


@requires(may.EDIT_CASE)
@require_GET
def registration_form(request: HttpRequest, case_id: int) -> HttpResponse:
    """登记表, for the petitioner to check and sign."""
    return _file(actions.print_registration(by=request.actor, at=request.at, case_id=case_id), PDF, "registration.pdf")


@requires(may.VIEW_CASE_IDS)
@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """Numbers of the township's cases for the auditor, and nothing else of them."""
    page = Paginator(case_numbers(request.actor), 30).get_page(request.GET.get("page"))
    return render(request, "petitions/cases/numbers.html", {"page": page})


def _attached(request: HttpRequest, row: Case, form: FilesForm) -> bool:
    """All files or none; a refusal stands beside the field."""
    try:
        with transaction.atomic():
            for file in form.cleaned_data["attachments"]:
                attach(matter=row.matter, upload=file, purpose="evidence", by=request.actor, at=request.at)
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        form.add_error("attachments", str(refusal))
        return False
    messages.success(request, "附件已上传。")
    return True


def _case_page(request: HttpRequest, row: Case, **more) -> HttpResponse:
    beside = _beside(request, row, "case")
    page = beside["page"]
    context = beside | {
        "buttons": _buttons(row, page),
        "timeline": tuple(reversed(page.timeline)),
        "stopped": [line for line in page.clocks if not line.is_running],
        "may_reveal": request.actor.may(may.REVEAL_IDENTITY),
        "may_name": request.actor.may(may.PROPOSE_UNSEAL),
        "readers": row.matter.access_list.select_related("person").order_by("pk") if row.is_accusation else (),
        "why_form": WhyForm(),
        "words_form": WhyForm(),
        **more,
    }
    response = render(request, "petitions/cases/case.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _beside(request: HttpRequest, row: Case, tab: str) -> dict:
    """What every page of the case shows: its head and its tabs."""
    page = case_page(request.actor, row)
    return {
        "case": row,
        "tab": tab,
        "page": page,
        "counts": page.counts,
        "may_trail": request.actor.may(READ_TRAIL),
    }


def _buttons(row: Case, page: CasePage) -> list[Button]:
    """Handing a case to others again is never the large button."""
    is_given = any(task.ended_on is None for task in page.tasks)
    return [
        Button(step, _step_url(row, page, step), step.is_main and not (step.name == "assign" and is_given))
        for step in page.steps
    ]


def _step_url(row: Case, page: CasePage, step: Step) -> str:
    if step.name in APPROVALS:
        waiting = next(one for one in page.approvals if one.kind == APPROVALS[step.name] and one.state == "pending")
        return reverse("petitions:decide", args=[row.pk, waiting.pk])
    if step.name == "decide_objection":
        return reverse("petitions:decide_objection", args=[row.pk, page.objections[0].pk])
    if step.name in ELSEWHERE:
        return reverse(ELSEWHERE[step.name], args=[row.pk])
    return reverse("petitions:move", kwargs={"case_id": row.pk, "move": step.name})


def _file(data: bytes, media_type: str, name: str, *, as_attachment: bool = False) -> HttpResponse:
    """Bytes with a Chinese name, not sniffed, kept by no cache."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment, name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=media_type, headers=headers)
