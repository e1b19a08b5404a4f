"""The compiled pack of a dispatch: as page, on the projector, as PDF and as workbook. All read the stored text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings.dispatch.actions.packs import print_pack
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.queries import dispatches as queries
from meetings.dispatch.rules.packs import Pack
from meetings.dispatch.rules.slides import show
from meetings.dispatch.sheets import pack_xlsx
from meetings.permissions import VIEW_DISPATCH
from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.handouts import PRINT, Handed, Handout, hand_out
from township.frame.responses import pdf_response, xlsx_response
from township.watermark import Watermark


def _pack_of(request: HttpRequest, dispatch_id: int) -> tuple[Dispatch, Pack]:
    """The dispatch and its pack, for who may read it now."""
    row = queries.get_dispatch(request.actor, dispatch_id)
    if not queries.may_read_pack(request.actor, row):
        raise OutOfScope("调度材料还没有汇编，或要到召开以后才能查看。")
    return row, queries.pack_of(request.actor, row)


@requires(VIEW_DISPATCH)
@require_GET
def pack(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """The pack as a page."""
    row, found = _pack_of(request, dispatch_id)
    return render(request, "meetings/dispatch/dispatches/pack.html", {"dispatch": row, "pack": found})


@requires(VIEW_DISPATCH)
@require_GET
def screen(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """One slide on the wall. ?s= its number from 1; one beyond either end shows the nearest."""
    row, found = _pack_of(request, dispatch_id)
    whole = show(found)
    shown = whole.slides
    typed = request.GET.get("s", "1")
    n = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1
    n = min(max(n, 1), len(shown))
    context = {
        "dispatch": row,
        "pack": found,
        "slide": shown[n - 1],
        "n": n,
        "total": len(shown),
        "previous": n - 1,
        "following": n + 1 if n < len(shown) else 0,
        "contents": whole.contents,
    }
    return render(request, "meetings/dispatch/dispatches/screen.html", context)


def _paper(request: HttpRequest, dispatch_id: int) -> Handed:
    """The pack on paper."""
    row, found = _pack_of(request, dispatch_id)

    def make(mark: Watermark) -> HttpResponse:
        return pdf_response(print_pack(dispatch=row, pack=found, mark=mark), f"{row.title}材料.pdf")

    return _handed(row, found, "pdf", make)


def _sheet(request: HttpRequest, dispatch_id: int) -> Handed:
    """The pack as a workbook."""
    row, found = _pack_of(request, dispatch_id)
    return _handed(row, found, "xlsx", lambda mark: xlsx_response(pack_xlsx(found, mark), f"{row.title}材料.xlsx"))


def _handed(row: Dispatch, pack: Pack, form: str, make) -> Handed:
    return Handed(
        row.matter.number,
        pack.longest,
        make,
        back=reverse("meetings:dispatch", args=[row.pk]),
        subject=("dispatch", row.pk),
        detail={"form": form, "version": row.pack.version},
    )


pack_pdf = hand_out(Handout("meetings:dispatch_pdf", VIEW_DISPATCH, "dispatch.take_pack", _paper, PRINT))
pack_sheet = hand_out(Handout("meetings:dispatch_sheet", VIEW_DISPATCH, "dispatch.take_pack", _sheet))
