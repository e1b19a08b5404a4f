"""A ledger on the screen, on paper and as a workbook: the same view three times."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from records.ledgers.actions import note_taking_out
from records.ledgers.rules.columns import FILE, PAGE, PAPER, file_kind, file_value
from records.ledgers.rules.pages import ROWS, page_number
from records.ledgers.rules.taking_out import PRINT, SHEET, Watermark, names_people, needs_approval
from records.ledgers.sheets import Heading, write_xlsx
from records.ledgers.views.asking import Asking, asked, asked_by_form, has_open_words, with_query
from records.ledgers.views.cells import lines_of
from records.ledgers.views.second_person import ask_for_second
from township.frame.access import requires
from township.frame.places import remember_place
from township.frame.proof import asks_proof
from township.frame.responses import xlsx_response
from township.permissions import Capability
from township.refusals import Refused

if TYPE_CHECKING:
    from records.ledgers.views.ledgers import Ledger

PLACES = {SHEET: FILE, PRINT: PAPER}
NUMBERED = Heading("序号", 6, "number")


class Counted:
    """Rows of which only the number is known: Paginator needs no more to number the pages."""

    def __init__(self, total: int):
        self.total = total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part) -> list:
        return []


def page_view(ledger: "Ledger") -> Callable:
    """The page. Filters are posted and answered with the address of their view; what cannot be read is shown at once."""

    @requires(ledger.view)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def ledger_page(request: HttpRequest) -> HttpResponse:
        is_sent = request.method == "POST"
        asking = asked_by_form(request, ledger) if is_sent else asked(request, ledger, request.GET)
        if (is_sent and not asking.form.errors) or (not is_sent and has_open_words(request, ledger)):
            return redirect(asking.address)
        return _shown(request, asking)

    return ledger_page


def _shown(request: HttpRequest, asking: Asking) -> HttpResponse:
    ledger, actor = asking.ledger, asking.reader.actor
    totals, typed = asking.totals, request.GET.get("page", "")
    shown = Paginator(Counted(totals.rows), ROWS).page(page_number(typed, totals.rows))
    first = (shown.number - 1) * ROWS
    rows = list(asking.lines(asking.rows[first : first + ROWS])) if totals.rows else []
    context = {
        "ledger": ledger,
        "asking": asking,
        "form": asking.form,
        "heading": ledger.heading_for(actor),
        "intro": ledger.intro_for(actor),
        "notes": list(ledger.notes(asking.reader)) if ledger.notes else [],
        "words": [(one.label, one.words, asking.address_without(one.name)) for one in asking.conditions],
        "rows": rows,
        "columns": asking.columns_on(PAGE),
        "lines": lines_of(asking, rows, PAGE),
        "totals": totals,
        "shows_totals": ledger.totals is not None,
        "page": shown,
        "query": asking.query,
        "choices": asking.offered if ledger.first_columns else (),
        # What begins a new thing (the key n) stands last, as the main button.
        "actions": sorted((link for link in ledger.actions if link.is_for(actor)), key=lambda link: link.key == "n"),
        "empty": ledger.empty_for(actor),
        "empty_words": f"没有符合这些条件的{ledger.noun}。",
        "bulk": ledger.bulk if _is_offered(asking) else None,
        "print_url": _beside(ledger.print_name, ledger.print_right, asking),
        "sheet_url": _beside(ledger.sheet_name, ledger.export, asking),
    }
    response = render(request, ledger.template, context)
    place = asking.query.copy()
    if typed:
        place["page"] = str(shown.number)
    remember_place(request, response, ledger.url_name, place.urlencode())
    return response


def _taken_out(request: HttpRequest, ledger: "Ledger", form: str, make: Callable) -> HttpResponse:
    asking = asked(request, ledger, request.GET)
    elsewhere = _better_address(request, asking)
    if elsewhere:
        return redirect(elsewhere)
    if needs_second(asking, form):
        return ask_for(request, asking, form)
    return make(request, asking, _note(request, asking, form))


def print_view(ledger: "Ledger") -> Callable:
    """The same view for paper: every row, landscape, the head repeated on every sheet."""

    @requires(ledger.print_right)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def ledger_paper(request: HttpRequest) -> HttpResponse:
        return _taken_out(request, ledger, PRINT, paper)

    return ledger_paper


def paper(request: HttpRequest, asking: Asking, mark: Watermark) -> HttpResponse:
    """The page for the printer, with who, when and number on every sheet."""
    ledger, columns = asking.ledger, asking.columns_on(PAPER)
    whole = sum(column.characters for column in columns)
    context = {
        "ledger": ledger,
        "heading": ledger.heading_for(asking.reader.actor),
        "conditions": asking.conditions,
        "columns": columns,
        "shares": [round(100 * column.characters / whole) for column in columns],
        "lines": lines_of(asking, asking.every_line(), PAPER),
        "totals": asking.totals,
        "mark": mark,
    }
    return render(request, "records/ledgers/print.html", context)


def sheet_view(ledger: "Ledger") -> Callable:
    """The same view as a workbook: every row, numbers as numbers, days as days."""

    @asks_proof()
    @requires(ledger.export)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def ledger_file(request: HttpRequest) -> HttpResponse:
        return _taken_out(request, ledger, SHEET, sheet)

    return ledger_file


def sheet(request: HttpRequest, asking: Asking, mark: Watermark) -> HttpResponse:
    """The workbook, signed."""
    return xlsx_response(workbook(asking, mark), f"{asking.ledger.title}-{request.today:%Y%m%d}.xlsx")


def check_size(asking: Asking, form: str) -> None:
    """Refused for more than paper or file can hold, whoever agrees."""
    ledger, rows = asking.ledger, asking.totals.rows
    if form == PRINT and rows > ledger.most_printed:
        raise Refused(
            f"这个筛选有 {rows} {ledger.unit}，一次最多打印 {ledger.most_printed} {ledger.unit}；"
            f"请缩小筛选{'，或者导出 Excel' if ledger.export else ''}。"
        )
    if form == SHEET and rows > ledger.most_in_file:
        raise Refused(
            f"这个筛选有 {rows} {ledger.unit}，一次最多导出 {ledger.most_in_file} {ledger.unit}，请按年份分次导出。"
        )


def needs_second(asking: Asking, form: str) -> bool:
    """Whether this view leaves the house only on two persons' word."""
    check_size(asking, form)
    return needs_approval(asking.totals.rows, names_people(asking.columns_on(PLACES[form])))


