"""Accounts for people a test adds to the cast."""

from tests.cast import Cast
from township.directory.models.accounts import Account
from township.directory.models.people import Person


def account_for(cast: Cast, person: Person, username: str) -> Account:
    """A working account of the person."""
    known = next(iter(cast.accounts.values()))
    return Account.objects.create(
        username=username,
        person=person,
        township=cast.township,
        password=known.password,
        password_changed_at=known.password_changed_at,
    )
