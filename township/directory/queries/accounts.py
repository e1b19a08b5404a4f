"""Accounts as the system administrator sees them."""

from django.db.models import Q, QuerySet

from township.directory.models.accounts import Account
from township.directory.models.logins import LoginSession, PasswordReset


def account_rows(township_id: int) -> QuerySet[Account]:
    """Accounts of a township, those that are on first."""
    return Account.objects.filter(township_id=township_id).select_related("person").order_by("-is_active", "username")


def open_logins(account_id: int) -> QuerySet[LoginSession]:
    """Where an account is logged in at this moment, newest first."""
    return LoginSession.objects.filter(account_id=account_id, ended_at=None).order_by("-pk")


def resets_open(township_id: int) -> QuerySet[PasswordReset]:
    """Resets that wait to be handed over or confirmed."""
    rows = PasswordReset.objects.filter(township_id=township_id, cancelled_at=None)
    return rows.filter(Q(done_at=None) | Q(confirmed_at=None)).select_related(
        "account__person", "asked_by", "handed_by"
    )
