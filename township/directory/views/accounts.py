"""Accounts: list, create, reset, switch off and on, unlock. A one-time password is shown once and kept nowhere."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from township.directory.actions.accounts import create_account, switch_account, unlock_account
from township.directory.forms.people import AccountForm
from township.directory.models.accounts import Account
from township.directory.models.people import Person
from township.directory.queries.accounts import account_rows
from township.directory.queries.scope import of_township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.permissions import CONFIRM_POST, PROPOSE_PEOPLE

ROWS = 30


@requires(PROPOSE_PEOPLE, CONFIRM_POST)
def accounts(request: HttpRequest) -> HttpResponse:
    page = Paginator(account_rows(request.actor.township_id), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "may_edit": request.actor.may(PROPOSE_PEOPLE)}
    return render(request, "township/directory/accounts.html", context)


@requires(PROPOSE_PEOPLE)
@never_cache
def account_new(request: HttpRequest, person_id: int) -> HttpResponse:
    person = of_township(Person.objects, request.actor, person_id)
    form = AccountForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = create_account(person_id=person_id, by=request.actor, at=request.at, **form.cleaned_data)
            return render(request, "township/directory/one_time_password.html", {"made": made, "person": person})
    page = {
        "form": form,
        "title": f"给 {person.name} 开设账号",
        "verb": "开设",
        "list": "township:people",
        "list_label": "人员",
        "hint": "账号本身没有权限，权限来自已确认的任职。开设后显示一次性密码，请当面交给本人。",
    }
    return render(request, "township/frame/form.html", page)


@requires(PROPOSE_PEOPLE)
@require_POST
def account_switch(request: HttpRequest, account_id: int) -> HttpResponse:
    account = of_township(Account.objects, request.actor, account_id)
    on = request.POST.get("on") == "yes"
    with refusals_as_message(request):
        switch_account(account_id=account_id, on=on, by=request.actor, at=request.at)
        messages.success(request, f"账号 {account.username} 已{'启用' if on else '停用'}。")
    return redirect("township:person", account.person_id)


@requires(PROPOSE_PEOPLE)
@require_POST
def account_unlock(request: HttpRequest, account_id: int) -> HttpResponse:
    account = unlock_account(account_id=account_id, by=request.actor, at=request.at)
    messages.success(request, f"账号 {account.username} 已解锁，可以马上登录。")
    return redirect("township:person", account.person_id)
