"""The ledger: list, exact search for a person, Excel, print, and putting concluded cases into the archive at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from petitions.cases.actions import cases as actions
from petitions.cases.rules.cases import CLOSED_STATES
from petitions.ledger.actions.exports import note_export
from petitions.ledger.actions.searches import note_search
from petitions.ledger.forms.ledger import LedgerForm, WhoForm
from petitions.ledger.queries import ledger as queries
from petitions.ledger.rules.ledger import (
    COLUMNS,
    DEFAULT_COLUMNS,
    HASH_KINDS,
    PAGE_ROWS,
    TASK_COLUMNS,
    LedgerFilters,
    chosen_columns,
)
from petitions.ledger.sheets import ledger_xlsx
from petitions.permissions import ARCHIVE_CASE, EXPORT_CASES, REGISTER_CASE, VIEW_CASE
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import xlsx_response
from township.permissions import LIAISON, Reach
from township.refusals import Refused

PRINT_ROWS = 2000
SHEET_ROWS = 200_000


@dataclass(frozen=True)
class CountedPage:
    """Rows already cut, with the total known: what Paginator needs to number the pages."""

    total: int

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part):
        return []


@requires(VIEW_CASE)
@require_GET
@remembers_place("petitions:ledger")
def ledger(request: HttpRequest) -> HttpResponse:
    """The list of this view: filters and page in the address line, totals, 30 rows."""
    form, filters, span, rows = _view(request)
    totals = queries.totals(rows)
    page = _page(request, totals.cases)
    first = (page.number - 1) * PAGE_ROWS
    columns = _columns(request, filters)
    query = request.GET.copy()
    query.pop("page", None)
    may_archive = request.actor.may(ARCHIVE_CASE) and bool(filters.state_set) and filters.state_set <= CLOSED_STATES
    context = {
        "form": form,
        "filters": filters,
        "words": _removable(request, form),
        "rows": queries.rows_of(rows, request.actor, filters, span, first, first + PAGE_ROWS),
        "page": page,
        "totals": totals,
        "columns": columns,
        "all_columns": COLUMNS.values(),
        "chosen": {column.key for column in columns},
        "query": query.urlencode(),
        "may_export": request.actor.may(EXPORT_CASES),
        "may_register": request.actor.may(REGISTER_CASE),
        "may_archive": may_archive,
        "who_form": WhoForm(),
        "is_own_reach": request.actor.reach(VIEW_CASE) == Reach.OWN,
    }
    return render(request, "petitions/ledger/list.html", context)


@requires(VIEW_CASE)
@require_POST
def find_person(request: HttpRequest) -> HttpResponse:
    """Turn a typed name, telephone or document number into its keyed hash and show who it belongs to."""
    form = WhoForm(request.POST)
    kept = request.POST.get("query", "")[:2000]
    if not form.is_valid():
        messages.warning(request, form.errors["who"][0])
        return redirect(f"{reverse('petitions:ledger')}?{kept}" if kept else "petitions:ledger")
    filters = LedgerFilters(who=form.hashed(request.today))
    kind = filters.who.partition("-")[0]
    if kind != "name":
        rows = queries.ledger(request.actor, filters, queries.horizon(request.actor.township_id, request.today))
        note_search(by=request.actor, at=request.at, kind=HASH_KINDS[kind], found=rows.count())
    return redirect(filters.address(reverse("petitions:ledger")))


@requires(EXPORT_CASES)
@require_GET
def ledger_sheet(request: HttpRequest) -> HttpResponse:
    """The same view as an Excel file, every row of it, masked."""
    _, filters, span, rows = _view(request)
    columns = _columns(request, filters)
    size = rows.count()
    if size > SHEET_ROWS:
        raise Refused(f"这个筛选有 {size} 件，一次最多导出 {SHEET_ROWS} 件，请按年份分次导出。")
    keys = tuple(column.key for column in columns)
    note_export(by=request.actor, at=request.at, how="xlsx", filters=filters, columns=keys, rows=size)
    data = ledger_xlsx(columns, queries.every_row(rows, request.actor, filters, span))
    return xlsx_response(data, f"ledger-{request.today:%Y%m%d}.xlsx")


@requires(EXPORT_CASES)
@require_GET
def ledger_print(request: HttpRequest) -> HttpResponse:
    """The same view for paper: landscape, the head repeated on every sheet."""
    form, filters, span, rows = _view(request)
    totals = queries.totals(rows)
    if totals.cases > PRINT_ROWS:
        raise Refused(f"这个筛选有 {totals.cases} 件，打印最多 {PRINT_ROWS} 件；请缩小筛选，或者导出 Excel。")
    columns = _columns(request, filters)
    keys = tuple(column.key for column in columns)
    note_export(by=request.actor, at=request.at, how="print", filters=filters, columns=keys, rows=totals.cases)
    context = {
        "words": form.in_words(),
        "columns": columns,
        "rows": list(queries.every_row(rows, request.actor, filters, span)),
        "totals": totals,
    }
    return render(request, "petitions/ledger/print.html", context)


@requires(ARCHIVE_CASE)
@require_POST
def archive_many(request: HttpRequest) -> HttpResponse:
    """Put the ticked cases into the archive, each by itself: "n 件已归档，m 件未归档，原因…"."""
    done, refused = 0, []
    for mark in request.POST.getlist("case")[:PAGE_ROWS]:
        case_id, _, revision = mark.partition(":")
        if not (case_id.isdecimal() and revision.isdecimal()):
            continue
        try:
            actions.archive(by=request.actor, at=request.at, case_id=int(case_id), revision=int(revision))
            done += 1
        except (Refused, NotAllowed, OutOfScope) as refusal:
            refused.append(str(refusal))
    if not done and not refused:
        messages.warning(request, "请先勾选要归档的事项。")
    else:
        text = f"{done} 件已归档" + (
            f"，{len(refused)} 件未归档，原因：{'；'.join(dict.fromkeys(refused))}" if refused else ""
        )
        (messages.warning if refused else messages.success)(request, text.rstrip("。") + "。")
    kept = request.POST.get("query", "")[:2000]
    return redirect(f"{reverse('petitions:ledger')}?{kept}" if kept else "petitions:ledger")


def _view(request: HttpRequest):
    """Form, filters, the span of the lights, and the rows of this address line, within the actor's sight."""
    actor = request.actor
    form = LedgerForm(request.GET, township_id=actor.township_id, today=request.today)
    filters = form.filters()
    span = queries.horizon(actor.township_id, request.today)
    return form, filters, span, queries.ledger(actor, filters, span)


def _columns(request: HttpRequest, filters: LedgerFilters):
    is_liaison = LIAISON in request.actor.roles and request.actor.reach(VIEW_CASE) == Reach.OWN
    default = TASK_COLUMNS if is_liaison or filters.task else DEFAULT_COLUMNS
    return chosen_columns(tuple(request.GET.getlist("cols")), default)


def _page(request: HttpRequest, total: int):
    paginator = Paginator(CountedPage(total), PAGE_ROWS)
    try:
        return paginator.page(request.GET.get("page") or 1)
    except InvalidPage:
        return paginator.page(1)


def _removable(request: HttpRequest, form: LedgerForm) -> list[tuple[str, str, str]]:
    """(label, value, address without it) of each condition, so that one click takes it away."""
    found = []
    for name, label, value in form.in_words():
        query = request.GET.copy()
        query.pop(name, None)
        query.pop("page", None)
        found.append((label, value, f"?{query.urlencode()}"))
    return found
