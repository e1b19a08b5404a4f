"""The session of a person at the screen: when it began, when it was last used, when it has been idle for too long."""

from datetime import datetime

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.utils import timezone

from township.profiles.queries.settings import setting

SINCE, SEEN, LIMIT = "since", "seen", "idle_minutes"
WRITE_EVERY = 60  # seconds between two writes of "last used": not one write for every page


def begin(sender, request, user, **kwargs) -> None:
    """Django tells that somebody logged in: note the time and the township's idle limit in the session."""
    session = getattr(request, "session", None)
    if session is None:
        return
    now = timezone.now().timestamp()
    session[SINCE] = session[SEEN] = now
    session[LIMIT] = setting(user.township_id, "idle_timeout_minutes")


def connect() -> None:
    """Called once from AppConfig.ready(). Nothing of the office's work hangs on this signal."""
    user_logged_in.connect(begin, dispatch_uid="township.frame.sessions.begin")


def logged_in_since(request) -> datetime | None:
    stamp = request.session.get(SINCE)
    return timezone.localtime(datetime.fromtimestamp(stamp, tz=timezone.get_current_timezone())) if stamp else None


def idle_minutes_over(request) -> int:
    """0 while the session is in use; the limit in minutes once nobody used it for longer than that."""
    limit = request.session.get(LIMIT, 30)
    seen = request.session.get(SEEN)
    over = seen is not None and timezone.now().timestamp() - seen > limit * 60
    return limit if over else 0


def note_use(request) -> None:
    """Remember that a person used the session now. A changed limit takes effect here, within a minute of use."""
    now = timezone.now().timestamp()
    if now - request.session.get(SEEN, 0) >= WRITE_EVERY:
        request.session[SEEN] = now
        request.session[LIMIT] = setting(request.user.township_id, "idle_timeout_minutes")


def forget_ended(at: datetime) -> None:
    """Delete the sessions that are over: what somebody searched for rests in them (GB/T 22239-2019 剩余信息保护)."""
    Session.objects.filter(expire_date__lt=at).delete()
