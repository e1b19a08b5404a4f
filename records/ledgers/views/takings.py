"""A ledger on its way out of the house: what was asked for, the second person's word, and the taking out itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from records.ledgers.actions import check_whole, decide_taking_out, take_out
from records.ledgers.forms import DecisionForm
from records.ledgers.models import TakingOut
from records.ledgers.rules.taking_out import PENDING, PRINT
from records.ledgers.views.asking import asked_again
from records.ledgers.views.handouts import take
from records.ledgers.views.ledgers import LEDGERS
from records.ledgers.views.pages import PLACES, check_size, code_of, paper, right_of, sheet
from records.permissions import APPROVE_TAKING_OUT
from township.actors import Actor, NotAllowed, OutOfScope
from township.frame.access import any_account
from township.frame.handouts import HANDOUTS
from township.frame.proof import asks_proof
from township.refusals import Refused


def get_taking(actor: Actor, taking_id: int) -> TakingOut:
    """The request, for who made it and for who may decide it."""
    rows = TakingOut.objects.filter(township_id=actor.township_id).select_related("requested_by", "decided_by")
    row = rows.filter(pk=taking_id).first()
    if row is None or (row.requested_by_id != actor.person_id and not actor.may(APPROVE_TAKING_OUT)):
        raise OutOfScope("没有找到这项申请。")
    return row


@any_account
@never_cache
@require_http_methods(["GET", "POST"])
def taking(request: HttpRequest, taking_id: int) -> HttpResponse:
    """One request; posted: agreed to or not."""
    row = get_taking(request.actor, taking_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        agreed = request.POST.get("do") == "agree"
        try:
            decide_taking_out(
                taking_id=row.pk, agreed=agreed, remark=form.cleaned_data["remark"], by=request.actor, at=request.at
            )
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已同意，已通知申请人。" if agreed else "没有同意，已通知申请人。")
            return redirect("records:taking", row.pk)
    is_own = row.requested_by_id == request.actor.person_id
    context = {
        "row": row,
        "form": form,
        "is_own": is_own,
        "may_decide": row.state == PENDING and not is_own and request.actor.may(APPROVE_TAKING_OUT),
    }
    return render(request, "records/ledgers/taking.html", context)


@asks_proof()
@any_account
@never_cache
@require_GET
def taking_file(request: HttpRequest, taking_id: int) -> HttpResponse:
    """The workbook, or the page for the printer, for who asked for it."""
    row = get_taking(request.actor, taking_id)
    check_whole(row)
    if row.ledger in HANDOUTS and row.requested_by_id == request.actor.person_id:
        return take(request, row)
    ledger = LEDGERS.get(row.ledger)
    if ledger is None or row.requested_by_id != request.actor.person_id:
        raise OutOfScope("没有找到这项申请。")
    asking = asked_again(request, ledger, row.query)
    check_size(asking, row.form)
    mark = take_out(
        taking_id=row.pk,
        right=right_of(ledger, row.form),
        code=code_of(ledger, row.form),
        conditions=asking.conditions,
        columns=[column.key for column in asking.columns_on(PLACES[row.form])],
        rows=asking.totals.rows,
        by=request.actor,
        at=request.at,
    )
    return (paper if row.form == PRINT else sheet)(request, asking, mark)
