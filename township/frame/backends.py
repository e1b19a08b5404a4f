"""Log-in by account and password; the account comes with its person and township in one query, worked out once: every page begins
with it."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from township.directory.models.accounts import Account
from township.together import together_known


class AccountBackend(ModelBackend):
    """Refuses accounts that are switched off, and those of a person or township that is."""

    def get_user(self, user_id):
        found = together_known(("account",), _of_number, user_id)["account"]
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def user_can_authenticate(self, user) -> bool:
        return bool(
            user.is_active
            and (user.person is None or user.person.is_active)
            and (user.township is None or user.township.is_active)
        )


def _of_number(account_id: int) -> dict[str, QuerySet]:
    return {"account": Account.objects.select_related("person", "township").filter(pk=account_id)}
