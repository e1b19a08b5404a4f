"""Import of a ledger of disputes: template, upload with every fault beside its cell, preview, all rows or none."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from petitions.cases.views.answers import attempt
from petitions.permissions import IMPORT_DISPUTES
from petitions.screening.actions import imports as actions
from petitions.screening.forms.disputes import DisputeUploadForm
from petitions.screening.rules.columns import COLUMNS, ROWS_MOST
from petitions.screening.rules.disputes import CAUSES
from petitions.screening.sheets import dispute_template_xlsx
from records.papers import store
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message
from township.frame.responses import xlsx_response

SHOWN_FAULTS = 200


@requires(IMPORT_DISPUTES)
@require_http_methods(["GET", "POST"])
def dispute_import(request: HttpRequest) -> HttpResponse:
    """Upload; a workbook with faults is not kept, they are listed row by row."""
    form = DisputeUploadForm(request.POST, request.FILES) if request.method == "POST" else DisputeUploadForm()
    found: list = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        given = {"name": upload.name, "data": upload.read(), "by": request.actor, "at": request.at}
        if attempt(form, lambda: found.append(actions.start_dispute_import(**given))):
            batch, _ = found[0]
            if batch:
                return redirect("petitions:dispute_batch", batch.pk)
    faults = found[0][1].faults if found else []
    context = {
        "form": form,
        "faults": faults[:SHOWN_FAULTS],
        "fault_count": len(faults),
        "columns": COLUMNS,
        "causes": CAUSES.values(),
        "most": ROWS_MOST,
        "good": len(found[0][1].rows) if found else 0,
    }
    return render(request, "petitions/screening/disputes/import.html", context)


@requires(IMPORT_DISPUTES)
@require_GET
def dispute_template(request: HttpRequest) -> HttpResponse:
    """The template to be filled in."""
    return xlsx_response(dispute_template_xlsx(), "矛盾纠纷台账模板.xlsx")


@requires(IMPORT_DISPUTES)
@never_cache
@require_http_methods(["GET", "POST"])
def dispute_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The preview of one's own upload, and the yes or no."""
    batch = actions.own_import(batch_id, request.actor)
    given = {"batch_id": batch.pk, "by": request.actor, "at": request.at}
    if request.method == "POST":
        with refusals_as_message(request):
            if request.POST.get("act") == "discard":
                actions.discard_dispute_import(**given)
                messages.success(request, "已放弃，没有导入任何内容。")
                return redirect("petitions:dispute_import")
            count = actions.confirm_dispute_import(**given)
            messages.success(request, f"已导入 {count} 件。")
            return redirect("petitions:disputes")
        return redirect("petitions:dispute_batch", batch.pk)
    is_open = batch.state == actions.STATE.CHECKED
    checked = actions.check_workbook(store.get(batch.blob), request.actor, request.today) if is_open else None
    context = {"batch": batch, "rows": checked.rows if checked else [], "is_open": is_open}
    return render(request, "petitions/screening/disputes/batch.html", context)
