"""Log-ins as rows: begun, used, ended; whoever ends one ends the session of that browser with it."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from township.actors import Actor, OutOfScope
from township.directory.models.logins import LoginSession
from township.journal.actions import write_entry
from township.permissions import PROPOSE_PEOPLE

End = LoginSession.End
KEPT = timedelta(days=400)


def begin_login(*, account_id: int, session_key: str, ip: str, browser: str, at: datetime) -> LoginSession:
    """The row of a log-in that just succeeded."""
    return LoginSession.objects.create(
        account_id=account_id, session_key=session_key or "", ip=ip[:45], browser=browser[:120], began_at=at, seen_at=at
    )


def touch_login(*, login_id: int, session_key: str, at: datetime) -> None:
    """It is still used; a password change gave it another key."""
    LoginSession.objects.filter(pk=login_id, ended_at=None).update(seen_at=at, session_key=session_key or "")


def note_end(*, login_id: int | None, end: str, at: datetime) -> None:
    """Its own browser ended it."""
    LoginSession.objects.filter(pk=login_id, ended_at=None).update(ended_at=at, end=end)


def end_logins(*, account_id: int, end: str, at: datetime, besides: int | None = None) -> int:
    """End every log-in of an account but one; part of a larger action. Returns how many."""
    rows = LoginSession.objects.filter(account_id=account_id, ended_at=None).exclude(pk=besides)
    Session.objects.filter(session_key__in=list(rows.values_list("session_key", flat=True))).delete()
    return rows.update(ended_at=at, end=end)


@transaction.atomic
def revoke_login(*, login_id: int, by: Actor, at: datetime) -> LoginSession:
    """End one log-in: of one's own account, or as administrator of somebody of the township. OutOfScope for any other."""
    rows = LoginSession.objects.select_for_update(of=("self",)).select_related("account")
    row = rows.filter(pk=login_id, ended_at=None).first()
    is_own = row is not None and row.account_id == by.account_id
    keeps = row is not None and by.may(PROPOSE_PEOPLE) and row.account.township_id == by.township_id
    if not (is_own or keeps):
        raise OutOfScope("没有找到这次登录，可能已经结束。")
    Session.objects.filter(session_key=row.session_key).delete()
    row.ended_at, row.end = at, End.REVOKED
    row.save(update_fields=["ended_at", "end"])
    if by.township_id:
        write_entry(
            by=by,
            at=at,
            action="session.revoke",
            subject_kind="account",
            subject_id=row.account_id,
            subject_label=row.account.username,
            detail={"login": row.pk},
        )
    return row


def drop_old_logins(at: datetime) -> None:
    """Log-ins of more than 400 days ago are deleted; those whose session is gone are over."""
    LoginSession.objects.filter(seen_at__lt=at - KEPT).delete()
    open_rows = LoginSession.objects.filter(ended_at=None, seen_at__lt=at - timedelta(hours=25))
    open_rows.update(ended_at=at, end=End.IDLE)
