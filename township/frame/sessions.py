"""The session of a person at the screen: when it began, when it was last used, what it still has to prove, when it ends."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.utils import timezone

from township.directory.actions.logins import End, begin_login, note_end, touch_login
from township.directory.actions.second_factor import is_enrolled
from township.directory.models.accounts import Account
from township.directory.queries.actors import posts_in_effect
from township.directory.rules.second_factor import is_needed
from township.frame.places import PLACE
from township.profiles.queries.settings import settings_of

SINCE, SEEN, LIMIT, LONGEST = "since", "seen", "idle_minutes", "most_hours"
LOGIN, FACTOR, ENROLLED = "login", "factor", "enrolled"
CODE, ENROL = "code", "enrol"  # what a session still owes before anything opens
WRITE_EVERY = 60  # seconds between two writes of "last used": not one write for every page


def begin(sender, request, user, **kwargs) -> None:
    """Django tells that somebody logged in: note the time, the township's limits and whether a second factor is owed."""
    session = getattr(request, "session", None)
    if session is None:
        return
    at = timezone.now()
    values = settings_of(user.township_id)
    session[SINCE] = session[SEEN] = at.timestamp()
    session[LIMIT], session[LONGEST] = values["idle_timeout_minutes"], values["session_hours"]
    session[ENROLLED] = is_enrolled(user.pk) if settings.SECOND_FACTOR else False
    session[FACTOR] = CODE if session[ENROLLED] else ENROL if _owes_enrolment(user, values["second_factor"]) else ""
    row = begin_login(
        account_id=user.pk,
        session_key=session.session_key,
        ip=request.META.get("REMOTE_ADDR", ""),
        browser=browser_words(request.META.get("HTTP_USER_AGENT", "")),
        at=at,
    )
    session[LOGIN] = row.pk


def _owes_enrolment(user: Account, level: int) -> bool:
    if not settings.SECOND_FACTOR:
        return False
    if user.is_platform_admin:
        return settings.PLATFORM_SECOND_FACTOR
    if not level:
        return False
    posts = posts_in_effect(timezone.localdate(), person_id=user.person_id)
    return is_needed(level, set(posts.values_list("role", flat=True)))


def browser_words(agent: str) -> str:
    """What a person recognises their browser by: 谷歌内核 Windows."""
    kinds = (
        ("MicroMessenger", "微信"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("Android", "安卓手机"),
        ("iPhone", "苹果手机"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    names = [next((word for mark, word in pairs if mark in agent), "") for pairs in (kinds, systems)]
    return " ".join(name for name in names if name) or "其他浏览器"


def connect() -> None:
    """Called once from AppConfig.ready(). Nothing of the office's work hangs on this signal."""
    user_logged_in.connect(begin, dispatch_uid="township.frame.sessions.begin")


def logged_in_since(request) -> datetime | None:
    stamp = request.session.get(SINCE)
    return timezone.localtime(datetime.fromtimestamp(stamp, tz=timezone.get_current_timezone())) if stamp else None


def over(request) -> str:
    """Why the session is over, as a sentence for the login page; "" while it goes on."""
    now, session = timezone.now().timestamp(), request.session
    idle, longest = session.get(LIMIT, 15), session.get(LONGEST, 10)
    if now - session.get(SEEN, now) > idle * 60:
        return f"您已 {idle} 分钟没有操作，为保护信息已自动退出。登录后回到原来的页面。"
    if now - session.get(SINCE, now) > longest * 3600:
        return f"本次登录已满 {longest} 小时，请重新登录。登录后回到原来的页面。"
    return ""


def leave(request, end: str = End.LOGOUT) -> None:
    """End the session of this browser and its row."""
    note_end(login_id=request.session.get(LOGIN), end=end, at=timezone.now())
    logout(request)


def forget_places(request, response) -> None:
    """Nothing of who was here stays in the browser: the places of the lists, what it stored, what it cached."""
    for name in request.COOKIES:
        if PLACE in name:
            response.delete_cookie(name, samesite="Lax")
    # "cookies" would take the sentence of the next page with it; those of the session and the places are deleted one by one.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def note_use(request) -> None:
    """Remember that a person used the session now. Changed limits take effect here, within a minute of use."""
    at, session = timezone.now(), request.session
    now = at.timestamp()
    if now - session.get(SEEN, 0) >= WRITE_EVERY:
        session[SEEN] = now
        values = settings_of(request.user.township_id)
        session[LIMIT], session[LONGEST] = values["idle_timeout_minutes"], values["session_hours"]
        if LOGIN in session:
            touch_login(login_id=session[LOGIN], session_key=session.session_key, at=at)


def forget_ended(at: datetime) -> None:
    """Delete the sessions that are over: what somebody searched for rests in them (GB/T 22239-2019 剩余信息保护)."""
    Session.objects.filter(expire_date__lt=at).delete()
