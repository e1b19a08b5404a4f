"""The second factor of one's own account: begun, proved, asked for, given up; ten codes on paper."""

import secrets
from base64 import b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django_otp.oath import TOTP

from township.actors import Actor
from township.directory.models.accounts import Account
from township.directory.models.logins import Authenticator, PaperCode
from township.directory.rules.accounts import READABLE
from township.directory.rules.second_factor import DIGITS, PAPER, PAPER_CODES, STEP, TOTP_CODE, normal_code
from township.journal.actions import write_entry
from township.refusals import Refused

ISSUER = "信访联席"
WRONG = "验证码不对。请看手机上现在的 6 位数字；手机时间不准也会不对。"


def is_enrolled(account_id: int | None) -> bool:
    """Whether the account has a second factor that was proved."""
    return Authenticator.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists()


def begin_factor(*, account: Account) -> str:
    """The otpauth: address for the QR code of an account without a second factor. Opened again it is the same secret."""
    row, _ = Authenticator.objects.get_or_create(account=account, defaults={"secret": secrets.token_hex(20)})
    if row.confirmed_at:
        raise Refused("这个账号已经启用动态验证码。")
    query = {"secret": _base32(row), "issuer": ISSUER, "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{quote(f'{ISSUER}:{account.username}')}?{urlencode(query)}"


def secret_words(account: Account) -> str:
    """The secret for typing by hand, in groups of four."""
    text = _base32(account.authenticator)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def confirm_factor(*, code: str, by: Actor, at: datetime) -> list[str]:
    """Prove the telephone with its first code; returns the ten codes to be printed, which are shown once."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(account_id=by.account_id, confirmed_at=None).first()
        if row is None:
            raise Refused("请先扫描二维码。")
        if not _takes(row, normal_code(code), at):
            raise Refused(WRONG, field="code")
        row.confirmed_at = at
        row.save()
        codes = _new_paper_codes(row.account_id)
        _journal(by, at, "factor.enrol")
    return codes


def renew_paper_codes(*, by: Actor, at: datetime) -> list[str]:
    """Ten new codes; the old ones are void."""
    with transaction.atomic():
        if not is_enrolled(by.account_id):
            raise Refused("请先启用动态验证码。")
        codes = _new_paper_codes(by.account_id)
        _journal(by, at, "factor.renew_codes")
    return codes


def verify_code(*, account_id: int, code: str, at: datetime) -> bool:
    """Whether this is the present code of the account's telephone, or one of its codes on paper, which is then used up.

    Refused, with the seconds to wait, after wrong codes: they double with each.
    """
    typed = normal_code(code)
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(account_id=account_id, confirmed_at__isnull=False)
        row = rows.first()
        if row is None:
            return False
        allowed, why = row.verify_is_allowed()
        if not allowed:
            seconds = max(1, round((why["locked_until"] - at).total_seconds()))
            raise Refused(f"验证码连续输错，请 {seconds} 秒后再试。", field="code")
        if _takes(row, typed, at) or _takes_paper(account_id, typed, at):
            row.throttle_reset(commit=False)
            row.save()
            return True
        row.throttle_increment(commit=True)
    return False


def remove_factor(*, by: Actor, at: datetime) -> None:
    """Give one's own second factor up; where it is needed the next log-in asks for a new one."""
    with transaction.atomic():
        if drop_factor(by.account_id):
            _journal(by, at, "factor.remove")


def drop_factor(account_id: int) -> bool:
    """Take telephone and paper codes away from an account; part of a larger action. Whether there was something."""
    PaperCode.objects.filter(account_id=account_id).delete()
    return bool(Authenticator.objects.filter(account_id=account_id).delete()[0])


def _base32(row: Authenticator) -> str:
    return b32encode(bytes.fromhex(row.secret)).decode()


def _takes(row: Authenticator, typed: str, at: datetime) -> bool:
    """A code of the present half minute or its neighbours (clocks differ), never one that was taken before."""
    if not TOTP_CODE.fullmatch(typed):
        return False
    totp = TOTP(bytes.fromhex(row.secret), STEP, digits=DIGITS)
    totp.time = at.timestamp()
    if not totp.verify(int(typed), tolerance=1, min_t=row.last_step + 1):
        return False
    row.last_step = totp.t()
    return True


def _takes_paper(account_id: int, typed: str, at: datetime) -> bool:
    if not PAPER.fullmatch(typed):
        return False
    plain = typed.replace("-", "")
    for row in PaperCode.objects.select_for_update().filter(account_id=account_id, used_at=None):
        if check_password(plain, row.hashed):
            row.used_at = at
            row.save(update_fields=["used_at"])
            return True
    return False


def _new_paper_codes(account_id: int) -> list[str]:
    PaperCode.objects.filter(account_id=account_id).delete()
    plain = ["".join(secrets.choice(READABLE) for _ in range(10)) for _ in range(PAPER_CODES)]
    PaperCode.objects.bulk_create(PaperCode(account_id=account_id, hashed=make_password(text)) for text in plain)
    return [f"{text[:5]}-{text[5:]}" for text in plain]


def _journal(by: Actor, at: datetime, action: str) -> None:
    if by.township_id:
        write_entry(by=by, at=at, action=action, subject_kind="account", subject_id=by.account_id)
