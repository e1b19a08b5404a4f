"""The second factor: its code at log-in, its telephone, its ten codes on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from township.directory.actions.accounts import note_failed_login
from township.directory.actions.second_factor import (
    WRONG,
    begin_factor,
    confirm_factor,
    is_enrolled,
    remove_factor,
    renew_paper_codes,
    secret_words,
    verify_code,
)
from township.directory.forms.accounts import CodeForm
from township.frame.access import any_account
from township.frame.codes import qr_code
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.frame.pauses import CONFIRMED
from township.frame.proof import asks_proof
from township.frame.sessions import CODE, ENROL, ENROLLED, FACTOR

CODES = "township/frame/paper_codes.html"


@any_account
@never_cache
def login_code(request: HttpRequest) -> HttpResponse:
    """The code after the password; nothing else opens before it is right."""
    if request.session.get(FACTOR) != CODE:
        return redirect("township:home")
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            if verify_code(account_id=request.user.pk, code=form.cleaned_data["code"], at=request.at):
                _passed(request)
                return redirect(_next(request))
            form.add_error("code", WRONG)
        ip = request.META.get("REMOTE_ADDR", "")
        note_failed_login(username=request.user.username, ip=ip, locked=False, at=request.at)
    return render(request, "registration/code.html", {"form": form, "next": _next(request)})


login_code.opens_before_code = login_code.opens_before_password_change = True


@any_account
@never_cache
def factor(request: HttpRequest) -> HttpResponse:
    """One's own second factor: the QR code to begin with, afterwards what may be done with it."""
    account = request.user
    if is_enrolled(account.pk):
        return render(request, "township/frame/factor.html", {"enrolled": True})
    form, address = CodeForm(typed(request), verb="启用"), begin_factor(account=account)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            codes = confirm_factor(code=form.cleaned_data["code"], by=request.actor, at=request.at)
            request.session[ENROLLED] = True
            _passed(request)
            return render(request, CODES, {"codes": codes})
    context = {
        "form": form,
        "drawing": qr_code(address),
        "secret": secret_words(account),
        "is_owed": request.session.get(FACTOR) == ENROL,
    }
    return render(request, "township/frame/factor.html", context)


factor.opens_before_enrolment = True


@asks_proof(also_by_password=True)
@any_account
@never_cache
@require_POST
def factor_codes(request: HttpRequest) -> HttpResponse:
    """Ten new codes on paper."""
    return render(request, CODES, {"codes": renew_paper_codes(by=request.actor, at=request.at)})


@asks_proof(also_by_password=True)
@any_account
@require_POST
def factor_remove(request: HttpRequest) -> HttpResponse:
    """Give the telephone up, to enrol another one."""
    remove_factor(by=request.actor, at=request.at)
    request.session[ENROLLED] = False
    messages.success(request, "已停用。换了手机的，请马上重新启用。")
    return redirect(reverse("township:factor"))


def _passed(request: HttpRequest) -> None:
    request.session[FACTOR] = ""
    request.session[CONFIRMED] = timezone.now().timestamp()


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}) else "/"
