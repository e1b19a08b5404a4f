"""The petitioner's pages: look-up by number and code, documents, evaluation. No account, no script, nothing personal in
an address.

A right code leaves a ticket in the session: for twenty minutes the page can be opened again, printed, and its papers
fetched. The ticket names one case and dies with the code it was got by.
"""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from petitions.cases.models.cases import Case
from petitions.lookup.actions.evaluations import SEEN_BY_STAFF, code_holder, evaluate
from petitions.lookup.actions.lookups import MustWait, open_lookup, read_paper
from petitions.lookup.forms import EvaluationForm, LookupForm
from petitions.lookup.queries import PublicView, public_view
from petitions.lookup.rules.lookups import TICKET_LASTS
from township.actors import OutOfScope
from township.crypto import keyed_hash
from township.frame.access import public
from township.frame.responses import pdf_response
from township.refusals import Refused

TICKET = "lookup"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """The form; the slip's QR leads here with the number filled in. A right code leads on to the result."""
    if request.method != "POST":
        return _form_page(request, LookupForm(initial={"number": request.GET.get("n", "")[:60]}))
    form = LookupForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form)
    try:
        case = open_lookup(
            number=form.cleaned_data["number"],
            code=form.cleaned_data["code"],
            address=request.META.get("REMOTE_ADDR", ""),
            at=request.at,
        )
    except MustWait as wait:
        form.add_error(None, wait.message)
        response = _form_page(request, form, status=429)
        response.headers["Retry-After"] = str(wait.seconds)
        return response
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return _form_page(request, form)
    _issue_ticket(request, case)
    return redirect("petitions:lookup_result")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup_result(request: HttpRequest) -> HttpResponse:
    """The state of the matter; a posted form is the evaluation."""
    case = _ticket_case(request)
    if case is None:
        return _ask_again(request)
    page = public_view(case.pk, request.today)
    form = _evaluation_form(request, page)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            with transaction.atomic():
                for about, grade, comment in form.given:
                    evaluate(
                        case_id=case.pk,
                        about=about,
                        grade=grade,
                        comment=comment,
                        by=code_holder(case.township_id, request.today),
                        at=request.at,
                    )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, "评价已经提交，谢谢。")
            return redirect("petitions:lookup_result")
    elif request.method == "POST" and form is None:
        messages.warning(request, "现在不能评价：评价期限已过、已经评价过，或者查询码由工作人员补发、查看过。")
        return redirect("petitions:lookup_result")
    return render(
        request, "petitions/lookup/result.html", {"page": page, "form": form, "now": request.at, "seen": SEEN_BY_STAFF}
    )


@public
@never_cache
@require_GET
def lookup_paper(request: HttpRequest, document_id: int) -> HttpResponse:
    """One issued document addressed to the petitioner, as a download."""
    case = _ticket_case(request)
    if case is None:
        return _ask_again(request)
    by = code_holder(case.township_id, request.today)
    try:
        document, data = read_paper(case_id=case.pk, document_id=document_id, by=by, at=request.at)
    except OutOfScope as outside:  # nobody is logged in, so the frame's middleware has no actor to write it down for
        raise Http404 from outside
    return pdf_response(data, f"{document.number or document.pk}.pdf", inline=False)


@public
@require_POST
def lookup_leave(request: HttpRequest) -> HttpResponse:
    """Give the ticket back: for a telephone or a counter screen that others use next."""
    request.session.pop(TICKET, None)
    messages.success(request, "已经退出查询。")
    return redirect("petitions:lookup")


def _form_page(request: HttpRequest, form: LookupForm, status: int = 200) -> HttpResponse:
    return render(request, "petitions/lookup/lookup.html", {"form": form}, status=status)


def _evaluation_form(request: HttpRequest, page: PublicView) -> EvaluationForm | None:
    """The form for what is still to be graded, None when nothing is."""
    if page.evaluation is None or not page.evaluation.is_open or not page.evaluation.may_rate_by_code:
        return None
    objects = [(grade.about, grade.label) for grade in page.evaluation.grades if not grade.grade]
    return EvaluationForm(request.POST if request.method == "POST" else None, objects=objects)


def _issue_ticket(request: HttpRequest, case: Case) -> None:
    until = request.at + TICKET_LASTS
    if not request.user.is_authenticated:
        request.session.cycle_key()
        request.session.set_expiry(int(TICKET_LASTS.total_seconds()))
    request.session[TICKET] = {"case": case.pk, "until": until.timestamp(), "mark": _mark(case)}


def _ticket_case(request: HttpRequest) -> Case | None:
    """The case the ticket in this session is for; None without one, past its time, or when the code was renewed."""
    ticket = request.session.get(TICKET)
    if not ticket or ticket["until"] < request.at.timestamp():
        return None
    case = Case.objects.only("township_id", "lookup_hash").filter(pk=ticket["case"]).first()
    return case if case and ticket["mark"] == _mark(case) else None


def _mark(case: Case) -> str:
    return keyed_hash(case.lookup_hash, purpose="lookup.ticket")


def _ask_again(request: HttpRequest) -> HttpResponse:
    messages.info(request, "为保护您的信息，查询结果只保留 20 分钟。请重新输入编号和查询码。")
    return redirect(reverse("petitions:lookup"))
