"""One act on every ticked row of a page, each by itself, with an answer that counts what was done and says why not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from records.ledgers.rules.pages import ROWS
from records.ledgers.views.asking import asked
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.refusals import Refused

if TYPE_CHECKING:
    from records.ledgers.views.ledgers import Ledger

TICK = "row"
LONGEST = 2000  # characters of a query string


def bulk_view(ledger: "Ledger") -> Callable:
    """The address that takes the ticks; it leads back to the view they were set on."""

    @requires(ledger.bulk.right)
    @require_POST
    def ledger_bulk(request: HttpRequest) -> HttpResponse:
        ticked = [tick for tick in map(_tick, request.POST.getlist(TICK)[:ROWS]) if tick]
        if ticked:
            _answer(request, ledger, *_act_on(request, ledger, ticked))
        else:
            messages.warning(request, f"请先勾选要{ledger.bulk.done}的{ledger.noun}。")
        before = QueryDict(request.POST.get("query", "")[:LONGEST])
        return redirect(asked(request, ledger, before).address)

    return ledger_bulk


def _act_on(request: HttpRequest, ledger: "Ledger", ticked: list[tuple[int, int]]) -> tuple[int, list[str]]:
    """How many were done, and why the others were not."""
    done, refused = 0, []
    for row_id, revision in ticked:
        try:
            ledger.bulk.act(by=request.actor, at=request.at, row_id=row_id, revision=revision)
            done += 1
        except (Refused, NotAllowed, OutOfScope) as refusal:
            refused.append(str(refusal))
    return done, refused


def _answer(request: HttpRequest, ledger: "Ledger", done: int, refused: list[str]) -> None:
    text = f"{done} {ledger.unit}已{ledger.bulk.done}"
    if refused:
        why = "；".join(dict.fromkeys(refused))
        text += f"，{len(refused)} {ledger.unit}未{ledger.bulk.done}，原因：{why}"
    (messages.warning if refused else messages.success)(request, text.rstrip("。") + "。")


def _tick(text: str) -> tuple[int, int] | None:
    """The row and the revision it was shown with; None for anything a page did not send."""
    row_id, _, revision = text.partition(":")
    if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (row_id, revision)):
        return int(row_id), int(revision)
    return None
