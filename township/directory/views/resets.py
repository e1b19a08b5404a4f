"""Resets of passwords: asked by one, handed over by another, confirmed by a third; and by one's own telephone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from township.actors import Actor
from township.directory.actions.resets import ask_reset, cancel_reset, confirm_reset, hand_over, reset_by_own_factor
from township.directory.forms.accounts import OwnResetForm, ResetForm
from township.directory.models.accounts import Account
from township.directory.models.logins import PasswordReset
from township.directory.queries.scope import of_township
from township.frame.access import public, requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.frame.proof import asks_proof
from township.permissions import CONFIRM_POST, HAND_OVER_PASSWORD, PROPOSE_PEOPLE

SLIP = "township/directory/reset_slip.html"


@asks_proof(also_by_password=True)
@requires(PROPOSE_PEOPLE)
@never_cache
def account_reset(request: HttpRequest, account_id: int) -> HttpResponse:
    account = of_township(Account.objects.select_related("person"), request.actor, account_id)
    form = ResetForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            half = ask_reset(account_id=account_id, by=request.actor, at=request.at, **form.cleaned_data)
            return render(request, SLIP, {"half": half, "part": "first", "account": account})
    page = {
        "form": form,
        "title": f"重置 {account.person.name}（{account.username}）的密码",
        "verb": "生成凭条",
        "list": "township:accounts",
        "list_label": "账号",
        "hint": "一次性密码分两半：您打印封口凭条（前一半），另一位同志连同后一半交给本人。交付以前原密码照常使用。本人和办公室主任会收到通知。",
    }
    return render(request, "township/frame/form.html", page)


@requires(HAND_OVER_PASSWORD, PROPOSE_PEOPLE)
def reset(request: HttpRequest, reset_id: int) -> HttpResponse:
    """Where a reset stands, and what this reader may do with it."""
    actor = request.actor
    rows = PasswordReset.objects.select_related("account__person", "asked_by", "handed_by", "confirmed_by")
    row = of_township(rows, actor, reset_id)
    is_open = row.done_at is None and row.cancelled_at is None
    others = (row.asked_by_id, row.account.person_id)
    context = {
        "row": row,
        "may_hand_over": is_open and actor.may(HAND_OVER_PASSWORD) and actor.person_id not in others,
        "may_cancel": is_open and (actor.may(PROPOSE_PEOPLE) or actor.may(CONFIRM_POST)),
        "may_confirm": (
            row.done_at is not None
            and row.confirmed_at is None
            and actor.may(CONFIRM_POST)
            and actor.person_id not in others
        ),
    }
    return render(request, "township/directory/reset.html", context)


@asks_proof(also_by_password=True)
@requires(HAND_OVER_PASSWORD)
@never_cache
@require_POST
def reset_hand_over(request: HttpRequest, reset_id: int) -> HttpResponse:
    """The second half, shown once."""
    with refusals_as_message(request):
        half = hand_over(reset_id=reset_id, by=request.actor, at=request.at)
        return render(request, SLIP, {"half": half, "part": "second", "account": half.reset.account})
    return redirect("township:reset", reset_id)


@asks_proof(also_by_password=True)
@requires(CONFIRM_POST)
@require_POST
def reset_confirm(request: HttpRequest, reset_id: int) -> HttpResponse:
    with refusals_as_message(request):
        confirm_reset(reset_id=reset_id, by=request.actor, at=request.at)
        messages.success(request, "已确认，限知事项恢复可见。")
    return redirect("township:reset", reset_id)


@requires(PROPOSE_PEOPLE, CONFIRM_POST)
@require_POST
def reset_cancel(request: HttpRequest, reset_id: int) -> HttpResponse:
    with refusals_as_message(request):
        cancel_reset(reset_id=reset_id, by=request.actor, at=request.at)
        messages.success(request, "已撤销，原密码照常使用。")
    return redirect("township:reset", reset_id)


@public
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Set one's own new password with the code of one's own telephone, while a reset that was asked for is open."""
    form = OwnResetForm(typed(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        unknown = Actor(name="未登录", township_id=None, on=request.today, ip=request.META.get("REMOTE_ADDR", ""))
        with refusals_on(form):
            reset_by_own_factor(
                username=data["username"], code=data["code"], password=data["new_password1"], by=unknown, at=request.at
            )
            messages.success(request, "密码已重设，请用新密码登录。")
            return redirect("township:login")
    return render(request, "registration/forgotten.html", {"form": form})
