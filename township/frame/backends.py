"""Log-in by account and password; the account comes with its person and township in one query."""

from django.contrib.auth.backends import ModelBackend

from township.directory.models.accounts import Account
from township.sight import the_only


class AccountBackend(ModelBackend):
    """Refuses accounts that are switched off, and those of a person or township that is."""

    def get_user(self, user_id):
        account = the_only(Account.objects.select_related("person", "township").filter(pk=user_id))
        return account if account and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user) -> bool:
        return bool(
            user.is_active
            and (user.person is None or user.person.is_active)
            and (user.township is None or user.township.is_active)
        )
