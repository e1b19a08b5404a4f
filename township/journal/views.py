"""The journal: filtered list, xlsx of it, and the walk along the chain."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from township.frame.access import requires
from township.frame.codes import qr_code
from township.frame.handouts import Handed, Handout, hand_out
from township.frame.places import remembers_place
from township.frame.responses import xlsx_response
from township.journal import words as journal_words
from township.journal.actions import write_entry
from township.journal.forms import JournalFilterForm, SheetForm
from township.journal.queries import filtered, head_of, journal_visible_to, typed_difference, verify_chain
from township.journal.sheets import JOURNAL_COLUMNS, journal_xlsx
from township.permissions import VERIFY_JOURNAL, VIEW_JOURNAL, Reach
from township.watermark import Watermark
from township.words import whole_number

ROWS = 30
EXPORT_LIMIT = 50_000  # lines of one file
SLICE = 50_000  # lines checked in one request, about two seconds


def _wanted(request: HttpRequest):
    form = JournalFilterForm(request.GET, actions=journal_words.choices())
    form.is_valid()
    return form, filtered(journal_visible_to(request.actor), form.wanted())


@requires(VIEW_JOURNAL)
@remembers_place("township:journal")
def journal(request: HttpRequest) -> HttpResponse:
    form, lines = _wanted(request)
    page = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [(line, journal_words.word(line.action)) for line in page],
        "sees_all": request.actor.reach(VIEW_JOURNAL) == Reach.TOWNSHIP,
        "may_verify": request.actor.may(VERIFY_JOURNAL),
        "query": request.GET.urlencode(),
    }
    return render(request, "township/journal/journal.html", context)


def _sheet(request: HttpRequest) -> Handed:
    """xlsx of exactly this view, newest first; the export itself is a line of the journal."""
    form, lines = _wanted(request)
    upto = whole_number(request.GET.get("upto", ""))
    if upto is not None:
        lines = lines.filter(seq__lte=upto)
    newest = lines.order_by("-seq").values_list("seq", flat=True).first() or 0
    lines = lines.filter(seq__lte=newest)  # without the line of this very export
    total = min(lines.count(), EXPORT_LIMIT)

    def make(mark: Watermark) -> HttpResponse:
        data = journal_xlsx(lines[:EXPORT_LIMIT].iterator(chunk_size=2000), journal_words.word, mark)
        return xlsx_response(data, f"journal-{request.today:%Y%m%d}.xlsx")

    asked = form.cleaned_data.get("action", "")
    return Handed(
        "流转与查阅记录",
        total,
        make,
        columns=tuple(label for label, _ in JOURNAL_COLUMNS),
        conditions=(journal_words.word(asked),) if asked else (),
        back=reverse("township:journal"),
        subject=("journal", None),
        detail={"lines": total},
        holds={"upto": str(newest)},
    )


journal_export = hand_out(Handout("township:journal_export", VERIFY_JOURNAL, "journal.export", _sheet, asks_proof=True))


@requires(VERIFY_JOURNAL)
def journal_verify(request: HttpRequest) -> HttpResponse:
    """GET explains, POST checks the next slice; a long chain is walked in several steps, each with its own button."""
    verdict = None
    if request.method == "POST":
        after = request.POST.get("after", "0")
        verdict = verify_chain(request.actor.township_id, after=whole_number(after) or 0, limit=SLICE)
        if verdict.is_complete or verdict.broken_seq:
            write_entry(
                by=request.actor,
                at=request.at,
                action="journal.verify",
                subject_kind="journal",
                is_success=verdict.is_complete,
                detail={"checked_to": verdict.checked_to, "broken": verdict.broken_seq},
            )
    return render(request, "township/journal/verify.html", {"verdict": verdict})


@requires(VERIFY_JOURNAL)
@require_http_methods(["GET", "POST"])
def journal_sheet(request: HttpRequest) -> HttpResponse:
    """The end of the chain as a sheet to print, sign and keep elsewhere; posted: a sheet is compared with the chain of today."""
    form = SheetForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_valid():
        found = typed_difference(request.actor.township_id, **form.cleaned_data)
        seq = form.cleaned_data["seq"]
        detail, given = (
            {"seq": seq, "digits": len(form.cleaned_data["digits"])},
            {"by": request.actor, "at": request.at},
        )
        write_entry(action="journal.compare", subject_kind="journal", is_success=not found, detail=detail, **given)
    head = head_of(request.actor.township_id)
    if request.method == "GET" and head:
        write_entry(
            by=request.actor, at=request.at, action="journal.sheet", subject_kind="journal", detail={"seq": head.seq}
        )
    context = {
        "form": form,
        "compared": found,
        "head": head,
        "code": qr_code(head.line) if head else "",
        "at": request.at,
    }
    return render(request, "township/journal/sheet.html", context)
