"""A lost password: nobody but its owner ever reads the new one, two persons make it, the third sees what comes of it.

Who keeps the accounts asks and prints the first half on a slip; another person hands the slip over together with the
second half. The owner sets a password of their own at once; until the director or a convenor has confirmed that it was they who
came back, the account opens no restricted matter. Owner and director are told at every step.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as forget_failures
from django.db import transaction

from township.actors import Actor, NotAllowed, ensure_may, system_actor
from township.directory.actions.logins import End, end_logins
from township.directory.actions.second_factor import drop_factor, verify_code
from township.directory.listeners import access_ended, tell_people
from township.directory.models.accounts import Account
from township.directory.models.logins import PasswordReset
from township.directory.models.people import Role
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.scope import locked
from township.directory.rules.accounts import READABLE
from township.journal.actions import write_entry
from township.permissions import CONFIRM_POST, HAND_OVER_PASSWORD, PROPOSE_PEOPLE
from township.refusals import Refused
from township.words import check_words

UNKNOWN = "没有可以这样设置密码的账号，或者验证码不对。请先请系统管理员办理重置。"


@dataclass(frozen=True)
class Half:
    """A reset and the half of the one-time password that this person may see, once."""

    reset: PasswordReset
    text: str


@transaction.atomic
def ask_reset(*, account_id: int, reason: str, must_drop_factor: bool = False, by: Actor, at: datetime) -> Half:
    """Begin a reset; the old password goes on working until the new one is handed over. Not one's own account."""
    ensure_may(by, PROPOSE_PEOPLE)
    account = locked(Account.objects.select_related("person"), by, account_id)
    if account.pk == by.account_id:
        raise Refused("自己的密码请在“我的—修改密码”里改。")
    if not account.is_active:
        raise Refused("这个账号已停用，请先启用。")
    if PasswordReset.objects.filter(account=account, done_at=None, cancelled_at=None).exists():
        raise Refused("这个账号已有等待交付的重置。凭条丢了的，先撤销再重新办理。")
    row = PasswordReset.objects.create(
        township_id=by.township_id,
        account=account,
        reason=check_words("理由", reason, field="reason", least=4, most=200),
        must_drop_factor=must_drop_factor,
        first_half=_half(),
        asked_by_id=by.person_id,
        asked_at=at,
    )
    _journal(row, by, at, "account.reset", {"with_factor": must_drop_factor})
    _tell(row, at, "正在重置登录密码，不是本人要求的请马上告诉办公室主任")
    return Half(row, row.first_half)


@transaction.atomic
def hand_over(*, reset_id: int, by: Actor, at: datetime) -> Half:
    """Make the password whole: the second half is for the person who hands the slip over. From now on it opens the account."""
    ensure_may(by, HAND_OVER_PASSWORD)
    row = locked(PasswordReset.objects.select_related("account__person"), by, reset_id)
    _check_open(row)
    if by.person_id == row.asked_by_id:
        raise NotAllowed("打印凭条的人不能自己交付，请由另一位同志交付。")
    if by.person_id == row.account.person_id:
        raise NotAllowed("自己的密码由别人交付。")
    half = _half()
    account = row.account
    account.set_password(f"{row.first_half}-{half}")
    account.must_change_password = True
    _replaced(row, at)
    row.handed_by_id, row.done_at, row.first_half = by.person_id, at, ""
    row.save()
    _journal(row, by, at, "account.hand_over")
    _tell(row, at, "登录密码已重置并交付")
    return Half(row, half)


@transaction.atomic
def reset_by_own_factor(*, username: str, code: str, password: str, by: Actor, at: datetime) -> PasswordReset:
    """Set one's own new password during a reset that was asked for, proved by one's own telephone or code on paper.

    by: somebody who is not logged in, with their address. One sentence for every failure: it tells nothing about accounts.
    """
    rows = PasswordReset.objects.select_for_update(of=("self",)).select_related("account__person")
    row = rows.filter(
        account__username=username, account__is_active=True, done_at=None, cancelled_at=None, must_drop_factor=False
    ).first()
    if row is None or not verify_code(account_id=row.account_id, code=code, at=at):
        raise Refused(UNKNOWN)
    row.account.set_password(password)
    row.account.must_change_password = False
    _replaced(row, at)
    row.done_at, row.first_half = at, ""
    row.save()
    _journal(row, by, at, "account.reset_by_factor")
    _tell(row, at, "登录密码已由本人用动态验证码重设")
    return row


