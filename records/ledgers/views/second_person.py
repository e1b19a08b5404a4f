"""The page that says what would leave the house and asks what for: of a ledger and of everything else made to be taken along."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from records.ledgers.actions import request_taking_out
from records.ledgers.forms import ReasonForm
from records.ledgers.rules.taking_out import FORMS, FREE_ROWS
from records.ledgers.rules.words import Condition
from township.actors import NotAllowed
from township.permissions import Capability
from township.refusals import Refused

TITLE_MOST = 60


def ask_for_second(
    request: HttpRequest,
    *,
    right: Capability,
    ledger: str,
    title: str,
    form: str,
    query: str,
    conditions: Sequence[Condition],
    columns: Sequence[str],
    rows: int,
    has_identity: bool,
    back: str,
) -> HttpResponse:
    """Shown, the page; posted with a reason, the request is made. ledger: the name of its address; query: what is asked again once it
    is agreed to; back: address of the page it comes from."""
    typed = ReasonForm(request.POST if request.method == "POST" else None)
    if typed.is_valid():
        try:
            row = request_taking_out(
                right=right,
                ledger=ledger,
                title=title[:TITLE_MOST],
                form=form,
                query=query,
                conditions=list(conditions),
                columns=list(columns),
                rows=rows,
                has_identity=has_identity,
                reason=typed.cleaned_data["reason"],
                by=request.actor,
                at=request.at,
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            typed.add_error(refusal.field if refusal.field in typed.fields else None, str(refusal))
        else:
            return redirect("records:taking", row.pk)
    context = {
        "title": title,
        "back": back,
        "conditions": conditions,
        "labels": columns,
        "form": typed,
        "verb": dict(FORMS)[form],
        "rows": rows,
        "free_rows": FREE_ROWS,
        "has_identity": has_identity,
    }
    return render(request, "records/ledgers/ask.html", context)
