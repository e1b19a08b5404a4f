"""Accounts: how a person logs in. No shared accounts; rights come from posts, never from the account."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from township.directory.models.people import Person
from township.directory.models.townships import Township


class AccountManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A login of one natural person; `is_platform_admin` sets up townships and sees no content at all."""

    username = models.CharField("账号", max_length=40, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    is_active = models.BooleanField("启用", default=True)
    is_platform_admin = models.BooleanField("平台管理员", default=False)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)
    unconfirmed_since = models.DateTimeField(
        "重置后待确认", null=True, blank=True, help_text="until it is confirmed no restricted matter opens"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = "账号"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_platform_admin=True, township__isnull=True, person__isnull=True)
                | Q(is_platform_admin=False, township__isnull=False, person__isnull=False),
                name="account_has_person_or_is_platform",
            )
        ]

    def __str__(self):
        return self.username