@transaction.atomic
def reset_on_server(*, username: str, reason: str, at: datetime) -> str:
    """The whole one-time password, for who keeps the server: the last way in when nobody can ask or hand over any more."""
    account = Account.objects.select_for_update(of=("self",)).filter(username=username, is_active=True).first()
    if account is None:
        raise Refused("没有这个启用的账号。")
    password = f"{_half()}-{_half()}"
    account.set_password(password)
    account.must_change_password = True
    row = PasswordReset(
        township_id=account.township_id,
        account=account,
        reason=check_words("理由", reason, field="reason", least=4),
        must_drop_factor=True,
        asked_at=at,
        done_at=at,
    )
    _replaced(row, at)
    if account.township_id:
        PasswordReset.objects.filter(account=account, done_at=None, cancelled_at=None).update(cancelled_at=at)
        row.save()
        _journal(
            row, system_actor(account.township_id, "服务器维护人员", at.date()), at, "account.reset", {"server": True}
        )
        _tell(row, at, "登录密码已在服务器上重置")
    return password


@transaction.atomic
def cancel_reset(*, reset_id: int, by: Actor, at: datetime) -> PasswordReset:
    """Take back a reset that was not handed over; the old password stays."""
    if not by.may(PROPOSE_PEOPLE):
        ensure_may(by, CONFIRM_POST)
    row = locked(PasswordReset.objects.select_related("account__person"), by, reset_id)
    _check_open(row)
    row.cancelled_at, row.first_half = at, ""
    row.save()
    _journal(row, by, at, "account.cancel_reset")
    _tell(row, at, "密码重置已撤销，原密码照常使用")
    return row


@transaction.atomic
def confirm_reset(*, reset_id: int, by: Actor, at: datetime) -> PasswordReset:
    """The director or a convenor has seen that the owner is back in person: restricted matters open again."""
    ensure_may(by, CONFIRM_POST)
    row = locked(PasswordReset.objects.select_related("account__person"), by, reset_id)
    if row.done_at is None or row.confirmed_at is not None:
        raise Refused("这项重置没有等待确认的。")
    if by.person_id in (row.asked_by_id, row.account.person_id):
        raise NotAllowed("办理重置的人和账号本人不能确认，请由另一位主任或召集人确认。")
    row.confirmed_by_id, row.confirmed_at = by.person_id, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    if not PasswordReset.objects.filter(account=row.account, done_at__isnull=False, confirmed_at=None).exists():
        Account.objects.filter(pk=row.account_id).update(unconfirmed_since=None)
    _journal(row, by, at, "account.confirm_reset")
    _tell(row, at, "重置后的登录已确认")
    return row


def _replaced(row: PasswordReset, at: datetime) -> None:
    """What every new password brings: old log-ins end, restricted matters close, a lost telephone is forgotten."""
    account = row.account
    account.password_changed_at = account.unconfirmed_since = at
    account.save(update_fields=["password", "must_change_password", "password_changed_at", "unconfirmed_since"])
    forget_failures(username=account.username)
    end_logins(account_id=account.pk, end=End.PASSWORD, at=at)
    if account.person_id:
        access_ended(account.person_id, at)
    if row.must_drop_factor:
        drop_factor(account.pk)


def _half() -> str:
    letters = [secrets.choice(READABLE) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def _check_open(row: PasswordReset) -> None:
    if row.cancelled_at or row.done_at:
        raise Refused("这项重置已经办完或撤销，请刷新页面。")


def _tell(row: PasswordReset, at: datetime, words: str) -> None:
    """The owner and the director; a director's own reset goes to the convenors as well."""
    roles = [Role.DIRECTOR, Role.CONVENOR, Role.CHIEF_CONVENOR]
    posts = posts_in_effect(at.date(), township_id=row.township_id, role__in=roles)
    people = {row.account.person_id, *posts.values_list("person_id", flat=True)}
    text = f"账号 {row.account.username}：{words}"
    tell_people(row.township_id, people, "account", text, f"reset:{row.pk}:{words[:6]}", at)


def _journal(row: PasswordReset, by: Actor, at: datetime, action: str, detail: dict | None = None) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="account",
        subject_id=row.account_id,
        subject_label=row.account.username,
        reason=row.reason,
        detail={"reset": row.pk} | (detail or {}),
        township_id=row.township_id,
    )
