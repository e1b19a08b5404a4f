"""A phone left lying: after five minutes without use an approval asks once more who is there.

The middleware notes when use began again after a pause; `needs_password` compares that with the last log-in or proof.
It stands before township.frame.middleware.IdleTimeoutMiddleware, which overwrites the time of the last use.
"""

from django.contrib.auth import authenticate
from django.utils import timezone

from township.directory.actions.second_factor import verify_code
from township.frame.sessions import ENROLLED, SEEN, SINCE
from township.refusals import Refused

BACKGROUND = "X-Background"  # header of requests that the page sends by itself: they do not count as use
PAUSE_SECONDS = 5 * 60
RESUMED, CONFIRMED = "resumed_at", "password_at"
Asked = tuple[str, str] | None
PASSWORD = ("登录密码", "您有五分钟以上没有操作，请再输一次登录密码。")
CODE = ("动态验证码", "您有五分钟以上没有操作，请输入手机上的 6 位验证码。")


class PauseMiddleware:
    """Notes in the session when it is used again after more than five minutes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        seen = request.session.get(SEEN)
        now = timezone.now().timestamp()
        if seen is not None and BACKGROUND not in request.headers and now - seen > PAUSE_SECONDS:
            request.session[RESUMED] = now
        return self.get_response(request)


def proved_at(request) -> float:
    """When this session last showed who is there: at its beginning, or by password or code since."""
    return max(request.session.get(SINCE, 0), request.session.get(CONFIRMED, 0))


def needs_password(request) -> bool:
    """Whether this session was idle for more than five minutes since it last showed who is there."""
    resumed = request.session.get(RESUMED)
    return resumed is not None and resumed > proved_at(request)


def asked_for(request) -> tuple[str, str]:
    """(label, help) of the field that asks: the code of the telephone where the account has one, else the password."""
    return CODE if request.session.get(ENROLLED) else PASSWORD


def confirm_password(request, typed: str) -> bool:
    """Check the account's own password, counted by the lock-out like any log-in, or the code of its telephone where it has
    one; a right one is remembered. Too many wrong codes in a row count as wrong."""
    try:
        if not _is_right(request, typed):
            return False
    except Refused:
        return False
    request.session[CONFIRMED] = timezone.now().timestamp()
    return True


def _is_right(request, typed: str) -> bool:
    if request.session.get(ENROLLED):
        return verify_code(account_id=request.user.pk, code=typed, at=timezone.now())
    account = authenticate(request, username=request.user.username, password=typed)
    return account is not None and account.pk == request.user.pk
