"""Accounts: log-in and log-out lines, own password, creation, reset, switching off, unlocking."""

from datetime import datetime, timedelta

from django.db import transaction

from township.actions.journal import write_entry
from township.actors import Actor
from township.models import Account, JournalEntry

LOCKED_ONCE_IN = timedelta(minutes=15)  # one line for a lock-out, not one for every further try


def note_login(*, by: Actor, at: datetime) -> None:
    """Journal line: this account logged in. Platform administrators belong to no township and have no journal."""
    if by.township_id:
        write_entry(by=by, at=at, action="login.ok", subject_kind="account", subject_id=by.account_id)


def note_logout(*, by: Actor, at: datetime) -> None:
    """Journal line: this account logged out by itself."""
    if by.township_id:
        write_entry(by=by, at=at, action="logout", subject_kind="account", subject_id=by.account_id)


def note_failed_login(*, username: str, ip: str, locked: bool, at: datetime) -> None:
    """Journal line for a wrong password or a lock-out of a known account; nothing for names nobody has."""
    account = Account.objects.filter(username=username, township__isnull=False).first()
    if account is None:
        return
    if locked and _locked_lately(account, ip, at):
        return
    unknown = Actor(name="未登录", township_id=account.township_id, on=at.date(), ip=ip)
    write_entry(
        by=unknown,
        at=at,
        action="login.locked" if locked else "login.failed",
        subject_kind="account",
        subject_id=account.pk,
        subject_label=account.username,
        success=False,
    )


def _locked_lately(account: Account, ip: str, at: datetime) -> bool:
    return JournalEntry.objects.filter(
        township_id=account.township_id,
        action="login.locked",
        subject_id=account.pk,
        ip=ip,
        at__gt=at - LOCKED_ONCE_IN,
    ).exists()


@transaction.atomic
def change_own_password(*, password: str, by: Actor, at: datetime) -> Account:
    """Set the actor's own new password (already validated by the form) and lift the duty to change it."""
    account = Account.objects.select_for_update().get(pk=by.account_id)
    account.set_password(password)
    account.password_changed_at = at
    account.must_change_password = False
    account.save(update_fields=["password", "password_changed_at", "must_change_password"])
    if by.township_id:
        write_entry(by=by, at=at, action="password.change", subject_kind="account", subject_id=account.pk)
    return account
