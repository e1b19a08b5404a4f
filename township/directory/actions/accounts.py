"""Accounts: log-in and log-out lines, own password, creation, switching off, unlocking. Resets have a file of their own."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.utils import reset as forget_failures
from django.db import transaction

from township.actors import Actor, ensure_may
from township.directory.actions.logins import End, end_logins
from township.directory.listeners import access_ended
from township.directory.models.accounts import Account
from township.directory.models.people import Person
from township.directory.queries.scope import locked
from township.directory.rules.accounts import READABLE, check_username
from township.journal.actions import write_entry
from township.journal.models import JournalEntry
from township.permissions import PROPOSE_PEOPLE
from township.refusals import Refused

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
    if locked and _was_locked_lately(account, ip, at):
        return
    unknown = Actor(name="未登录", township_id=account.township_id, on=at.date(), ip=ip)
    write_entry(
        by=unknown,
        at=at,
        action="login.locked" if locked else "login.failed",
        subject_kind="account",
        subject_id=account.pk,
        subject_label=account.username,
        is_success=False,
    )


def _was_locked_lately(account: Account, ip: str, at: datetime) -> bool:
    return JournalEntry.objects.filter(
        township_id=account.township_id,
        action="login.locked",
        subject_id=account.pk,
        ip=ip,
        at__gt=at - LOCKED_ONCE_IN,
    ).exists()


@transaction.atomic
def change_own_password(*, password: str, by: Actor, at: datetime, login_id: int | None = None) -> Account:
    """Set the actor's own new password (already validated by the form) and lift the duty to change it. Every log-in of the
    account ends but login_id, in which it was changed, and so do private addresses."""
    account = Account.objects.select_for_update().get(pk=by.account_id)
    account.set_password(password)
    account.password_changed_at = at
    account.must_change_password = False
    account.save(update_fields=["password", "password_changed_at", "must_change_password"])
    end_logins(account_id=account.pk, end=End.PASSWORD, at=at, besides=login_id)
    if account.person_id:
        access_ended(account.person_id, at)
    if by.township_id:
        write_entry(by=by, at=at, action="password.change", subject_kind="account", subject_id=account.pk)
    return account


@dataclass(frozen=True)
class NewPassword:
    """An account and the one-time password to hand over: it is shown once and stored nowhere."""

    account: Account
    password: str


def one_time_password() -> str:
    """Twelve readable characters in three groups: 59 bits, to be changed at the first login."""
    letters = [secrets.choice(READABLE) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def new_account(*, username: str, at: datetime, **owner) -> NewPassword:
    """Write an account with a one-time password; part of a larger action, writes no journal line."""
    username = check_username(username)
    if Account.objects.filter(username=username).exists():
        raise Refused("这个账号名已有人使用，请换一个。", field="username")
    password = one_time_password()
    account = Account(username=username, must_change_password=True, password_changed_at=at, **owner)
    account.set_password(password)
    account.save(force_insert=True)
    return NewPassword(account, password)


@transaction.atomic
def create_account(*, person_id: int, username: str, by: Actor, at: datetime) -> NewPassword:
    """Give a person a login. It carries no rights: those come from confirmed posts.

    One login at a time: with a second one of the director, whoever made it could confirm their own proposals unnoticed.
    """
    ensure_may(by, PROPOSE_PEOPLE)
    check_username(username)
    person = locked(Person.objects.filter(is_active=True), by, person_id)
    if person.accounts.filter(is_active=True).exists():
        raise Refused(
            f"{person.name}已有启用的账号。忘记密码的请重置密码；要换账号名的，先停用原账号。", field="username"
        )
    made = new_account(username=username, at=at, person=person, township_id=by.township_id)
    _journal(by, at, "account.create", made.account)
    return made


@transaction.atomic
def switch_account(*, account_id: int, on: bool, by: Actor, at: datetime) -> Account:
    """Switch a login off or on again. Nobody switches their own off."""
    ensure_may(by, PROPOSE_PEOPLE)
    account = locked(Account.objects.select_related("person"), by, account_id)
    if account.pk == by.account_id:
        raise Refused("不能停用自己正在使用的账号。")
    if on and not account.person.is_active:
        raise Refused("这个人已离岗，请先恢复在岗。")
    if on and account.person.accounts.filter(is_active=True).exclude(pk=account.pk).exists():
        raise Refused("这个人另有启用的账号，一人同时只用一个账号。")
    account.is_active = on
    account.save(update_fields=["is_active"])
    if not on:
        accounts_off(account.person_id, at)
    _journal(by, at, "account.switch_on" if on else "account.switch_off", account)
    return account


def accounts_off(person_id: int, at: datetime) -> None:
    """What ends with a person's accounts: log-ins of those that are off; without any that is on, private addresses too."""
    for account in Account.objects.filter(person_id=person_id, is_active=False):
        end_logins(account_id=account.pk, end=End.SWITCHED_OFF, at=at)
    if not Account.objects.filter(person_id=person_id, is_active=True).exists():
        access_ended(person_id, at)


@transaction.atomic
def unlock_account(*, account_id: int, by: Actor, at: datetime) -> Account:
    """Forget the failed logins of an account, so that it need not wait for the lock-out to pass."""
    ensure_may(by, PROPOSE_PEOPLE)
    account = locked(Account.objects, by, account_id)
    forget_failures(username=account.username)
    _journal(by, at, "account.unlock", account)
    return account


def _journal(by: Actor, at: datetime, action: str, account: Account) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="account",
        subject_id=account.pk,
        subject_label=account.username,
    )
