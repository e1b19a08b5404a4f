"""The case: what it is, what happened, what may be done now and what is missing. Its papers and files: views.papers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from petitions import permissions as may
from petitions.cases.actions import accusations, identity, lookup_codes
from petitions.cases.forms.decisions import WhyForm
from petitions.cases.models.cases import Case
from petitions.cases.queries.case_lines import in_clear
from petitions.cases.queries.case_page import case_page
from petitions.cases.queries.cases import get_case
from petitions.cases.queries.numbers import case_numbers
from petitions.cases.views.acts import CASE
from petitions.cases.views.codes import forget_code, kept_code
from petitions.lookup.rules.codes import printed
from records.permissions import READ_TRAIL
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.frame.panels import CASE as CASE_PAGE
from township.frame.panels import panels_on
from township.frame.proof import asks_proof
from township.refusals import Refused


@requires(may.VIEW_CASE)
@require_GET
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """办理: the page of one case."""
    return _case_page(request, get_case(request.actor, case_id))


@asks_proof()
@requires(may.REVEAL_IDENTITY)
@never_cache
@require_POST
def reveal(request: HttpRequest, case_id: int, petitioner_id: int) -> HttpResponse:
    """显示: one petitioner in clear, in this answer alone, with the reason in the journal."""
    row = get_case(request.actor, case_id)
    form, shown = WhyForm(request.POST), {}
    if form.is_valid():
        try:
            shown = identity.reveal_identity(
                by=request.actor, at=request.at, case_id=row.pk, petitioner_id=petitioner_id, **form.cleaned_data
            )
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error("reason", str(refusal))
    more = {"shown": shown, "shown_id": petitioner_id, "why_form": form}
    if request.htmx:
        page = case_page(request.actor, row)
        person = next((line for line in page.people if line.id == petitioner_id), None)
        return render(
            request, "petitions/cases/_person.html", {"case": row, "person": person, "may_reveal": True, **more}
        )
    return _case_page(request, row, **more)


@asks_proof()
@requires(may.REVEAL_IDENTITY)
@never_cache
@require_POST
def reveal_all(request: HttpRequest, case_id: int) -> HttpResponse:
    """显示 for several petitioners at once: one reason, a line in the journal for each of them."""
    row = get_case(request.actor, case_id)
    form, shown = WhyForm(request.POST), {}
    if form.is_valid():
        try:
            shown = identity.reveal_everybody(by=request.actor, at=request.at, case_id=row.pk, **form.cleaned_data)
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error("reason", str(refusal))
    page = case_page(request.actor, row)
    people = [in_clear(line, shown[line.id]) if line.id in shown else line for line in page.people]
    more = {"people": people, "all_shown": bool(shown), "all_asked": True, "why_form": form}
    if request.htmx:
        return render(request, "petitions/cases/_people.html", {"case": row, "may_reveal": True, **more})
    return _case_page(request, row, **more)


@asks_proof()
@requires(may.READ_SEALED)
@never_cache
@require_POST
def words(request: HttpRequest, case_id: int) -> HttpResponse:
    """The words of an accusation, in this answer alone, with the reason in the journal."""
    row = get_case(request.actor, case_id)
    form, sealed = WhyForm(request.POST), ""
    if form.is_valid():
        try:
            sealed = accusations.read_words(by=request.actor, at=request.at, case_id=row.pk, **form.cleaned_data)
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error("reason", str(refusal))
    return _case_page(request, row, sealed_words=sealed, words_form=form)


@requires(may.REGISTER_CASE, may.NEW_LOOKUP_CODE)
@never_cache
@require_http_methods(["GET", "POST"])
def registered(request: HttpRequest, case_id: int) -> HttpResponse:
    """After saving: number, look-up code while it may be shown, papers to print, what to do next."""
    row = get_case(request.actor, case_id)
    code, shown = kept_code(request, row.pk), ""
    if request.method == "POST" and request.POST.get("do") != "show":
        forget_code(request, case_id)
        return redirect("petitions:case", case_id)
    if request.method == "POST" and code:
        lookup_codes.show_code(case_id=row.pk, code=code, by=request.actor, at=request.at)
        row, shown = get_case(request.actor, case_id), printed(code)
    page = case_page(request.actor, row)
    context = {
        "case": row,
        "page": page,
        "code": code,
        "shown": shown,
        "buttons": CASE.buttons(request, row, page.facts),
        "may_print_form": request.actor.may(may.EDIT_CASE),
        "may_register": request.actor.may(may.REGISTER_CASE),
    }
    return render(request, "petitions/cases/registration/registered.html", context)


@requires(may.VIEW_CASE_IDS)
@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """Numbers of the township's cases for the auditor, and nothing else of them."""
    page = Paginator(case_numbers(request.actor), 30).get_page(request.GET.get("page"))
    return render(request, "petitions/cases/numbers.html", {"page": page})


def _case_page(request: HttpRequest, row: Case, **more) -> HttpResponse:
    frame = beside(request, row, "case")
    page = frame["page"]
    context = frame | {
        "buttons": CASE.buttons(request, row, page.facts),
        "timeline": tuple(reversed(page.timeline)),
        "stopped": [line for line in page.clocks if not line.is_running],
        "may_reveal": request.actor.may(may.REVEAL_IDENTITY),
        "readers": row.matter.access_list.select_related("person").order_by("pk") if row.is_accusation else (),
        "people": page.people,
        "panels": panels_on(CASE_PAGE, request.actor, row, request.today),
        "why_form": WhyForm(),
        "words_form": WhyForm(),
        **more,
    }
    response = render(request, "petitions/cases/case.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def beside(request: HttpRequest, row: Case, tab: str) -> dict:
    """What every page of the case shows: its head and its tabs."""
    page = case_page(request.actor, row)
    return {
        "case": row,
        "tab": tab,
        "page": page,
        "counts": page.counts,
        "may_trail": request.actor.may(READ_TRAIL),
    }
