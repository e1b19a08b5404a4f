"""Import of a table: upload, match the columns, what was found, decide doubles, let it in. Jobs do the work; the page shows how far."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.imports.actions import imports as actions
from records.imports.actions import waiting as import_waiting
from records.imports.forms import MatchForm, UploadForm
from records.imports.kinds import KINDS, ImportKind, kinds_for
from records.imports.models import ImportBatch, ImportRow
from records.imports.queries import batch_of, batches_of, failed_job
from records.imports.sheets import failed_rows_xlsx, template_xlsx
from records.permissions import IMPORT_TABLES
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.frame.handouts import Handed, Handout, hand_out
from township.frame.responses import xlsx_response
from township.refusals import Refused
from township.watermark import Watermark
from township.words import whole_number

PAGE_ROWS = 30
STATE = ImportBatch.State
LISTS = {"bad": "有误的行", "twin": "疑似重复", "noted": "有提示的行", "known": "已有的行"}


@requires(IMPORT_TABLES)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, table: str = "") -> HttpResponse:
    """Earlier imports of a kind, and the upload that begins a new one."""
    declared = _kind(request, table)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = actions.start_import(
                kind=declared.key, name=upload.name, data=upload.read(), by=request.actor, at=request.at
            )
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("records:import", batch.pk)
    page = Paginator(batches_of(request.actor, declared), PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "kind": declared, "kinds": kinds_for(request.actor)}
    return render(request, "records/imports/list.html", context)


@requires(IMPORT_TABLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One import: its columns to be matched, else counts, progress, and the rows with something to say about them."""
    batch, kind = batch_of(request.actor, batch_id)
    if batch.state == STATE.MATCHING:
        return _match(request, batch, kind)
    if request.method == "POST":
        return redirect("records:import", batch.pk)
    first = next((name for name in ("bad", "twin") if getattr(batch, {"bad": "bad", "twin": "twins"}[name])), "noted")
    chosen = request.GET.get("rows", first)
    page = Paginator(_rows(batch, chosen), PAGE_ROWS).get_page(request.GET.get("page"))
    is_running = batch.state in (STATE.CHECKING, STATE.COMMITTING)
    context = {
        "batch": batch,
        "kind": kind,
        "page": page,
        "rows": _shown(request, batch, list(page), chosen),
        "chosen": chosen if chosen in LISTS else "noted",
        "lists": [(key, label, _size(batch, key)) for key, label in LISTS.items()],
        "is_running": is_running,
        "waiting": batch.good - batch.done,
        "done": batch.done if batch.state == STATE.COMMITTING else batch.checked,
        "expected": batch.good if batch.state == STATE.COMMITTING else max(batch.total, batch.checked),
        "stopped": failed_job(batch) if is_running else None,
    }
    return render(request, "records/imports/batch.html", context)


def _match(request: HttpRequest, batch: ImportBatch, kind: ImportKind) -> HttpResponse:
    form = MatchForm(request.POST if request.method == "POST" else None, batch=batch, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            actions.match_columns(
                batch_id=batch.pk, mapping=form.mapping(), years=form.years(), by=request.actor, at=request.at
            )
        except OutOfScope:
            raise
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("records:import", batch.pk)
    return render(request, "records/imports/match.html", {"batch": batch, "kind": kind, "form": form})


@requires(IMPORT_TABLES)
@require_POST
def import_confirm(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Let the checked rows in."""
    return _do(request, batch_id, actions.confirm_import, "开始导入。")


@requires(IMPORT_TABLES)
@require_POST
def import_decide(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Possible doubles: one, or all that are open; another matter, or the same."""
    typed = request.POST.get("seq", "")
    given = {"seqs": [whole_number(typed) or 0] if typed else None, "is_other": request.POST.get("is") == "other"}
    words = "已定为另一件，可以导入。" if given["is_other"] else "已定为同一件，不导入。"
    return _do(request, batch_id, actions.decide_twins, words, query="?rows=twin", **given)


@requires(IMPORT_TABLES)
@require_POST
def import_discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give the batch up."""
    return _do(request, batch_id, actions.discard_import, "已放弃，没有导入任何内容。")


@requires(IMPORT_TABLES)
@require_POST
def import_retry(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Go on after an error."""
    return _do(request, batch_id, actions.retry_import, "已重新开始。")


def _failed(request: HttpRequest, batch_id: int) -> Handed:
    """The rows that could not come in, as a workbook to be mended and uploaded again: to who uploaded them at once, for they only
    go back; to anybody else as identities that leave the house."""
    batch, rows = import_waiting.failed_rows(batch_id=batch_id, by=request.actor)

    def make(mark: Watermark) -> HttpResponse:
        return xlsx_response(failed_rows_xlsx(rows, mark), f"未导入的行-{batch_id}.xlsx")

    return Handed(
        f"未导入的行 {batch.name}",
        len(rows),
        make,
        has_identity=batch.by_id != request.actor.person_id,
        back=reverse("records:import", args=[batch.pk]),
        subject=("import", batch.pk),
    )


import_failed = hand_out(
    Handout("records:import_failed", IMPORT_TABLES, "import.failed_rows", _failed, asks_proof=True)
)


@requires(IMPORT_TABLES)
@require_safe
def import_template(request: HttpRequest, table: str) -> HttpResponse:
    """The template to be filled in."""
    declared = _kind(request, table)
    return xlsx_response(template_xlsx(declared), f"{declared.label}导入模板.xlsx")


def _kind(request: HttpRequest, key: str) -> ImportKind:
    """The kind by its key, or the first the actor may import; 404 for an unknown one, 403 for one of others."""
    mine = kinds_for(request.actor)
    if not key:
        if not mine:
            raise NotAllowed("您的岗位不能导入表格。如确需办理，请联系办公室主任调整任职。")
        return mine[0]
    if key not in KINDS:
        raise Http404
    if KINDS[key] not in mine:
        raise NotAllowed(f"您的岗位不能“{KINDS[key].capability.label}”。如确需办理，请联系办公室主任调整任职。")
    return KINDS[key]


def _do(request: HttpRequest, batch_id: int, action, sentence: str, query: str = "", **given) -> HttpResponse:
    try:
        action(batch_id=batch_id, by=request.actor, at=request.at, **given)
    except OutOfScope:
        raise
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, sentence)
    response = redirect("records:import", batch_id)
    response["Location"] += query
    return response


def _rows(batch: ImportBatch, chosen: str):
    rows = batch.rows.order_by("seq").select_related("twin_of", "matter")
    if chosen in ("bad", "twin", "known"):
        return rows.filter(state=chosen)
    return rows.exclude(problems=[]).exclude(state__in=("bad", "twin", "known"))


def _size(batch: ImportBatch, key: str) -> int | None:
    return {"bad": batch.bad, "twin": batch.twins, "known": batch.known}.get(key)


def _shown(request: HttpRequest, batch: ImportBatch, rows: list[ImportRow], chosen: str) -> list[dict]:
    """The rows of a page; possible doubles beside what they may repeat."""
    pairs = import_waiting.compare_rows(batch=batch, rows=rows, by=request.actor) if chosen == "twin" else {}
    earlier = {row.seq: row for row in batch.rows.filter(seq__in=[row.twin_row for row in rows if row.twin_row])}
    return [
        {
            "row": row,
            "is_bad": row.state in ("bad", "twin"),
            "words": import_waiting.problem_words(row),
            "pairs": pairs.get(row.seq, []),
            "before": earlier.get(row.twin_row),
        }
        for row in rows
    ]
