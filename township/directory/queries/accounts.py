"""Accounts as the system administrator sees them."""

from django.db.models import QuerySet

from township.directory.models.accounts import Account


def account_rows(township_id: int) -> QuerySet[Account]:
    """Accounts of a township, those that are on first."""
    return Account.objects.filter(township_id=township_id).select_related("person").order_by("-is_active", "username")
