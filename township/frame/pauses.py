"""A phone left lying: after five minutes without use an approval asks for the password once more.

The middleware notes when use began again after a pause; `needs_password` compares that with the last log-in or password.
It stands before township.frame.middleware.IdleTimeoutMiddleware, which overwrites the time of the last use.
"""

from django.contrib.auth import authenticate
from django.utils import timezone

from township.frame.middleware import BACKGROUND
from township.frame.sessions import SEEN, SINCE

PAUSE_SECONDS = 5 * 60
RESUMED, CONFIRMED = "resumed_at", "password_at"


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


def needs_password(request) -> bool:
    """Whether this session was idle for more than five minutes since the password was last given."""
    resumed = request.session.get(RESUMED)
    confirmed = max(request.session.get(SINCE, 0), request.session.get(CONFIRMED, 0))
    return resumed is not None and resumed > confirmed


def confirm_password(request, password: str) -> bool:
    """Check the account's own password, counted by the lock-out like any log-in; a right one is remembered."""
    account = authenticate(request, username=request.user.username, password=password)
    if account is None or account.pk != request.user.pk:
        return False
    request.session[CONFIRMED] = timezone.now().timestamp()
    return True
