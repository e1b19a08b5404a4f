"""档案保存期限: lists for the witness, what is held back. Numbers and days only: the witness sees no word of a case."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from petitions.permissions import DRAW_RETENTION, HOLD_CASE, VIEW_RETENTION, WITNESS_RETENTION
from petitions.retention import actions
from petitions.retention.forms import HoldForm, WitnessForm
from petitions.retention.queries import held_cases, items_of, lists_of
from petitions.retention.rules import DRAWN
from records.keeping.queries.backups import kept_backups
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.refusals import Refused
from township.sight import row_in_sight

PAGE = 50


@requires(VIEW_RETENTION)
@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """The lists and what is held back; posted: a case is held back (act=hold) or a list is drawn (act=draw)."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = HoldForm(request.POST if act == "hold" else None)
    if act == "draw" or (act == "hold" and form.is_valid()):
        try:
            if act == "draw":
                row = actions.draw_list(by=request.actor, at=request.at)
                messages.success(request, "清单已提出，等待监销。")
                return redirect("petitions:retention_list", row.pk)
            actions.place_hold(by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, "已暂缓销毁。")
            return redirect("petitions:retention")
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            if act == "draw":
                messages.warning(request, str(refusal))
                return redirect("petitions:retention")
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    may_hold = request.actor.may(HOLD_CASE)
    context = {
        "page": Paginator(lists_of(request.actor), PAGE).get_page(request.GET.get("page")),
        "form": form,
        "holds": held_cases(request.actor.township_id)[:PAGE] if may_hold else (),
        "may_draw": request.actor.may(DRAW_RETENTION),
        "may_hold": may_hold,
    }
    return render(request, "petitions/retention/lists.html", context)


@requires(VIEW_RETENTION)
@require_http_methods(["GET", "POST"])
def retention_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """One list; posted: the witness's word."""
    row = row_in_sight(lists_of(request.actor), "没有找到这份清单。", pk=list_id)
    form = WitnessForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        agreed = request.POST.get("do") == "agree"
        try:
            actions.witness_list(
                list_id=row.pk, agreed=agreed, remark=form.cleaned_data["remark"], by=request.actor, at=request.at
            )
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已确认，由系统办理。" if agreed else "已退回。")
            return redirect("petitions:retention_list", row.pk)
    context = {
        "row": row,
        "kept": kept_backups(request.today),
        "form": form,
        "page": Paginator(items_of(row), PAGE).get_page(request.GET.get("page")),
        "may_witness": row.state == DRAWN
        and request.actor.may(WITNESS_RETENTION)
        and row.drawn_by_id != request.actor.person_id,
    }
    return render(request, "petitions/retention/list.html", context)


@requires(HOLD_CASE)
@require_POST
def lift_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """The ground is gone."""
    actions.lift_hold(hold_id=hold_id, by=request.actor, at=request.at)
    messages.success(request, "已解除暂缓。")
    return redirect("petitions:retention")
