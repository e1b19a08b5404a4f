"""Log-in, lock-out, log-out and the change of one's own password."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from township.directory.actions.accounts import change_own_password, note_failed_login, note_login, note_logout
from township.directory.actions.logins import revoke_login, touch_login
from township.directory.forms.accounts import LoginForm, OwnPasswordForm
from township.directory.models.accounts import Account
from township.directory.queries.accounts import open_logins
from township.directory.queries.actors import actor_for
from township.directory.queries.scope import of_township
from township.frame.access import any_account, public, requires
from township.frame.forms.typed import typed
from township.frame.sessions import LOGIN, forget_places, leave
from township.permissions import PROPOSE_PEOPLE


class Login(LoginView):
    """Account and password; afterwards back to the page one came from (`next`)."""

    template_name = "registration/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        account = form.get_user()
        note_login(by=actor_for(account, on=self.request.today, ip=_address(self.request)), at=self.request.at)
        return response

    def form_invalid(self, form):
        username = self.request.POST.get("username", "")[:40]
        if username and self.request.POST.get("password"):
            is_locked = bool(getattr(self.request, "axes_locked_out", False))
            note_failed_login(username=username, ip=_address(self.request), locked=is_locked, at=self.request.at)
        return super().form_invalid(form)


login = public(Login.as_view())


def _address(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def locked(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """What a locked-out pair of account and address sees: until when (django-axes calls this)."""
    username = (credentials or {}).get("username", "")
    attempts = AccessAttempt.objects.filter(username=username, ip_address=_address(request))
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    context = {"until": last + get_cool_off(request), "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "registration/locked.html", context, status=429)


@any_account
@never_cache
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    note_logout(by=request.actor, at=request.at)
    leave(request)
    messages.info(request, "已退出。")
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    forget_places(request, response)
    return response


logout.opens_before_password_change = logout.opens_before_code = logout.opens_before_enrolment = True


@any_account
@never_cache
def password_change(request: HttpRequest) -> HttpResponse:
    form = OwnPasswordForm(request.user, typed(request))
    if request.method == "POST" and form.is_valid():
        account = change_own_password(
            password=form.cleaned_data["new_password1"],
            by=request.actor,
            at=request.at,
            login_id=request.session.get(LOGIN),
        )
        update_session_auth_hash(request, account)
        if LOGIN in request.session:
            touch_login(login_id=request.session[LOGIN], session_key=request.session.session_key, at=request.at)
        messages.success(
            request, "密码已修改，下次登录请用新密码。其他设备上的登录、值班日历的订阅地址已停用，需要的请重新订阅。"
        )
        return redirect("township:home")
    return render(request, "registration/password_change.html", {"form": form})


password_change.opens_before_password_change = password_change.opens_before_enrolment = True


@any_account
def my_logins(request: HttpRequest) -> HttpResponse:
    """Where one's own account is logged in."""
    context = {"rows": open_logins(request.user.pk), "here": request.session.get(LOGIN), "title": "登录中的设备"}
    return render(request, "township/frame/logins.html", context)


@requires(PROPOSE_PEOPLE)
def account_logins(request: HttpRequest, account_id: int) -> HttpResponse:
    """The same of somebody's account, for who keeps the accounts."""
    account = of_township(Account.objects.select_related("person"), request.actor, account_id)
    rows, title = open_logins(account.pk), f"{account.person.name}（{account.username}）登录中的设备"
    context = {"rows": rows, "here": request.session.get(LOGIN), "title": title, "person": account.person}
    return render(request, "township/frame/logins.html", context)


@any_account
@require_POST
def login_revoke(request: HttpRequest, login_id: int) -> HttpResponse:
    row = revoke_login(login_id=login_id, by=request.actor, at=request.at)
    messages.success(request, "已结束这次登录，那台设备要重新登录才能用。")
    if row.account_id == request.user.pk:
        return redirect("township:my_logins")
    return redirect("township:account_logins", row.account_id)
