"""Import of an old ledger: upload, what was found, let it in. The work is done by jobs; the page shows how far they are."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from petitions.ledger.actions.imports import (
    confirm_import,
    discard_import,
    failed_job,
    failed_rows,
    problem_words,
    retry_import,
    start_import,
)
from petitions.ledger.forms.imports import LedgerUploadForm
from petitions.ledger.import_sheets import failed_rows_xlsx, template_xlsx
from petitions.ledger.models import ImportBatch, ImportRow
from petitions.ledger.rules.columns import COLUMNS
from petitions.permissions import IMPORT_CASES
from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.responses import xlsx_response
from township.refusals import Refused

PAGE_ROWS = 30
STATE = ImportBatch.State


@requires(IMPORT_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and the upload that begins a new one."""
    form = LedgerUploadForm(request.POST, request.FILES) if request.method == "POST" else LedgerUploadForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = start_import(name=upload.name, data=upload.read(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("petitions:import", batch.pk)
    rows = ImportBatch.objects.filter(township_id=request.actor.township_id).select_related("by")
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(request, "petitions/ledger/imports/list.html", {"form": form, "page": page, "columns": COLUMNS})


@requires(IMPORT_CASES)
@never_cache
@require_safe
def import_page(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One import: counts, progress, and the rows with something to say about them."""
    batch = _batch(request, batch_id)
    kind = request.GET.get("rows", "bad" if batch.bad else "noted")
    rows = batch.rows.exclude(problems=[]).order_by("row").defer("data")
    rows = rows.filter(state="bad") if kind == "bad" else rows.exclude(state="bad")
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    is_running = batch.state in (STATE.CHECKING, STATE.COMMITTING)
    done = batch.done if batch.state == STATE.COMMITTING else batch.good + batch.bad + batch.known
    context = {
        "batch": batch,
        "page": page,
        "rows": [_shown(row) for row in page],
        "kind": kind,
        "is_running": is_running,
        "done": done,
        "expected": batch.good if batch.state == STATE.COMMITTING else batch.total,
        "stopped": failed_job(batch) if is_running else None,
    }
    return render(request, "petitions/ledger/imports/batch.html", context)


@requires(IMPORT_CASES)
@require_POST
def import_confirm(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Let the checked rows in."""
    return _do(request, batch_id, confirm_import, "开始导入。")


@requires(IMPORT_CASES)
@require_POST
def import_discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give the batch up."""
    return _do(request, batch_id, discard_import, "已放弃，没有导入任何内容。")


@requires(IMPORT_CASES)
@require_POST
def import_retry(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Go on after an error."""
    return _do(request, batch_id, retry_import, "已重新开始。")


@requires(IMPORT_CASES)
@require_safe
def import_failed(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The rows that could not come in, as a workbook to be mended and uploaded again."""
    rows = failed_rows(batch_id=batch_id, by=request.actor, at=request.at)
    return xlsx_response(failed_rows_xlsx(rows), f"未导入的行-{batch_id}.xlsx")


@requires(IMPORT_CASES)
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The template to be filled in."""
    return xlsx_response(template_xlsx(), "台账导入模板.xlsx")


def _do(request: HttpRequest, batch_id: int, action, sentence: str) -> HttpResponse:
    try:
        action(batch_id=batch_id, by=request.actor, at=request.at)
    except OutOfScope:
        raise
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, sentence)
    return redirect("petitions:import", batch_id)


def _batch(request: HttpRequest, batch_id: int) -> ImportBatch:
    rows = ImportBatch.objects.filter(township_id=request.actor.township_id).select_related("by")
    batch = rows.filter(pk=batch_id).first()
    if batch is None:
        raise OutOfScope("没有找到这次导入。")
    return batch


def _shown(row: ImportRow) -> dict:
    return {"row": row.row, "state": row.get_state_display(), "is_bad": row.state == "bad", "words": problem_words(row)}