def ask_for(request: HttpRequest, asking: Asking, form: str) -> HttpResponse:
    """The page that says what would leave the house and asks what for; posted, the request is made."""
    ledger, columns = asking.ledger, asking.columns_on(PLACES[form])
    return ask_for_second(
        request,
        right=right_of(ledger, form),
        ledger=ledger.url_name,
        title=ledger.title,
        form=form,
        query=asking.whole_query,
        conditions=asking.conditions,
        columns=[column.label for column in columns],
        rows=asking.totals.rows,
        has_identity=names_people(columns),
        back=asking.address,
    )


def right_of(ledger: "Ledger", form: str) -> Capability:
    """The right by which the ledger leaves the house in this form."""
    return ledger.print_right if form == PRINT else ledger.export


def code_of(ledger: "Ledger", form: str) -> str:
    """What the journal calls it."""
    return ledger.print_code if form == PRINT else ledger.export_code


def _better_address(request: HttpRequest, asking: Asking) -> str:
    """Where this request for paper or file should go instead; empty = nowhere.

    Without words in the address; or to the page, when a condition cannot be read or is forgotten: what leaves the house
    must not be more than what was asked for.
    """
    if has_open_words(request, asking.ledger):
        return with_query(request.path, asking.query)
    return with_query(asking.ledger.address, request.GET) if asking.form.errors else ""


def workbook(asking: Asking, mark: Watermark | None = None) -> bytes:
    """The workbook of a view; its rows are read once, line by line."""
    columns, reader = asking.columns_on(FILE), asking.reader
    head = [NUMBERED, *(Heading(column.file_label, column.characters, file_kind(column)) for column in columns)]
    rows = (
        (number, *(file_value(column, row, reader) for column in columns))
        for number, row in enumerate(asking.every_line(), start=1)
    )
    return write_xlsx(asking.ledger.title, head, rows, mark)


def _note(request: HttpRequest, asking: Asking, form: str) -> Watermark:
    return note_taking_out(
        by=request.actor,
        at=request.at,
        right=right_of(asking.ledger, form),
        code=code_of(asking.ledger, form),
        title=asking.ledger.title,
        conditions=asking.conditions,
        columns=[column.key for column in asking.columns_on(PLACES[form])],
        rows=asking.totals.rows,
    )


def _beside(url_name: str, right: Capability | None, asking: Asking) -> str:
    """The address of the same view on paper or as a workbook; empty for who may not have it."""
    if right is None or not asking.reader.actor.may(right):
        return ""
    return with_query(reverse(url_name), asking.query)


def _is_offered(asking: Asking) -> bool:
    act = asking.ledger.bulk
    return act is not None and asking.reader.actor.may(act.right) and act.offered(asking.reader)
