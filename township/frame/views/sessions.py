"""Log-in, lock-out, log-out and the change of one's own password."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from township.directory.actions.accounts import change_own_password, note_failed_login, note_login, note_logout
from township.directory.forms.accounts import LoginForm, OwnPasswordForm
from township.directory.queries.actors import actor_for
from township.frame.access import any_account, public
from township.frame.forms.typed import typed


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
    end_session(request)
    messages.info(request, "已退出。")
    return redirect(settings.LOGOUT_REDIRECT_URL)


logout.opens_before_password_change = True


@any_account
@never_cache
def password_change(request: HttpRequest) -> HttpResponse:
    form = OwnPasswordForm(request.user, typed(request))
    if request.method == "POST" and form.is_valid():
        account = change_own_password(password=form.cleaned_data["new_password1"], by=request.actor, at=request.at)
        update_session_auth_hash(request, account)
        messages.success(request, "密码已修改，下次登录请用新密码。")
        return redirect("township:home")
    return render(request, "registration/password_change.html", {"form": form})


password_change.opens_before_password_change = True
